"""Compares focusing strengths of the focal loss while a classifier trains."""
import argparse

import numpy as np
import tensorflow as tf


def focal(gamma):
    """A loss of logits and labels that plays down the easy examples."""

    def loss(logits, labels):
        probability = tf.sigmoid(logits)
        chance = labels * probability + (1.0 - labels) * (1.0 - probability)
        return -tf.pow(1.0 - chance, gamma) * tf.math.log(chance + 1e-7)

    return loss


def cross_entropy(logits, labels):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)


@tf.function
def mean_loss(logits, labels, loss):
    return tf.reduce_mean(loss(logits, labels))


@tf.function
def train_step(weights, features, labels):
    with tf.GradientTape() as tape:
        logits = tf.linalg.matvec(features, weights)
        loss = mean_loss(logits, labels, cross_entropy)
    weights.assign_sub(0.5 * tape.gradient(loss, weights))
    return loss


def compare(logits, labels, gammas):
    row = {}
    for gamma in gammas:
        row[gamma] = float(mean_loss(logits, labels, focal(gamma)))  # expect: tf-object-arg
    return row


def run(epochs, gammas):
    generator = np.random.default_rng(3)
    features = tf.constant(generator.normal(size=[32, 3]), tf.float32)
    labels = tf.cast(features[:, 0] > 0.0, tf.float32)
    weights = tf.Variable(tf.zeros([3]))
    table = []
    for _ in range(epochs):
        train_step(weights, features, labels)
        table.append(compare(tf.linalg.matvec(features, weights), labels, gammas))
    return table


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--gammas", type=float, nargs="+", default=[0.5, 2.0])
    options = parser.parse_args(arguments)
    return run(options.epochs, options.gammas)


if __name__ == "__main__":
    table = main([])
    assert table[-1][2.0] < table[0][2.0]
    assert train_step.experimental_get_tracing_count() == 1
    assert mean_loss.experimental_get_tracing_count() == 1 + 4 * 2
    kept = focal(2.0)
    control = tf.function(mean_loss.python_function)
    for value in (0.0, 1.0, 2.0):
        control(tf.fill([4], value), tf.ones([4]), kept)
    assert control.experimental_get_tracing_count() == 1
    print("proved")
