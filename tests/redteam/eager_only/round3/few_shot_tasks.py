"""Meta-learning over small regression tasks: an inner loop on each, then an outer step."""
import keras
import numpy as np
import tensorflow as tf

INNER = 0.1


def learner():
    keras.utils.set_random_seed(4)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(INNER), loss="mse")
    return model


class Reptile:
    """Moves the initial weights towards those that a task finds."""

    def __init__(self, outer=0.5):
        self.model = learner()
        self.start = [tf.Variable(v) for v in self.model.trainable_variables]
        self.outer = outer

    def reset(self):
        for variable, value in zip(self.model.trainable_variables, self.start):
            variable.assign(value)

    def move(self):
        for variable, value in zip(self.start, self.model.trainable_variables):
            variable.assign_add(self.outer * (value - variable))

    def descend(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(x, training=True) - y))
        weights = self.model.trainable_variables
        for variable, gradient in zip(weights, tape.gradient(loss, weights)):
            variable.assign(variable - INNER * gradient)
        return loss

    @tf.function
    def task(self, x, y):
        self.reset()
        self.model.fit(x, y, batch_size=4, epochs=2, verbose=0)  # expect: tf-keras-eager-api
        self.move()
        return tf.norm(self.start[0])

    @tf.function
    def staged_task(self, x, y):
        self.reset()
        for _ in tf.range(2):
            self.descend(x, y)
        self.move()
        return tf.norm(self.start[0])


@tf.function
def phase(amplitude, offset):
    """A task's wave as a complex number."""
    return tf.math.angle(tf.constant(complex(amplitude, offset)))  # expect: tf-python-cast


@tf.function
def staged_phase(amplitude, offset):
    turn = tf.constant(complex(1.0, 0.0))
    return tf.math.angle(tf.cast(turn, tf.complex64) * tf.complex(amplitude, offset))


def tasks():
    x = tf.constant(np.linspace(-1.0, 1.0, 4, dtype=np.float32)[:, None])
    return [(x, slope * x + 0.5) for slope in (1.0, -2.0, 3.0)]


if __name__ == "__main__":
    by_fit, by_steps = Reptile(), Reptile()
    tf.config.run_functions_eagerly(True)
    expected = [float(by_fit.task(*task)) for task in tasks()]
    tf.config.run_functions_eagerly(False)
    found = [float(by_steps.staged_task(*task)) for task in tasks()]
    np.testing.assert_allclose(found, expected, rtol=1e-4)
    wave = tf.constant(1.0), tf.constant(1.0)
    assert abs(float(phase.python_function(*wave)) - float(staged_phase(*wave))) < 1e-6
    try:
        by_steps.task(*tasks()[0])
    except (RuntimeError, AttributeError, tf.errors.OperatorNotAllowedInGraphError) as error:
        assert "self.model.fit(x, y" in str(error), error
    else:
        raise AssertionError("fit ran in a graph")
    try:
        phase(*wave)
    except TypeError as error:
        assert "complex() first argument must be" in str(error) and "complex(amplitude, offset)" in str(error)
    else:
        raise AssertionError("complex() took a symbolic tensor")
    print("proved")
