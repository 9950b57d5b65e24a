"""Fits the polar of a glider and plans speeds to fly; a NumPy habit meets gradients and traced functions."""
import numpy as np
import tensorflow as tf

SPEEDS = np.arange(20.0, 50.0, 5.0).astype(np.float32)
sinks = np.poly1d([-0.002, 0.1, -1.8])


def polar(coefficients, speed):
    """Sink at a speed."""
    a, b, c = tf.unstack(coefficients)
    return (a * speed + b) * speed + c


class Plan(tf.Module):
    def __init__(self):
        super().__init__()
        self.ballast = tf.Variable(1.2)
        self.table = tf.constant(sinks(SPEEDS), tf.float32)

    def loaded(self, speed):
        return speed / np.sqrt(self.ballast)  # expect: tf-numpy-op

    def staged_loaded(self, speed):
        return speed / tf.sqrt(self.ballast)

    def sink(self, coefficients, speed):
        return polar(coefficients, self.loaded(speed))

    def staged_sink(self, coefficients, speed):
        return polar(coefficients, self.staged_loaded(speed))

    def compile(self, sink):
        spec = tf.TensorSpec([], tf.float32)
        return tf.function(sink).get_concrete_function(tf.TensorSpec([3], tf.float32), spec)

    @tf.function
    def best(self, wind):
        """The speed of the best glide; a table that NumPy made is searched by ops."""
        ground = SPEEDS - wind
        glide = ground / -self.table
        index = tf.argmax(tf.where(ground > 0.0, glide, -np.inf))
        steps = np.diff(SPEEDS).mean()
        return tf.gather(SPEEDS, index) + np.float32(0.0) * steps, np.round(self.table.numpy().min(), 2)


@tf.function
def residuals(coefficients, speeds, sink):
    predicted = np.polyval(coefficients, speeds)  # expect: tf-numpy-op
    return tf.reduce_mean(tf.square(predicted - sink))


@tf.function
def staged_residuals(coefficients, speeds, sink):
    predicted = tf.math.polyval(tf.unstack(coefficients), speeds)
    return tf.reduce_mean(tf.square(predicted - sink))


def failure(function, *arguments):
    try:
        function(*arguments)
    except (NotImplementedError, ValueError, TypeError) as error:
        return str(error)
    raise AssertionError("computed")


def close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-4)


if __name__ == "__main__":
    plan = Plan()
    coefficients = tf.constant([-0.002, 0.1, -1.8])
    staged = plan.compile(plan.staged_sink)
    for ballast in (1.2, 1.5):
        plan.ballast.assign(ballast)
        for value in (25.0, 40.0):
            speed = tf.constant(value)
            close(staged(coefficients, speed), plan.sink(coefficients, speed))
            wind = speed / 2.0
            close(plan.best(wind), plan.best.python_function(wind))
    text = failure(plan.compile, plan.sink)
    assert "speed / np.sqrt(self.ballast)" in text, text
    speeds, sink = tf.constant(SPEEDS), tf.constant(sinks(SPEEDS), tf.float32)
    expected = residuals.python_function(coefficients, speeds, sink) + 1.0
    close(staged_residuals(coefficients, speeds, sink) + 1.0, expected)
    text = failure(residuals, coefficients, speeds, sink)
    assert "np.polyval(coefficients, speeds)" in text, text
    print("proved")
