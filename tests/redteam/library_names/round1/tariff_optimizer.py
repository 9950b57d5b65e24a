"""Fits tariffs; each optimizer is chosen by its name, and two of them are taken from where they are not."""
import tensorflow as tf
import tensorflow.keras.backend as K

MAKERS = {
    "adam": lambda rate: tf.keras.optimizers.Adam(rate),
    "sgd": lambda rate: tf.keras.optimizers.SGD(rate),
    "ada": lambda rate: tf.keras.optimizers.AdaGrad(rate),  # expect: tf-unknown-name
    "layer": lambda rate: tf.keras.layers.RMSprop(rate),  # expect: tf-unknown-name
}


class Tariff(tf.Module):
    def __init__(self):
        self.price = tf.Variable(1.0)

    def loss(self, demand):
        return tf.square(self.price * demand - 6.0) + K.epsilon()


def fit(kind, steps=20):
    tariff, optimizer = Tariff(), MAKERS[kind](0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tariff.loss(2.0)
        gradient = tape.gradient(loss, tariff.price)
        optimizer.apply_gradients([(gradient, tariff.price)])
    return float(tariff.price)


def step_of(optimizer):
    """Attributes of objects are not names of a module: Keras may call them what it likes."""
    return getattr(optimizer, "iterations", None), hasattr(optimizer, "learningrate")


if __name__ == "__main__":
    assert fit("sgd") > 1.5 and fit("adam") > 1.2
    assert step_of(tf.keras.optimizers.SGD(0.1))[1] is False
    for kind, name in (("ada", "AdaGrad"), ("layer", "RMSprop")):
        try:
            fit(kind)
        except AttributeError as error:
            assert name in str(error)
        else:
            raise AssertionError(kind)
    print("proved")
