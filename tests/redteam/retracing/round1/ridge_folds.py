"""Cross-validates a ridge regression, fold by fold."""
from unittest import mock

import numpy as np
import tensorflow as tf


def make_data(rows=30, width=3):
    generator = np.random.default_rng(12)
    features = generator.normal(size=[rows, width]).astype(np.float32)
    noise = 0.05 * generator.normal(size=rows).astype(np.float32)
    return features, features.sum(axis=1) + noise


def split(rows, folds):
    """Pairs of training rows and test rows."""
    order = np.arange(rows)
    for fold in range(folds):
        held_out = order % folds == fold
        yield order[~held_out], order[held_out]


def fit_fold(features, targets, steps=20):
    weights = tf.Variable(tf.zeros([features.shape[1]]))

    @tf.function  # expect: tf-function-in-loop
    def descend():  # allow: tf-function-in-loop
        with tf.GradientTape() as tape:
            residual = tf.linalg.matvec(features, weights) - targets
            loss = tf.reduce_mean(tf.square(residual)) + 0.01 * tf.reduce_sum(tf.square(weights))
        weights.assign_sub(0.2 * tape.gradient(loss, weights))
        return loss

    for _ in range(steps):
        descend()
    return weights


def cross_validate(folds=5):
    features, targets = make_data()
    scores = []
    for train, test in split(len(features), folds):
        weights = fit_fold(tf.constant(features[train]), tf.constant(targets[train]))
        predicted = features[test] @ weights.numpy()
        scores.append(float(np.mean(np.square(predicted - targets[test]))))
    return scores


def main():
    scores = cross_validate()
    print(f"{np.mean(scores):.4f} +- {np.std(scores):.4f}")
    return scores


if __name__ == "__main__":
    compiled, wrap = [], tf.function

    def remember(function):
        compiled.append(wrap(function))
        return compiled[-1]

    with mock.patch.object(tf, "function", remember):
        scores = main()
    assert max(scores) < 0.5 and len(scores) == 5
    assert len(compiled) == 5
    assert sum(function.experimental_get_tracing_count() for function in compiled) == 5

    @tf.function
    def shared(features, targets, weights):
        return tf.reduce_mean(tf.square(tf.linalg.matvec(features, weights) - targets))

    features, targets = make_data()
    for train, _ in split(len(features), 5):
        shared(tf.constant(features[train]), tf.constant(targets[train]), tf.ones([3]))
    assert shared.experimental_get_tracing_count() == 1
    print("proved")
