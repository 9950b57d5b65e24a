"""Fits the vector field of a spiral by backpropagation through an Euler integrator."""
import numpy as np
import tensorflow as tf

STEPS = 120
T_END = 3.0


def true_field(y):
    return tf.linalg.matvec(tf.constant([[-0.1, 2.0], [-2.0, -0.1]]), y)


class Field(tf.Module):
    def __init__(self):
        super().__init__()
        rng = np.random.default_rng(0)
        self.w1 = tf.Variable(rng.normal(size=(2, 16)) * 0.3, dtype=tf.float32)
        self.w2 = tf.Variable(rng.normal(size=(16, 2)) * 0.3, dtype=tf.float32)

    def __call__(self, y):
        return tf.tanh(y @ self.w1) @ self.w2


field = Field()


@tf.function
def trajectory(y0):
    dt = T_END / STEPS
    y = y0
    for _ in range(STEPS):  # expect: tf-python-loop-unroll
        y = y + dt * field(y)
    return y


@tf.function
def target(y0):
    y = y0
    for _ in tf.range(STEPS):
        y = y + T_END / STEPS * true_field(y)
    return y


@tf.function
def train_step(y0, goal, rate):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y0 + field(y0) - goal))
    gradients = tape.gradient(loss, field.trainable_variables)
    if tf.math.is_nan(loss):
        raise FloatingPointError("training diverged")  # expect: tf-tensor-raise
    for variable, gradient in zip(field.trainable_variables, gradients):
        variable.assign_sub(rate * gradient)
    return loss


def train(iterations=3):
    y0 = tf.constant([[2.0, 0.0], [0.0, 1.0]])
    goal = target(y0)
    rate = tf.constant(0.05)
    losses = [float(train_step(y0, goal, rate)) for _ in range(iterations)]
    return losses, trajectory(y0)


def size(function, *args):
    definition = function.get_concrete_function(*args).graph.as_graph_def()
    return len(definition.node) + sum(len(f.node_def) for f in definition.library.function)


if __name__ == "__main__":
    start = tf.constant([[2.0, 0.0], [0.0, 1.0]])
    assert size(trajectory, start) > 4 * STEPS > 2 * size(target, start)

    tf.config.run_functions_eagerly(True)
    history, _ = train()
    tf.config.run_functions_eagerly(False)
    assert history[-1] < history[0]
    try:
        train()
    except Exception as error:  # whatever class the exception has after tracing
        assert "FloatingPointError: training diverged" in str(error), error
        assert 'raise FloatingPointError("training diverged")' in str(error), error
    else:
        raise AssertionError("the exception waited for its condition")
    print("proved")
