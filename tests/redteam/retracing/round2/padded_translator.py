"""Translates sentences word by word; batches are padded to one fixed length."""
import re

import numpy as np
import tensorflow as tf

WORDS = ["", "the", "cat", "sees", "a", "small", "dog", "and", "runs", "home"]
INDEX = {word: number for number, word in enumerate(WORDS)}
LONGEST = 8


class Tokenizer:
    def __init__(self, longest):
        self.longest = longest
        self.seen = 0

    def __call__(self, sentence):
        self.seen += 1
        tokens = [INDEX.get(word, 0) for word in re.findall(r"\w+", sentence.lower())]
        return tokens[:self.longest]


class Translator:
    """Maps tokens to tokens through a fixed table of scores."""

    def __init__(self, rows):
        self.rows = rows
        self.tokenize = Tokenizer(LONGEST)
        self.table = tf.Variable(tf.random.stateless_normal([len(WORDS), len(WORDS)], [0, 1]))

    @tf.function
    def _decode(self, tokens, lengths):
        scores = tf.gather(self.table, tokens)
        best = tf.argmax(scores, axis=-1, output_type=tf.int32)
        keep = tf.sequence_mask(lengths, tf.shape(tokens)[1], tf.int32)
        return best * keep, tf.reduce_max(lengths)

    def _batch(self, sentences):
        tokens = np.zeros((self.rows, self.tokenize.longest), np.int32)
        lengths = np.zeros(self.rows, np.int32)
        for row, words in enumerate(map(self.tokenize, sentences)):
            tokens[row, :len(words)] = words
            lengths[row] = len(words)
        return tokens, lengths

    def translate(self, sentences):
        while sentences:
            head, sentences = sentences[:self.rows], sentences[self.rows:]
            decoded, longest = self._decode(*self._batch(head))
            for row in decoded.numpy()[:len(head), :int(longest)]:
                yield [WORDS[token] for token in row if token]


TEXT = [
    "The cat sees a dog", "the dog runs", "a small cat and a small dog", "home",
    "the small dog sees the cat and runs home", "cat and dog", "the cat runs home",
]


def main():
    translator = Translator(rows=2)
    return translator, list(translator.translate(TEXT))


if __name__ == "__main__":
    translator, lines = main()
    assert len(lines) == translator.tokenize.seen == 7
    assert translator._decode.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    assert main()[1] == lines
    print("proved")
