"""A spam filter that is published once and can be recalibrated where it is served."""
from __future__ import annotations

import tempfile

import tensorflow as tf


class SpamFilter(tf.Module):
    """The threshold is state, the width of the table is a fact."""

    version = "2"

    def __init__(self, buckets: int, threshold: float) -> None:
        super().__init__()
        self.buckets = buckets
        self.spamminess = tf.Variable(tf.linspace(0.0, 1.0, buckets), trainable=False)
        self.threshold = tf.Variable(threshold, trainable=False)
        self.published = 0

    def _bucket(self, words: tf.Tensor) -> tf.Tensor:
        return tf.strings.to_hash_bucket_fast(words, self.buckets)

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.string)])
    def verdict(self, words: tf.Tensor) -> dict[str, tf.Tensor]:
        score = tf.reduce_mean(tf.gather(self.spamminess, self._bucket(words)), axis=-1)
        return {"score": score, "spam": score > self.threshold}

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def recalibrate(self, threshold: tf.Tensor) -> None:
        self.threshold.assign(threshold)


def publish(model: SpamFilter, folder: str) -> str:
    target = f"{folder}/spam-{model.version}"
    tf.saved_model.save(model, target, signatures={"serving_default": model.verdict})
    model.published += 1
    return target


def spam(served: object, mails: tf.Tensor) -> list[bool]:
    return served.verdict(mails)["spam"].numpy().tolist()


def operate(folder: str, mails: tf.Tensor) -> list[list[bool]]:
    """Verdicts after publishing, and after each turn of the threshold."""
    model = SpamFilter(64, threshold=1.0)
    served = tf.saved_model.load(publish(model, folder))
    verdicts = [spam(served, mails)]
    middle = float(tf.reduce_mean(model.verdict(mails)["score"]))
    for threshold in (0.0, middle):
        served.recalibrate(tf.constant(threshold))
        verdicts.append(spam(served, mails))
    model.threshold.assign(middle)
    assert spam(model, mails) == verdicts[-1]
    served.threshold.assign(1.0)
    return verdicts + [spam(served, mails)]


if __name__ == "__main__":
    mails = tf.constant([["win", "money", "now"], ["see", "you", "tomorrow"]])
    with tempfile.TemporaryDirectory() as folder:
        none, both, some, again = operate(folder, mails)
    assert none == again == [False, False] and both == [True, True]
    assert sorted(some) == [False, True]
    print("proved")
