"""Classifies storm tracks; a rare kind of track takes a branch with a misspelt reduction."""
import tensorflow as tf
from tensorflow import keras

layers = keras.layers
STEPS = 4


class TrackEncoder(keras.Model):
    def __init__(self, width):
        super().__init__()
        self.inner = layers.Dense(width, activation="tanh")
        self.pool = layers.GlobalAveragePooling1D()

    def call(self, tracks):
        return self.pool(self.inner(tracks))

    def shape_of(self, tracks):
        layers = []  # the sizes of this call, not the module
        for size in tracks.shape:
            layers.append(size)
        return layers


def strength(pressures):
    if pressures.shape[0] == 1:
        return tf.reduce_men(pressures)  # expect: tf-unknown-name
    return tf.reduce_min(pressures)


def attention(width):
    return layers.MultiHeadAtention(2, width)  # expect: tf-unknown-name


if __name__ == "__main__":
    encoder = TrackEncoder(3)
    assert encoder(tf.ones([2, STEPS, 2])).shape == (2, 3)
    assert encoder.shape_of(tf.ones([2, STEPS])) == [2, STEPS]
    assert float(strength(tf.constant([3.0, 2.0]))) == 2.0
    for broken, name in ((lambda: strength(tf.ones([1])), "reduce_men"), (lambda: attention(3), "MultiHeadAtention")):
        try:
            broken()
        except AttributeError as error:
            assert name in str(error)
        else:
            raise AssertionError("the name is there")
    print("proved")
