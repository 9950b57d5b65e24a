"""Lights of a theatre: scopes, context managers and resources around what is traced."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator

import tensorflow as tf


@contextlib.contextmanager
def dimmed(stage: Stage, factor: float) -> Iterator[Stage]:
    """Dim all lamps for a while; what is traced is the stage's method."""
    stage.scale(tf.constant(factor))
    try:
        yield stage
    finally:
        stage.scale(tf.constant(1.0 / factor))


@contextlib.contextmanager
def scoped(name: str) -> Iterator[None]:
    with tf.name_scope(name):
        yield


class Stage(tf.Module):
    def __init__(self, lamps: int) -> None:
        super().__init__()
        self.level = tf.Variable(tf.ones([lamps]))

    @tf.function
    def scale(self, factor: tf.Tensor) -> None:
        self.level.assign(self.level * factor)

    @tf.function
    def colour(self, hue: tf.Tensor) -> tf.Tensor:
        with scoped("mix"), contextlib.suppress(KeyError):
            angles = hue + tf.constant([0.0, 2.1, 4.2])
            mixed = 0.5 + 0.5 * tf.cos(angles)
        return mixed[None] * self.level[:, None]

    @contextlib.contextmanager
    def blackout(self) -> Iterator[tf.Tensor]:
        kept = tf.identity(self.level)
        self.level.assign(tf.zeros_like(self.level))
        yield kept
        self.level.assign(kept)


@tf.function
def fade(level: tf.Tensor, steps: tf.Tensor) -> tf.Tensor:
    with tf.device("cpu"), contextlib.ExitStack() as stack:
        stack.enter_context(tf.name_scope("fade"))
        while steps > 0:
            level = level * 0.5
            steps -= 1
    return level


def cues() -> Iterator[tuple[str, tf.Tensor]]:
    yield "dawn", tf.constant(0.1)
    yield "noon", tf.constant(0.6)


def show(stage: Stage) -> list[float]:
    seen = []
    for name, hue in cues():
        with dimmed(stage, 0.25):
            seen.append(float(tf.reduce_sum(stage.colour(hue))))
        with stage.blackout() as kept:
            seen += [float(tf.reduce_sum(stage.colour(hue))), float(tf.reduce_sum(kept))]
        seen.append(float(tf.reduce_sum(fade(stage.level, tf.constant(len(name) // 2)))))
    return seen


if __name__ == "__main__":
    graph = show(Stage(4))
    tf.config.run_functions_eagerly(True)
    eager = show(Stage(4))
    tf.config.run_functions_eagerly(False)
    assert len(graph) == 8 and all(abs(a - b) < 1e-5 for a, b in zip(graph, eager))
    assert graph[1] == graph[5] == 0.0 and graph[2] == 4.0
    print("proved")
