"""Lexicon sentiment of reviews, with settings that may be changed for a while."""
from __future__ import annotations

import contextlib
from typing import Iterator

import tensorflow as tf

SETTINGS = {"emphasis": 2.0, "floor": 0.1}
LEXICON = tf.constant([0.0, 1.0, -2.0, 0.5])

Batch = tuple[tf.Tensor, tf.Tensor]


def setting(name: str) -> float:
    return SETTINGS[name]  # expect: tf-global-read


@contextlib.contextmanager
def settings(**changes: float) -> Iterator[None]:
    """Other settings inside the block, the old ones after it."""
    before = dict(SETTINGS)
    SETTINGS.update(changes)
    try:
        yield
    finally:
        SETTINGS.update(before)


def word_scores(words: tf.Tensor, stressed: tf.Tensor) -> tf.Tensor:
    scores = tf.gather(LEXICON, words)
    return tf.where(stressed, scores * setting("emphasis"), scores)


@tf.function
def sentiment(words: tf.Tensor, stressed: tf.Tensor) -> tf.Tensor:
    total = tf.reduce_sum(word_scores(words, stressed), axis=-1)
    return tf.where(tf.abs(total) < setting("floor"), 0.0, total)


def sensitivity(batch: Batch, emphases: list[float]) -> list[list[float]]:
    """How the verdicts depend on the weight of stressed words."""
    rows = [sentiment(*batch).numpy().tolist()]
    for emphasis in emphases:
        with settings(emphasis=emphasis):
            rows.append(sentiment(*batch).numpy().tolist())
    return rows


def sample() -> Batch:
    words = tf.constant([[1, 2, 0], [3, 1, 1]])
    return words, tf.constant([[True, False, False], [False, False, True]])


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = sensitivity(sample(), [3.0, 5.0])
    tf.config.run_functions_eagerly(False)
    graph = sensitivity(sample(), [3.0, 5.0])
    assert eager == [[0.0, 3.5], [1.0, 4.5], [3.0, 6.5]]
    assert graph == [[0.0, 3.5]] * 3
    assert sentiment.experimental_get_tracing_count() == 1
    print("proved")
