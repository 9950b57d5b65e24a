"""Custom Keras layers for short sequences: peak scaling and a positional shift."""
import keras
import tensorflow as tf


class PeakScaling(keras.layers.Layer):
    """Divides by the largest magnitude of the batch, or by a floor."""

    def __init__(self, floor: float = 0.1, **kwargs):
        super().__init__(**kwargs)
        self.floor = float(floor)

    def call(self, inputs):
        peak = float(tf.reduce_max(tf.abs(inputs)))  # expect: tf-python-cast
        return inputs / tf.maximum(peak, self.floor)

    def get_config(self):
        return {**super().get_config(), "floor": self.floor}


class LearnedShift(keras.layers.Layer):
    """Adds a vector that is learned for each step to every sequence."""

    def build(self, input_shape):
        self.shift = self.add_weight(shape=input_shape[1:], initializer="zeros", name="shift")

    def call(self, inputs):
        steps, channels = inputs.shape[1], inputs.shape[2]
        shift = tf.reshape(self.shift, [1, steps, channels])
        return inputs + tf.tile(shift, [inputs.shape[0], 1, 1])  # expect: tf-static-shape


class Summary(keras.layers.Layer):
    def call(self, inputs):
        weights = tf.linspace(0.0, 1.0, inputs.shape[1]) / float(inputs.shape[1])
        return tf.tensordot(inputs, weights, axes=[[1], [0]])


def detector(first, steps=5, channels=2):
    return keras.Sequential([keras.Input((steps, channels)), first, Summary(), keras.layers.Dense(1)])


def sequences(count=10):
    x = tf.random.stateless_normal([count, 5, 2], [1, 9])
    return x, tf.reduce_mean(x, axis=[1, 2])[:, None]


def train(first):
    model = detector(first)
    model.compile("sgd", "mse")
    model.fit(*sequences(), batch_size=4, verbose=0)
    return model


if __name__ == "__main__":
    x, y = sequences()
    assert float(tf.reduce_max(tf.abs(PeakScaling().call(x)))) == 1.0
    shift = LearnedShift()
    shift.build((None, 5, 2))
    assert bool(tf.reduce_all(shift.call(x) == x))
    train(keras.layers.Activation("tanh"))
    for layer, text in ((PeakScaling(), "float() argument must be"), (LearnedShift(), "None")):
        try:
            train(layer)
        except (TypeError, ValueError) as error:
            assert text in str(error) and type(layer).__name__ in str(error), error
        else:
            raise AssertionError(text)
    print("proved")
