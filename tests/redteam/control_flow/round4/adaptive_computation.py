"""A recurrent cell that thinks until its halting units are satisfied, as a Keras layer."""
import re

import keras
import numpy as np
import tensorflow as tf


class Ponder(keras.layers.Layer):
    def __init__(self, units, threshold=0.99, **kwargs):
        super().__init__(**kwargs)
        self.update = keras.layers.Dense(units, activation="tanh")
        self.halt = keras.layers.Dense(1, activation="sigmoid", bias_initializer="ones")
        self.threshold = threshold

    def build(self, input_shape):
        self.update.build(input_shape)
        self.halt.build((input_shape[0], self.update.units))

    def call(self, inputs):
        state = self.update(inputs)
        halted = self.halt(state)
        while tf.reduce_any(halted < self.threshold):  # expect: tf-keras-call-control-flow
            state = self.update(state)
            halted = halted + self.halt(state)
        return state


class SimplexHead(keras.layers.Layer):
    """Mixes the columns of its input with weights that must sum to one."""

    def __init__(self, weights, **kwargs):
        super().__init__(**kwargs)
        self.mix = self.add_weight(shape=(len(weights),), name="mix", initializer="zeros")
        self.mix.assign(weights)

    def call(self, inputs):
        total = tf.reduce_sum(self.mix)
        assert tf.abs(total - 1.0) < 1e-3, "weights are off the simplex"  # expect: tf-tensor-assert  allow: tf-keras-call-control-flow
        return tf.linalg.matvec(inputs, self.mix)


def train(layers):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(layers)
    model.compile(optimizer="sgd", loss="mse")
    x = np.ones((8, 4), np.float32)
    return model.fit(x, x[:, 0], batch_size=4, verbose=0).history["loss"]


def train_ponder():
    return train([Ponder(4), keras.layers.Dense(1)])


def train_head():
    return train([keras.layers.Dense(2), SimplexHead([0.25, 0.75])])


if __name__ == "__main__":
    ponder, head = Ponder(4), SimplexHead([0.25, 0.75])
    ponder.build((2, 4))
    assert ponder.call(tf.ones([2, 4])).shape == (2, 4)
    assert head.call(tf.constant([[4.0, 8.0]])) == 7.0
    for run, kind in [(train_ponder, Ponder), (train_head, SimplexHead)]:
        try:
            run()
        except tf.errors.OperatorNotAllowedInGraphError as error:
            text = re.sub(r"\x1b\[\d+m", "", str(error))
            assert "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed" in text, text
            assert f"{kind.__name__}.call()" in text, text
        else:
            raise AssertionError(kind)
    print("proved")
