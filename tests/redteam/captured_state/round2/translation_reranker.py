"""Reranks translations with knobs that an operator turns while the service runs."""
from __future__ import annotations

import contextlib
from typing import Iterator

import tensorflow as tf

DEFAULTS = {"length": 0.5, "coverage": 1.0}
DEFAULTS.update(coverage=0.25)
KNOBS = {name: tf.Variable(value, trainable=False) for name, value in DEFAULTS.items()}
HISTORY: dict[str, list[float]] = {name: [] for name in KNOBS}


def knob(name: str) -> tf.Variable:
    return KNOBS[name]


def turn(**changes: float) -> None:
    for name, value in changes.items():
        HISTORY[name].append(value)
        KNOBS[name].assign(value)


@contextlib.contextmanager
def turned(**changes: float) -> Iterator[None]:
    """Other knobs inside the block, the old ones after it."""
    before = {name: float(KNOBS[name]) for name in changes}
    turn(**changes)
    try:
        yield
    finally:
        turn(**before)


def penalty(lengths: tf.Tensor) -> tf.Tensor:
    return tf.pow(lengths, knob("length"))


@tf.function
def rerank(likelihoods: tf.Tensor, lengths: tf.Tensor, covered: tf.Tensor) -> tf.Tensor:
    scores = likelihoods / penalty(lengths) + knob("coverage") * covered
    return tf.argsort(scores, direction="DESCENDING")


def compare() -> list[list[int]]:
    """The order of three candidates under several settings."""
    candidates = tf.constant([-4.0, -6.0, -9.0]), tf.constant([4.0, 9.0, 16.0]), tf.constant([0.0, 0.5, 1.0])
    orders = [rerank(*candidates)]
    for length in (0.0, 1.0):
        with turned(length=length):
            orders.append(rerank(*candidates))
    with turned(length=0.0, coverage=8.0):
        orders.append(rerank(*candidates))
    return [order.numpy().tolist() for order in orders]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = compare()
    tf.config.run_functions_eagerly(False)
    graph = compare()
    assert graph == eager and len({tuple(order) for order in graph}) == 3
    assert rerank.experimental_get_tracing_count() == 1
    assert [len(values) for values in HISTORY.values()] == [12, 4]
    print("proved")
