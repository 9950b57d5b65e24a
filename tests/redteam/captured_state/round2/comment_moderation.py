"""Exports a comment filter again whenever its threshold has been recalibrated."""
from __future__ import annotations

import tempfile
from pathlib import Path

import tensorflow as tf


class CommentFilter(tf.Module):
    """Hides comments whose toxicity is above a threshold."""

    def __init__(self, vocabulary: int, threshold: float) -> None:
        super().__init__()
        self.toxicity = tf.Variable(tf.linspace(0.0, 1.0, vocabulary), trainable=False)
        self.threshold = threshold

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def hide(self, words: tf.Tensor) -> tf.Tensor:
        worst = tf.reduce_max(tf.gather(self.toxicity, words), axis=-1)
        return worst > self.threshold  # allow: tf-attribute-read


class Releases:
    """A folder of numbered releases."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.count = 0

    def publish(self, model: CommentFilter) -> Path:
        self.count += 1
        target = self.folder / f"v{self.count}"
        tf.saved_model.save(model, str(target))  # expect: tf-saved-python-value
        return target


def recalibrate(model: CommentFilter, complaints: int) -> None:
    """Many complaints: hide more."""
    model.threshold = max(0.1, model.threshold - 0.2 * complaints)


def season(folder: str, comments: tf.Tensor) -> list[list[bool]]:
    """What the published filters of a season hide."""
    releases, model = Releases(folder), CommentFilter(11, threshold=0.9)
    verdicts = []
    for complaints in (0, 1, 2):
        recalibrate(model, complaints)
        served = tf.saved_model.load(str(releases.publish(model)))
        verdicts.append(served.hide(comments).numpy().tolist())
    return verdicts


def by_hand(comments: tf.Tensor) -> list[list[bool]]:
    model = CommentFilter(11, threshold=0.9)
    verdicts = []
    for complaints in (0, 1, 2):
        recalibrate(model, complaints)
        verdicts.append(model.hide(comments).numpy().tolist())
    return verdicts


if __name__ == "__main__":
    comments = tf.constant([[10, 1], [8, 2], [5, 0]])
    with tempfile.TemporaryDirectory() as folder:
        served = season(folder, comments)
    assert served == [[True, False, False]] * 3
    tf.config.run_functions_eagerly(True)
    assert by_hand(comments) == [[True, False, False], [True, True, False], [True, True, True]]
    print("proved")
