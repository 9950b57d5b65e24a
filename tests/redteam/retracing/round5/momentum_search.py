"""Grid search over step sizes and momenta on one compiled update."""
import itertools

import tensorflow as tf

GRID = {"rate": (0.3, 0.1, 0.03), "momentum": (0.0, 0.5, 0.9)}

position = tf.Variable([1.0, 1.0])
velocity = tf.Variable([0.0, 0.0])


@tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.float32)])
def update(rate, momentum):
    with tf.GradientTape() as tape:
        x, y = tf.unstack(position)
        loss = tf.square(x) + 10.0 * tf.square(y - x)
    velocity.assign(momentum * velocity - 0.05 * rate * tape.gradient(loss, position))
    position.assign_add(velocity)
    return loss


def reset():
    position.assign([1.0, 2.0])
    velocity.assign([0.0, 0.0])


def trial(params, steps=10):
    reset()
    for _ in range(steps):
        loss = update(params["rate"], params["momentum"])
    return float(loss)


def search():
    results = {}
    for combination in itertools.product(*GRID.values()):
        results[combination] = trial(dict(zip(GRID, combination)))
    return min(results, key=results.get)


if __name__ == "__main__":
    print("best", search())
    assert update.experimental_get_tracing_count() == 1
    print("proved")
