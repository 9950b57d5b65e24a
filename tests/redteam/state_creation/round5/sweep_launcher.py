"""Launches a small sweep; every trial owns its model, optimizer and step."""
import itertools

import keras
import numpy as np
import tensorflow as tf

OPTIMIZERS = {
    "sgd": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "adam": lambda rate: keras.optimizers.Adam(rate),
}


def make_trial(optimizer_name, rate):
    """Builds what a trial needs and returns its compiled step."""
    weight = tf.Variable([0.0, 0.0])
    steps = tf.Variable(0, dtype=tf.int64)
    optimizer = OPTIMIZERS[optimizer_name](rate)
    average = keras.metrics.Mean()

    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, weight) - y))
        optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
        steps.assign_add(1)
        average.update_state(loss)
        return loss

    compiled = tf.function(step)  # allow: tf-function-in-loop

    def finish():
        return {"loss": float(average.result()), "steps": int(steps), "weight": weight.numpy().tolist()}

    return compiled, finish


def run_trial(name, rate, x, y, budget):
    step, finish = make_trial(name, rate)
    for _ in range(budget):
        step(x, y)
    return finish()


def sweep(rates, budget=4):
    x = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    y = tf.constant([1.0, 2.0, 3.0])
    results = {}
    for name, rate in itertools.product(OPTIMIZERS, rates):
        results[name, rate] = run_trial(name, rate, x, y, budget)
    return results


if __name__ == "__main__":
    graph = sweep([0.05, 0.1])
    tf.config.run_functions_eagerly(True)
    eager = sweep([0.05, 0.1])
    assert eager.keys() == graph.keys()
    for key, result in eager.items():
        assert result["steps"] == graph[key]["steps"] == 4
        np.testing.assert_allclose(result["weight"], graph[key]["weight"], rtol=1e-4)
        np.testing.assert_allclose(result["loss"], graph[key]["loss"], rtol=1e-4)
    print("proved")
