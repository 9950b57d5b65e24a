"""Averages the models of several hospitals without moving their patients' data."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Plan:
    features: int = 4
    hospitals: int = 3
    rounds: int = 2
    rate: float = 0.1


@tf.function
def local_update(features, targets, start):
    with tf.compat.v1.variable_scope("hospital"):  # allow: tf1-variables
        weights = tf.compat.v1.get_variable(  # expect: tf1-variables  allow: tf-variable-creation
            "weights", shape=[4], initializer=tf.compat.v1.zeros_initializer()
        )
    weights.assign(start)
    error = tf.linalg.matvec(features, weights) - targets
    gradient = tf.linalg.matvec(features, error, transpose_a=True)
    return weights - 0.1 * gradient


@tf.function
def average(updates, sizes):
    shares = sizes / tf.reduce_sum(sizes)
    return tf.linalg.matvec(updates, shares, transpose_a=True)


def patients(hospital, plan):
    features = tf.random.stateless_normal([8, plan.features], [hospital, 7])
    return features, tf.reduce_sum(features, axis=1)


def federate(plan):
    model = tf.zeros([plan.features])
    for _ in range(plan.rounds):
        updates = []
        for hospital in range(plan.hospitals):
            features, targets = patients(hospital, plan)
            updates.append(local_update(features, targets, model))
        model = average(tf.stack(updates), tf.fill([plan.hospitals], 8.0))
    return model


if __name__ == "__main__":
    plan = Plan()
    assert average(tf.eye(3), tf.ones([3])).shape == (3,)
    eager = local_update.python_function(*patients(0, plan), tf.zeros([4]))
    assert eager.shape == (4,)
    try:
        federate(plan)
    except AttributeError as error:
        assert "Tensor.op is undefined when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("the variable was made")
    print("proved")
