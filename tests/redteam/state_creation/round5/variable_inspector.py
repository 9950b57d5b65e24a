"""Norms, clipping and freezing for nests of variables and tensors."""
from __future__ import annotations

from typing import Any, Iterable, Union

import numpy as np
import tensorflow as tf

Weight = Union[tf.Variable, tf.Tensor]
AGGREGATION = tf.VariableAggregation.MEAN


def is_variable(value: Any) -> bool:
    return isinstance(value, tf.Variable)


def values(nest: Any) -> list[tf.Tensor]:
    """All leaves as tensors; variables are read, tensors kept."""
    leaves = tf.nest.flatten(nest)
    return [leaf.value() if is_variable(leaf) else leaf for leaf in leaves]


def trainable(nest: Any) -> list[tf.Variable]:
    return [leaf for leaf in tf.nest.flatten(nest) if is_variable(leaf) and leaf.trainable]


class Freezer:
    """Masks gradients by the names of variables."""

    def __init__(self, prefixes: Iterable[str]) -> None:
        self.prefixes = tuple(prefixes)

    def __call__(self, gradients: list[tf.Tensor], variables: list[tf.Variable]) -> list[tf.Tensor]:
        kept = []
        for gradient, variable in zip(gradients, variables):
            frozen = variable.name.startswith(self.prefixes)
            kept.append(tf.zeros_like(variable) if frozen else gradient)
        return kept


@tf.function
def global_norm(nest: Any) -> tf.Tensor:
    total = tf.constant(0.0)
    for value in values(nest):
        total += tf.reduce_sum(tf.square(value))
    return tf.sqrt(total)


class Updater:
    def __init__(self, params: dict[str, Weight], frozen: Iterable[str]) -> None:
        self.params = params
        self.freeze = Freezer(frozen)

    @tf.function
    def __call__(self, rate: tf.Tensor) -> tf.Tensor:
        variables = trainable(self.params)
        with tf.GradientTape() as tape:
            loss = tf.add_n([tf.reduce_sum(tf.square(v)) for v in values(self.params)])
        gradients = self.freeze(tape.gradient(loss, variables), variables)
        for v, g in zip(variables, gradients):
            v.assign_sub(rate * g)
        return loss


def run() -> list[float]:
    params: dict[str, Weight] = {
        "head": tf.Variable([1.0, 2.0], name="head", aggregation=AGGREGATION),
        "body": tf.Variable([3.0], name="body"),
        "scale": tf.constant([0.5]),
    }
    update = Updater(params, ["body"])
    history = []
    for rate in (0.1, 0.2, 0.3):
        history += [float(update(tf.constant(rate))), float(global_norm(params))]
    return history


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(), graph, rtol=1e-5)
    print("proved")
