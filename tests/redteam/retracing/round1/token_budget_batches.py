"""Batches sentences under a budget of tokens and scores them."""
import numpy as np
import tensorflow as tf


def corpus(sentences=36, longest=14):
    """Sentences of very different length, as lists of word numbers."""
    generator = np.random.default_rng(21)
    lengths = generator.integers(2, longest, size=sentences)
    return [generator.integers(1, 50, size=length).tolist() for length in lengths]


def by_budget(sentences, budget):
    """As many sentences a batch as fit into the budget."""
    batch, used = [], 0
    for sentence in sentences:
        if batch and used + len(sentence) > budget:
            yield batch
            batch, used = [], 0
        batch.append(sentence)
        used += len(sentence)
    if batch:
        yield batch


def pad(batch):
    longest = max(len(sentence) for sentence in batch)
    padded = np.zeros([len(batch), longest], np.int32)
    for row, sentence in zip(padded, batch):
        row[: len(sentence)] = sentence
    return padded


class Scorer:
    def __init__(self, words=50, width=4):
        generator = np.random.default_rng(2)
        self.table = tf.Variable(generator.normal(size=[words, width]), dtype=tf.float32)

    @tf.function
    def _score(self, ids):
        mask = tf.cast(ids > 0, tf.float32)[..., None]
        vectors = tf.gather(self.table, ids) * mask
        return tf.reduce_sum(vectors, axis=[1, 2]) / tf.reduce_sum(mask, axis=[1, 2])

    def score(self, batch):
        ids = tf.constant(pad(batch))
        return self._score(ids).numpy()  # expect: tf-shape-retrace


@tf.function
def repeated_share(ragged):
    """The share of neighbouring words that are equal."""
    flat = ragged.values
    return tf.reduce_mean(tf.cast(tf.equal(flat[1:], flat[:-1]), tf.float32)), ragged.nrows()


def evaluate(sentences, budget):
    scorer = Scorer()
    scores, shares = [], []
    for batch in by_budget(sentences, budget):
        scores.extend(scorer.score(batch))
        share, _ = repeated_share(tf.ragged.constant(batch, dtype=tf.int32))  # unseen: tf-shape-retrace
        shares.append(float(share))
    return scorer, scores, shares


def main():
    return evaluate(corpus(), budget=30)


if __name__ == "__main__":
    scorer, scores, shares = main()
    shapes = {pad(batch).shape for batch in by_budget(corpus(), 30)}
    rows = {shape[0] for shape in shapes}
    assert len(scores) == 36 and len(shapes) >= 5 and len(rows) >= 3
    assert scorer._score.experimental_get_tracing_count() == len(shapes)
    assert repeated_share.experimental_get_tracing_count() == len(rows)
    spec = tf.RaggedTensorSpec([None, None], tf.int32)
    control = tf.function(repeated_share.python_function, input_signature=[spec])
    for batch in by_budget(corpus(), 30):
        control(tf.ragged.constant(batch, dtype=tf.int32))
    assert control.experimental_get_tracing_count() == 1
    print("proved")
