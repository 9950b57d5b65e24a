"""Nowcasts rain by advection: a Keras model whose forecast length depends on the input."""
import traceback

import keras
import numpy as np
import tensorflow as tf


def until_dry(field, limit):
    """Shifts the field until little rain is left; counts the shifts."""
    shifts = tf.constant(0.0)
    while tf.reduce_sum(field) > limit:  # expect: tf-keras-call-control-flow
        field = 0.5 * tf.roll(field, 1, axis=-1)
        shifts += 1.0
    return shifts


def staged_until_dry(field, limit):
    def wet(field, shifts):
        return tf.reduce_sum(field) > limit

    def shift(field, shifts):
        return 0.5 * tf.roll(field, 1, axis=-1), shifts + 1.0

    return tf.while_loop(wet, shift, [field, tf.constant(0.0)])[1]


traced_until_dry = tf.function(until_dry)


class Nowcast(keras.Model):
    """Adds the time until it is dry as a feature."""

    duration = staticmethod(until_dry)

    def __init__(self, limit=1.0):
        super().__init__()
        self.limit = limit
        self.head = keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, field, training=False):
        if training:
            field = field * 1.0
        duration = self.duration(field, self.limit)
        return self.head(field) + duration


class StagedNowcast(Nowcast):
    duration = staticmethod(staged_until_dry)


class ConvertedNowcast(Nowcast):
    def call(self, field, training=False):
        return self.head(field) + traced_until_dry(field, self.limit)


def summed(fields):
    """Mean over the rows with rain, in a layer of a function."""
    weights = tf.cast(tf.reduce_sum(fields, axis=-1, keepdims=True) > 0.0, tf.float32)
    return tf.concat([fields * weights, weights], axis=-1) if fields.shape[-1] > 1 else fields


def radar():
    field = np.random.default_rng(3).uniform(size=(2, 3)).astype(np.float32)
    return field * 4.0


if __name__ == "__main__":
    field = radar()
    expected = until_dry(tf.constant(field), 1.0)
    assert float(expected) == float(staged_until_dry(tf.constant(field), 1.0)) >= 3.0
    kernel_sum = field.sum(axis=1, keepdims=True) + float(expected)
    staged, converted, broken = StagedNowcast(), ConvertedNowcast(), Nowcast()
    np.testing.assert_allclose(staged.predict(field, verbose=0), kernel_sum, rtol=1e-5)
    np.testing.assert_allclose(converted.predict(field, verbose=0), kernel_sum, rtol=1e-5)
    layered = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(summed)])
    np.testing.assert_allclose(layered.predict(field, verbose=0), summed(tf.constant(field)), rtol=1e-5)
    try:
        broken.predict(field, verbose=0)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "while tf.reduce_sum(field) > limit:" in traceback.format_exc() + str(error)
    else:
        raise AssertionError("a helper of call was converted")
    print("proved")
