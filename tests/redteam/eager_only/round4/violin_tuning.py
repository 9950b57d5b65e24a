"""Detects whether a violin is in tune; the model is switched for debugging in two old-fashioned ways."""
import keras
import numpy as np
import tensorflow as tf

STRINGS = np.array([196.0, 293.7, 440.0, 659.3], dtype=np.float32)


def cents(frequency):
    return 1200.0 * tf.math.log(frequency[..., tf.newaxis] / STRINGS) / tf.math.log(2.0)


class Nearest(keras.layers.Layer):
    """The distance to the nearest string."""

    def call(self, frequency):
        distance = cents(frequency)
        best = tf.argmin(tf.abs(distance), axis=-1, output_type=tf.int32)
        return tf.gather(distance, best, batch_dims=len(distance.shape) - 1)


class Tuner(keras.Model):
    def __init__(self):
        super().__init__()
        self.nearest = Nearest()
        self.scale = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")

    def call(self, frequency):
        return self.scale(self.nearest(frequency)[:, None])

    def test_step(self, data):
        x, y = data
        loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=False))
        return {"loss": loss, "eager": float(tf.executing_eagerly())}


def debugged():
    model = Tuner()
    model.compile("sgd", loss="mse")
    model.run_eagerly = True  # expect: tf-run-eagerly-left
    return model


def usual():
    model = Tuner()
    model.compile("sgd", loss="mse")
    model.run_eagerly = False
    return model


@tf.function
def in_tune(frequency, tolerance):
    return tf.reduce_min(tf.abs(cents(frequency)), axis=-1) < tolerance


def notes():
    frequency = np.array([195.0, 300.0, 441.0, 700.0], dtype=np.float32)
    return frequency, np.array([[-8.0], [36.0], [3.0], [100.0]], dtype=np.float32)


if __name__ == "__main__":
    x, y = notes()
    slow = debugged().evaluate(x, y, verbose=0, return_dict=True)
    fast = usual().evaluate(x, y, verbose=0, return_dict=True)
    assert slow["eager"] == 1.0 and fast["eager"] == 0.0, (slow, fast)
    assert abs(slow["loss"] - fast["loss"]) < 1e-2
    tolerance = tf.constant(10.0)
    graph = in_tune(tf.constant(x), tolerance).numpy().tolist()
    assert graph == in_tune.python_function(tf.constant(x), tolerance).numpy().tolist() == [True, False, True, False]
    print("proved")
