"""Greedy decoding of captions from image features."""
from __future__ import annotations

import tensorflow as tf

VOCABULARY = ["<s>", "a", "dog", "cat", "runs", "sleeps", "</s>"]
END = VOCABULARY.index("</s>")
WIDTH = 4


class Decoder(tf.Module):
    def __init__(self, seed: int):
        super().__init__()
        size = len(VOCABULARY)
        self.embedding = tf.Variable(tf.random.stateless_normal([size, WIDTH], [seed, 0]))
        self.mixing = tf.Variable(tf.random.stateless_normal([WIDTH, WIDTH], [seed, 1]))

    def step(self, state, token):
        state = tf.tanh(tf.linalg.matvec(self.mixing, state) + tf.gather(self.embedding, token))
        return state, tf.linalg.matvec(self.embedding, state)


def make_captioner(decoder: Decoder, longest: int):
    """Returns a traced function from features to token ids."""

    def grow(state, tokens):
        state, logits = decoder.step(state, tokens[-1])
        return state, tf.concat([tokens, [tf.argmax(logits, output_type=tf.int32)]], axis=0)

    @tf.function
    def caption(features):
        state, tokens = features, tf.constant([0])
        for _ in range(longest):
            state, tokens = grow(state, tokens)
        return tokens

    return caption


def make_stopping_captioner(decoder: Decoder, longest: int):
    """Like the above, but leaves at the end token."""

    def finished(tokens):
        return tokens[-1].numpy() == END  # expect: tf-numpy-call

    @tf.function
    def caption(features):
        state, tokens = features, [tf.constant(0)]
        while len(tokens) <= longest and not finished(tokens):
            state, logits = decoder.step(state, tokens[-1])
            tokens.append(tf.argmax(logits, output_type=tf.int32))
        return tf.stack(tokens)

    return caption


def words(ids: tf.Tensor) -> str:
    return " ".join(VOCABULARY[i] for i in ids.numpy() if 0 < i < END)


if __name__ == "__main__":
    model = Decoder(11)
    picture = tf.constant([0.5, -1.0, 0.3, 0.8])
    full, stopping = make_captioner(model, 5), make_stopping_captioner(model, 5)
    ids = full(picture).numpy().tolist()
    assert ids == full.python_function(picture).numpy().tolist() and words(full(picture))
    stopped = stopping.python_function(picture).numpy().tolist()
    assert stopped == ids[: len(stopped)]
    try:
        stopping(picture)
    except AttributeError as error:
        assert "object has no attribute 'numpy'" in str(error) and "tokens[-1].numpy()" in str(error)
    else:
        raise AssertionError("a symbolic token gave its value")
    print("proved")
