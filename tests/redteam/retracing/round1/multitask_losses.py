"""Combines the losses of several tasks; the structures vary only in their values."""
from collections import OrderedDict, namedtuple

import numpy as np
import tensorflow as tf

Targets = namedtuple("Targets", "box label")


@tf.function
def task_losses(outputs, targets):
    box = tf.reduce_mean(tf.abs(outputs["box"] - targets.box))
    entropy = tf.nn.sigmoid_cross_entropy_with_logits(targets.label, outputs["label"])
    return {"box": box, "label": tf.reduce_mean(entropy)}


@tf.function
def combine(losses, weights, names=("box", "label")):
    return tf.add_n([losses[name] * weights[name] for name in names])


@tf.function
def clip_all(gradients, limit):
    clipped, norm = tf.clip_by_global_norm(gradients, limit)
    return clipped, norm


def make_batch(generator, size=6):
    box = generator.normal(size=[size, 4]).astype(np.float32)
    label = generator.integers(0, 2, size=size).astype(np.float32)
    return Targets(box=box, label=label)


def forward(weights, targets):
    box = tf.constant(targets.box) * weights[0]
    label = tf.reduce_sum(box, axis=1) + weights[1]
    if len(targets.label) % 2:
        return OrderedDict(box=box, label=label)
    return {"label": label, "box": box}


def task_weights(step):
    """As arrays, so that they can change freely."""
    fraction = np.float32(1.0 / (step + 1))
    if step % 2:
        return {"box": fraction, "label": np.float32(1.0) - fraction}
    return {"label": np.float32(1.0) - fraction, "box": fraction}


def train(steps=6):
    generator = np.random.default_rng(17)
    weights = [tf.Variable(1.5), tf.Variable(0.1)]
    totals, norms = [], []
    for step in range(steps):
        targets = make_batch(generator)
        with tf.GradientTape() as tape:
            losses = task_losses(forward(weights, targets), targets)
            total = combine(losses, task_weights(step), ("box", "label"))
        gradients, norm = clip_all(tape.gradient(total, weights), limit=1.0)
        for weight, gradient in zip(weights, gradients):
            weight.assign_sub(0.1 * gradient)
        totals.append(float(total))
        norms.append(float(norm))
    return totals, norms


if __name__ == "__main__":
    totals, norms = train()
    for function in (task_losses, combine, clip_all):
        assert function.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(train(), (totals, norms), rtol=1e-4)
    print("proved")
