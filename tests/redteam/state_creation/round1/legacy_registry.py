"""A registry of experiment steps. ``function`` below only registers; nothing but ``evaluate`` is a graph."""
import numpy as np
import tensorflow as tf

REGISTRY = {}


class toolkit:
    """Namespace of the in-house launcher (shares a method name with TensorFlow, nothing else)."""

    @staticmethod
    def function(fn=None, *, jit_compile=False):
        if fn is None:
            return lambda f: toolkit.function(f, jit_compile=jit_compile)
        REGISTRY[fn.__name__] = fn
        return fn


function = toolkit.function


@function
def fit_line(x, y):
    slope = tf.Variable(0.0)
    optimizer = tf.keras.optimizers.SGD(0.5)
    history = []
    for step in range(20):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((slope * x - y) ** 2)
        optimizer.apply_gradients([(tape.gradient(loss, slope), slope)])
        history.append(float(loss))
        if step % 10 == 0:
            print("step", step, "loss", history[-1])
    return slope.numpy(), history


@toolkit.function(jit_compile=True)
def embed(x):
    layer = tf.keras.layers.Dense(2, kernel_initializer="ones")
    return layer(x[:, None])


# @tf.function
def residuals(x, y, slope):
    correction = tf.Variable(tf.zeros_like(x))
    correction.assign(slope * x)
    return y - correction


@tf.function
def evaluate(errors):
    return tf.sqrt(tf.reduce_mean(errors ** 2))


if __name__ == "__main__":
    x = tf.constant([0.0, 0.5, 1.0])
    slope, history = REGISTRY["fit_line"](x, 2.0 * x)
    assert history[-1] < history[0]
    for _ in range(3):
        np.testing.assert_allclose(REGISTRY["embed"](x).numpy()[:, 0], x)
        errors = residuals(x, 2.0 * x, slope)
        graph = float(evaluate(errors))
        assert abs(graph - float(evaluate.python_function(errors))) < 1e-6
    print("proved")
