"""A court's docket: cases are ranked by a traced model behind an event loop, with a registry of entry points."""
from __future__ import annotations

import asyncio
from collections.abc import Callable

import tensorflow as tf


class Registry:
    """Entry points by name; all that is registered as `graph` is compiled."""

    def __init__(self) -> None:
        self.entries: dict[str, Callable] = {}

    def graph(self, function: Callable) -> Callable:
        traced = tf.function(function)
        self.entries[function.__name__] = traced
        return traced

    def plain(self, function: Callable) -> Callable:
        self.entries[function.__name__] = function
        return function


registry = Registry()


@registry.graph
def urgency(age: tf.Tensor, severity: tf.Tensor) -> tf.Tensor:
    score = tf.math.log1p(age) + 2.0 * severity
    if tf.reduce_max(score) > 6.0:
        score = score / tf.reduce_max(score)
    return score


@registry.graph
def order(age: tf.Tensor, severity: tf.Tensor) -> tf.Tensor:
    return tf.argsort(urgency(age, severity), direction="DESCENDING", stable=True)


@registry.plain
async def hearing(age: tf.Tensor, severity: tf.Tensor) -> int:
    await asyncio.sleep(0)
    return int(order(age, severity)[0])


@registry.graph
async def postponed(age: tf.Tensor, severity: tf.Tensor) -> tf.Tensor:  # expect: tf-async
    await asyncio.sleep(0)
    return order(age + 30.0, severity)


async def session(cases: list[tuple[tf.Tensor, tf.Tensor]]) -> list[int]:
    return list(await asyncio.gather(*(registry.entries["hearing"](*case) for case in cases)))


def cases() -> list[tuple[tf.Tensor, tf.Tensor]]:
    return [
        (tf.constant([10.0, 300.0, 5.0]), tf.constant([0.2, 0.1, 2.0])),
        (tf.constant([1.0, 2.0, 9000.0]), tf.constant([0.2, 0.1, 0.5])),
    ]


if __name__ == "__main__":
    for age, severity in cases():
        for entry in ("urgency", "order"):
            traced = registry.entries[entry]
            graph, eager = traced(age, severity), traced.python_function(age, severity)
            assert float(tf.reduce_max(tf.abs(tf.cast(graph - eager, tf.float32)))) < 1e-5
    assert asyncio.run(session(cases())) == [1, 2]
    age, severity = cases()[0]
    assert asyncio.run(postponed.python_function(age, severity)).shape == [3]
    try:
        registry.entries["postponed"](age, severity)
    except TypeError as error:
        assert "found return value of type coroutine" in str(error), error
    else:
        raise AssertionError("a coroutine left the graph")
    print("proved")
