"""Character-level story generator that feeds its own output back."""
import keras
import numpy as np
import tensorflow as tf

CORPUS = "once upon a time there was a model that told stories to itself"
ALPHABET = sorted(set(CORPUS))
INDEX = {character: i for i, character in enumerate(ALPHABET)}


def encode(text):
    return np.array([[INDEX[character] for character in text]], np.int32)


def decode(tokens):
    return "".join(ALPHABET[token] for token in np.asarray(tokens)[0])


def build_network(units=12):
    return keras.Sequential([
        keras.layers.Embedding(len(ALPHABET), 6),
        keras.layers.GRU(units, return_sequences=True),
        keras.layers.Dense(len(ALPHABET)),
    ])


class StoryTeller:
    def __init__(self, temperature=0.8):
        self.temperature = temperature
        self.network = build_network()
        self.network.build([None, None])

    @tf.function
    def next_logits(self, tokens):
        return self.network(tokens, training=False)[:, -1] / self.temperature

    def _extend(self, tokens):
        logits = self.next_logits(tokens)  # expect: tf-shape-retrace
        choice = tf.random.categorical(logits, num_samples=1, dtype=tf.int32)
        return tf.concat([tokens, choice], axis=1)

    def tell(self, beginning, length=8):
        tokens = tf.constant(encode(beginning))
        while tokens.shape[1] < len(beginning) + length:
            tokens = self._extend(tokens)
        return decode(tokens)


def main():
    teller = StoryTeller()
    story = teller.tell("once ")
    print(story)
    return teller, story


if __name__ == "__main__":
    author, text = main()
    assert text.startswith("once ") and len(text) == 13
    assert author.next_logits.experimental_get_tracing_count() == 8
    for window in ("once upon a time", "time there was a", "model that told "):
        author.next_logits(tf.constant(encode(window)))
    assert author.next_logits.experimental_get_tracing_count() == 9
    print("proved")
