"""A catalogue of losses filled by decorators, and a log of what has been used."""
from __future__ import annotations

import logging
from collections import Counter
from typing import Callable

import tensorflow as tf

Loss = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
CATALOGUE: dict[str, Loss] = {}
USED: Counter = Counter()
verbose = False


def loss(name: str) -> Callable[[Loss], Loss]:
    def enter(function: Loss) -> Loss:
        CATALOGUE[name] = function
        return function

    return enter


@loss("squared")
def squared(truth: tf.Tensor, guess: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.square(truth - guess))


@loss("hinge")
def hinge(truth: tf.Tensor, guess: tf.Tensor) -> tf.Tensor:
    verbose = tf.nn.relu(1.0 - truth * guess)
    return tf.reduce_mean(verbose)


@loss("mixed")
def mixed(truth: tf.Tensor, guess: tf.Tensor) -> tf.Tensor:
    parts = [CATALOGUE[name](truth, guess) for name in ("squared", "hinge")]
    return tf.add_n(parts) / len(parts)


@tf.function
def evaluate(truth: tf.Tensor, guess: tf.Tensor, name: str) -> tf.Tensor:
    return CATALOGUE[name](truth, guess)


def announce(name: str) -> None:
    USED[name] += 1
    if verbose:
        logging.info("%s: used %d times", name, USED[name])


def score(name: str, guesses: list[float]) -> list[float]:
    """The loss of several constant guesses."""
    global verbose
    truth = tf.constant([1.0, -1.0, 1.0])
    values = []
    for guess in guesses:
        announce(name)
        values.append(float(evaluate(truth, tf.fill([3], guess), name)))
        verbose = USED[name] > 100
    return values


if __name__ == "__main__":
    guesses = [0.0, 0.5, 2.0]
    tf.config.run_functions_eagerly(True)
    eager = [score("mixed", guesses), score("hinge", guesses)]
    tf.config.run_functions_eagerly(False)
    graph = [score("mixed", guesses), score("hinge", guesses)]
    assert graph == eager
    assert evaluate.experimental_get_tracing_count() == 2
    assert USED == {"mixed": 6, "hinge": 6} and set(CATALOGUE) == {"squared", "hinge", "mixed"}
    print("proved")
