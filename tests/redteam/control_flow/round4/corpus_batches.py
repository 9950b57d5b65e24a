"""Batches for a masked language model, and a generic update of nested statistics."""
import numpy as np
import tensorflow as tf

SPECIAL = {"pad": 0, "mask": 1, "unknown": 2}
SENTENCES = ["The cat sat on the mat", "a dog ate the cat food", "the dog sat"]


class Corpus:
    def __init__(self, sentences, window=4, lower=True):
        self.window, self.lower = max(window, 2), lower
        words = sorted({word for sentence in sentences for word in self.clean(sentence)})
        self.ids = {word: number for number, word in enumerate(words, start=len(SPECIAL))}
        self.sentences = sentences

    def clean(self, sentence):
        if not self.lower:
            return sentence.split()
        return sentence.lower().split()

    def generate(self):
        for sentence in self.sentences:
            numbers = [self.ids.get(word, SPECIAL["unknown"]) for word in self.clean(sentence)]
            for start in range(0, len(numbers), self.window):
                piece = numbers[start : start + self.window]
                if len(piece) < 2:
                    continue
                yield piece + [SPECIAL["pad"]] * (self.window - len(piece))

    def dataset(self, batch=2):
        spec = tf.TensorSpec([self.window], tf.int32)
        data = tf.data.Dataset.from_generator(self.generate, output_signature=spec)
        return data.enumerate().map(self.masked).batch(batch, drop_remainder=True)

    def masked(self, index, tokens):
        seed = tf.stack([index, 0])
        chosen = tf.random.stateless_uniform(tokens.shape, seed) < 0.3
        chosen = chosen & (tokens != SPECIAL["pad"])
        if not tf.reduce_any(chosen):
            chosen = tf.range(self.window) == 0
        return tf.where(chosen, SPECIAL["mask"], tokens), tokens, chosen


def blend(old, new, rate):
    """Moving averages through dicts, lists and tuples."""
    if isinstance(old, dict):
        return {key: blend(value, new[key], rate) for key, value in old.items()}
    if isinstance(old, (list, tuple)):
        return [blend(a, b, rate) for a, b in zip(old, new)]
    return (1.0 - rate) * old + rate * new


@tf.function
def update(statistics, masked, tokens, chosen):
    rows, columns = masked.shape
    share = tf.reduce_mean(tf.cast(chosen, tf.float32))
    known = tf.reduce_sum(tf.cast(tokens >= len(SPECIAL), tf.float32)) / (rows * max(columns, 1))
    parts = {"share": share, "tokens": [known, tf.reduce_mean(tf.cast(masked, tf.float32))]}
    if any(key not in statistics for key in parts) or not all(part.dtype.is_floating for part in (share, known)):
        raise KeyError("statistics of another run")
    if share > 0.9:
        parts["share"] = tf.constant(0.9)
    return blend(statistics, parts, 0.5)


def main():
    corpus = Corpus(SENTENCES)
    statistics = {"share": tf.constant(0.0), "tokens": [tf.constant(0.0), tf.constant(0.0)]}
    for masked, tokens, chosen in corpus.dataset():
        statistics = update(statistics, masked, tokens, chosen)
    return statistics


if __name__ == "__main__":
    traced = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(True)
    eager = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(traced, eager, rtol=1e-6)
    corpus = Corpus(SENTENCES)
    batched = [row.numpy().tolist() for masked, _, _ in corpus.dataset() for row in masked]
    for number, (row, piece) in enumerate(zip(batched, corpus.generate())):
        masked, _, _ = corpus.masked(tf.constant(number, tf.int64), tf.constant(piece))
        assert masked.numpy().tolist() == row
    assert 0.0 < float(traced[0]) < 1.0 and float(traced[1]) > 0.5
    print("proved")
