"""Turns reviews into padded token ids with a tf.data pipeline."""
import collections
import re

import tensorflow as tf

REVIEWS = [
    "A fine film, a very fine film!",
    "Dull. Too long and too dull",
    "Fine actors in a dull story",
]
LABELS = [1, 0, 0]


class Vocabulary:
    PAD, UNKNOWN = 0, 1

    def __init__(self, texts, size=20):
        counts = collections.Counter(word for text in texts for word in self.split(text))
        self.index = {word: i + 2 for i, (word, _) in enumerate(counts.most_common(size))}

    @staticmethod
    def split(text):
        return re.findall(r"[a-z]+", text.lower())

    def ids(self, text):
        return [self.index.get(word, self.UNKNOWN) for word in self.split(text)]


class ReviewPipeline:
    def __init__(self, vocabulary, length=8):
        self.vocabulary = vocabulary
        self.length = length

    def text_to_ids(self, text):
        raw = text.numpy().decode("utf-8")  # expect: tf-numpy-call
        ids = self.vocabulary.ids(raw)[: self.length]
        return tf.constant(ids + [Vocabulary.PAD] * (self.length - len(ids)))

    def example(self, text, label):
        return self.text_to_ids(text), tf.cast(label, tf.float32)

    def dataset(self, texts, labels, batch=2):
        pairs = tf.data.Dataset.from_tensor_slices((texts, labels))
        return pairs.map(self.example, num_parallel_calls=tf.data.AUTOTUNE).batch(batch)


def train(pipeline, epochs=1):
    weights = tf.Variable(tf.zeros([30]))
    for _ in range(epochs):
        for ids, labels in pipeline.dataset(REVIEWS, LABELS):
            with tf.GradientTape() as tape:
                logits = tf.reduce_sum(tf.gather(weights, ids), axis=1)
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))
            weights.assign_sub(0.1 * tf.convert_to_tensor(tape.gradient(loss, weights)))
    return weights


if __name__ == "__main__":
    pipeline = ReviewPipeline(Vocabulary(REVIEWS))
    ids, label = pipeline.example(tf.constant(REVIEWS[1]), tf.constant(0))
    assert ids.shape == [8] and float(label) == 0.0
    try:
        train(pipeline)
    except AttributeError as e:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(e)
        assert 'raw = text.numpy().decode("utf-8")' in str(e)
    else:
        raise AssertionError("the pipeline read the text")
    print("proved")
