"""Language model with tied input and output embeddings; parameters travel in named tuples and dicts."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Parameters(NamedTuple):
    embedding: tf.Variable
    mixing: tf.Variable
    bias: tf.Variable


class Momentum(NamedTuple):
    rate: float
    slots: dict[str, tf.Variable]


def make_parameters(tokens: int, width: int) -> Parameters:
    table = np.cos(np.arange(tokens * width)).reshape(tokens, width)
    return Parameters(
        tf.Variable(table, dtype=tf.float32), tf.Variable(tf.eye(width)), tf.Variable(tf.zeros([tokens]))
    )


def make_momentum(params: Parameters, rate: float = 0.5) -> Momentum:
    slots = {name: tf.Variable(tf.zeros_like(value)) for name, value in params._asdict().items()}
    return Momentum(rate, slots)


def next_token_loss(params: Parameters, tokens: tf.Tensor) -> tf.Tensor:
    hidden = tf.matmul(tf.gather(params.embedding, tokens[:-1]), params.mixing)
    logits = tf.matmul(hidden, params.embedding, transpose_b=True) + params.bias
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens[1:], logits=logits)
    return tf.reduce_mean(losses)


def apply_momentum(params: Parameters, momentum: Momentum, gradients: Parameters) -> None:
    for name, value in params._asdict().items():
        slot = momentum.slots[name]
        slot.assign(0.9 * slot + tf.convert_to_tensor(getattr(gradients, name)))
        value.assign_sub(momentum.rate * slot)


@tf.function
def train_step(params: Parameters, slots: dict[str, tf.Variable], tokens: tf.Tensor) -> tf.Tensor:
    """One step; parameters and slots are arguments, so one graph serves all models."""
    with tf.GradientTape() as tape:
        loss = next_token_loss(params, tokens)
    gradients = tape.gradient(loss, params)
    apply_momentum(params, Momentum(0.5, slots), gradients)
    return loss


def perplexities(text: list[int], steps: int) -> np.ndarray:
    rows = []
    for width in (2, 3):
        params = make_parameters(5, width)
        momentum = make_momentum(params)
        tokens = tf.constant(text)
        rows.append([float(tf.exp(train_step(params, momentum.slots, tokens))) for _ in range(steps)])
    return np.array(rows)


if __name__ == "__main__":
    graph = perplexities([0, 1, 2, 3, 4, 0, 1], 4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(perplexities([0, 1, 2, 3, 4, 0, 1], 4), graph, rtol=1e-3)
    assert (graph[:, -1] < graph[:, 0]).all()
    print("proved")
