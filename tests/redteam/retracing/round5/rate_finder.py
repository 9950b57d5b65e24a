"""Learning-rate range test: multiply the rate each step until the loss blows up."""
import math

import tensorflow as tf

weights = tf.Variable([[0.0], [0.0]])
inputs = tf.constant([[1.0, 2.0], [2.0, 1.0], [3.0, 1.0], [0.5, 0.5]])
targets = tf.constant([[5.0], [4.0], [5.0], [1.5]])


@tf.function
def update(x, y, lr):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x @ weights - y))
    weights.assign_sub(lr * tape.gradient(loss, weights))
    return loss


def geometric(start, stop, steps):
    factor = (stop / start) ** (1.0 / (steps - 1))
    for k in range(steps):
        yield start * factor**k


def range_test(start=1e-4, stop=1.0, steps=8):
    step_fn = update
    curve, best = [], math.inf
    for lr in geometric(start, stop, steps):
        loss = float(step_fn(inputs, targets, lr))  # expect: tf-python-scalar-arg
        curve.append((lr, loss))
        if loss > 4 * best:
            break
        best = min(best, loss)
    return curve


def steepest(curve):
    drops = [(b[1] - a[1], b[0]) for a, b in zip(curve, curve[1:])]
    return min(drops)[1]


if __name__ == "__main__":
    found = range_test()
    print(f"suggested learning rate {steepest(found):.4f}")
    assert update.experimental_get_tracing_count() == len(found) >= 5
    before = update.experimental_get_tracing_count()
    for rate in (0.01, 0.02, 0.03):
        update(inputs, targets, tf.constant(rate))
    assert update.experimental_get_tracing_count() == before + 1
    print("proved")
