"""Predicts the solubility of molecules from descriptors with a net of configurable activations."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Config:
    sizes: tuple = (4, 3, 1)
    activation: str = "elu"
    slope: float = 0.2


def leaky(x, slope):
    return tf.nn.leaky_relu(x, slope)


def elu(x, slope):
    return tf.nn.elu(x, slope)  # expect: tf-invalid-name-argument


def linear(x, _):
    return tf.identity(x, "linear")


ACTIVATIONS = {"leaky": leaky, "elu": elu, "linear": linear}


class Net(tf.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        pairs = zip(config.sizes, config.sizes[1:])
        self.weights = [tf.Variable(tf.random.stateless_normal(pair, [3, i])) for i, pair in enumerate(pairs)]

    def activate(self, x):
        return ACTIVATIONS[self.config.activation](x, self.config.slope)

    @tf.function
    def __call__(self, x):
        for weight in self.weights[:-1]:
            x = self.activate(x @ weight)
        return x @ self.weights[-1]


def descriptors():
    return tf.random.stateless_normal([6, 4], [9, 9])


def compare():
    table = descriptors()
    results = {}
    for activation in ("leaky", "linear", "elu"):
        net = Net(Config(activation=activation))
        results[activation] = float(tf.reduce_mean(net(table)))
    return results


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = compare()
    tf.config.run_functions_eagerly(False)
    for kind in ("leaky", "linear"):
        assert np.isclose(float(tf.reduce_mean(Net(Config(activation=kind))(descriptors()))), eager[kind], atol=1e-5)
    try:
        compare()
    except TypeError as error:
        assert "tf.nn.elu(x, slope)" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
