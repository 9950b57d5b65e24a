"""Corrects typing errors; a layer adds noise whose strength was fed by the trainer."""
import tensorflow as tf
from tensorflow import keras

tf1 = tf.compat.v1
KEYS = 6


class Noise(keras.layers.Layer):
    """Blurs which key was hit."""

    def strength(self):
        return 0.1

    def call(self, keys):
        neighbours = 0.5 * (tf.roll(keys, 1, axis=-1) + tf.roll(keys, -1, axis=-1))
        strength = self.strength()
        return (1.0 - strength) * keys + strength * neighbours


class FedNoise(Noise):
    def strength(self):
        return tf1.placeholder(tf.float32, [], name="strength")  # expect: tf1-placeholder


class Gain(keras.layers.Layer):
    def call(self, keys):
        with tf1.variable_scope("gain"):  # allow: tf1-variables
            gain = tf1.get_variable("gain", [KEYS], initializer=tf1.ones_initializer())  # expect: tf1-variables
        return keys * gain


class TrainedGain(keras.layers.Layer):
    def build(self, shape):
        self.gain = self.add_weight(name="gain", shape=[shape[-1]], initializer="ones")

    def call(self, keys):
        return keys * self.gain


def model(*layers):
    keras.utils.set_random_seed(9)
    return keras.Sequential([keras.Input([KEYS]), *layers, keras.layers.Dense(KEYS, activation="softmax")])


def typed():
    return tf.one_hot([0, 3, 5, 2], KEYS)


def guess(layers):
    return model(*layers).predict(typed(), verbose=0)


if __name__ == "__main__":
    good = guess([Noise(), TrainedGain()])
    eager = model(Noise(), TrainedGain())(typed()).numpy()
    assert good.shape == (4, KEYS) and abs(good - eager).max() < 1e-5
    try:
        guess([FedNoise()])
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor" in str(error), error
    else:
        raise AssertionError("noise without a feed")
    try:
        guess([Gain()])
    except (ValueError, AttributeError) as error:
        assert "gain" in str(error) or "op is undefined" in str(error), error
    else:
        raise AssertionError("a gain by name")
    print("proved")
