"""A text encoder whose block is applied until its activations settle (adaptive computation)."""
import traceback

import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("encoders")
class SettlingBlock(keras.layers.Layer):
    """Applies a contraction until the update is small."""

    def __init__(self, units, tolerance=1e-2, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.tolerance = tolerance
        self.mix = keras.layers.Dense(units, use_bias=False, kernel_initializer=keras.initializers.Identity(0.5))

    def build(self, shape):
        self.mix.build(shape)
        self.built = True

    def call(self, inputs):
        state, change = inputs, tf.constant(1.0)
        while change > self.tolerance:  # expect: tf-keras-call-control-flow
            following = self.mix(state)
            change = tf.reduce_max(tf.abs(following - state))
            state = following
        return state


class StagedSettlingBlock(SettlingBlock):
    """The same in a tf.while_loop."""

    def call(self, inputs):
        def settled(state, change):
            return change > self.tolerance

        def step(state, change):
            following = tf.ensure_shape(self.mix(state), state.shape)
            return following, tf.reduce_max(tf.abs(following - state))

        state, _ = tf.while_loop(settled, step, [inputs, tf.constant(1.0)])
        return state


class TracedSettlingBlock(SettlingBlock):
    """The same, converted by a decorator of its own."""

    @tf.function
    def call(self, inputs):
        state, change = inputs, tf.constant(1.0)
        while change > self.tolerance:
            following = self.mix(state)
            change = tf.reduce_max(tf.abs(following - state))
            state = following
        return state


class Encoder(keras.Model):
    def __init__(self, block):
        super().__init__()
        self.block = block
        self.head = keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, inputs):
        return self.head(self.block(inputs))


if __name__ == "__main__":
    batch = np.array([[1.0, 0.5], [0.25, 2.0]], dtype=np.float32)
    expected = SettlingBlock(2)(batch)
    results = [Encoder(kind(2)).predict(batch, verbose=0) for kind in (StagedSettlingBlock, TracedSettlingBlock)]
    for result in results:
        np.testing.assert_allclose(result[:, 0], np.sum(expected, axis=1), rtol=1e-5)
    model = Encoder(SettlingBlock(2))
    try:
        model.predict(batch, verbose=0)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "while change > self.tolerance:" in traceback.format_exc() + str(error)
    else:
        raise AssertionError("the loop in call was converted")
    print("proved")
