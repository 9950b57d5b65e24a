"""Masked-token pre-training with a global step that drives the masking rate."""

from __future__ import annotations

import tensorflow.compat.v2 as tf

GLOBAL_STEP = 0
EPOCH_STATS: dict[str, float] = {}
MASK_ID = 1


def masking_rate(step: int) -> float:
    return min(0.5, 0.1 * step)


def next_step() -> int:
    """Counts a training step."""
    global GLOBAL_STEP
    GLOBAL_STEP += 1  # expect: tf-global-write
    return GLOBAL_STEP


def record(**values):
    EPOCH_STATS.update(values)  # expect: tf-container-mutation


def mask(tokens, rate: float, seed):
    """Replaces about `rate` of the tokens by the mask token."""
    chosen = tf.random.stateless_uniform(tf.shape(tokens), seed) < rate
    return tf.where(chosen, tf.fill(tf.shape(tokens), MASK_ID), tokens), chosen


class Predictor(tf.Module):
    def __init__(self, vocabulary: int, width: int = 4):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([vocabulary, width], [0, 9]))
        self.head = tf.Variable(tf.random.stateless_normal([width, vocabulary], [1, 9]))

    def __call__(self, tokens):
        context = tf.reduce_mean(tf.gather(self.table, tokens), axis=1, keepdims=True)
        return tf.matmul(context + tf.gather(self.table, tokens), self.head)


def loss_fn(logits, tokens, chosen):
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens, logits=logits)
    weight = tf.cast(chosen, losses.dtype)
    return tf.reduce_sum(losses * weight) / (tf.reduce_sum(weight) + 1.0)


def make_train_step(model, lr: float = 0.1):
    def train_step(tokens, seed):
        rate = masking_rate(next_step())
        inputs, chosen = mask(tokens, rate, seed)
        with tf.GradientTape() as tape:
            loss = loss_fn(model(inputs), tokens, chosen)
        record(rate=rate)
        for variable, grad in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
            variable.assign_sub(lr * tf.convert_to_tensor(grad))
        return tf.constant(rate)

    return train_step


def run(step, count: int = 4):
    global GLOBAL_STEP
    GLOBAL_STEP = 0
    EPOCH_STATS.clear()
    tokens = tf.constant([[2, 3, 4], [4, 5, 6]])
    rates = [round(float(step(tokens, tf.constant([i, 0]))), 3) for i in range(count)]
    return rates, GLOBAL_STEP, round(EPOCH_STATS["rate"], 3)


if __name__ == "__main__":
    eager = run(make_train_step(Predictor(7)))
    compiled = tf.function(make_train_step(Predictor(7)))
    graph = run(compiled)
    assert eager == ([0.1, 0.2, 0.3, 0.4], 4, 0.4), eager
    assert graph == ([0.1] * 4, 1, 0.1), graph
    print("proved")
