"""Decorators, base classes, defaults, handlers and comprehensions take names of TensorFlow too."""
import tensorflow as tf
import tensorflow.experimental.numpy as tnp
from tensorflow.keras import backend as K, utils


@utils.register_keras_serializable("loom")
class Weave(tf.keras.layers.Layer):
    def call(self, threads):
        return K.softmax(tnp.transpose(threads))


def knot_class():
    class Knot(tf.keras.layers.Lambdaa):  # expect: tf-unknown-name
        pass

    return Knot


def traced():
    @tf.functions  # expect: tf-unknown-name
    def pattern(x):
        return x

    return pattern


def coloured():
    def colour(x, how=tf.nn.softmaxx):  # expect: tf-unknown-name
        return how(x)

    return colour(1.0)


def rows(count):
    return [tf.onse([n]) for n in range(count)]  # expect: tf-unknown-name


def guarded(index):
    try:
        return tf.gather([1, 2], index).numpy()
    except tf.errors.InvalidArgumentError:
        return -1


if __name__ == "__main__":
    assert Weave()(tf.ones([2, 3])).shape == (3, 2) and guarded(9) in (-1, 0)
    for broken in (knot_class, traced, coloured, lambda: rows(1)):
        try:
            broken()
        except AttributeError as error:
            assert "has no attribute" in str(error)
        else:
            raise AssertionError("it ran")
    print("proved")
