"""A round of federated averaging: the server takes the weighted mean of the clients' weights."""
import functools

import keras
import numpy as np
import tensorflow as tf

FEATURES = 3


def client(seed):
    init = keras.initializers.RandomNormal(seed=seed)
    return keras.Sequential([keras.Input([FEATURES]), keras.layers.Dense(2, kernel_initializer=init)])


def weights_of(scale, model):
    return [scale * weight for weight in model.get_weights()]  # expect: tf-keras-eager-api


def variables_of(scale, model):
    return [scale * variable.value for variable in model.weights]


class Server:
    def __init__(self, clients, pull):
        self.clients = clients
        self.pull = functools.partial(pull, 1.0 / len(clients))
        self.model = client(0)

    @tf.function
    def average(self):
        """Sets the weights of the server; returns how far they moved."""
        shares = [self.pull(member) for member in self.clients]
        moved = tf.constant(0.0)
        for variable, parts in zip(self.model.weights, zip(*shares)):
            mean = tf.add_n(list(parts))
            moved += tf.reduce_sum(tf.abs(mean - variable))
            variable.assign(mean)
        return moved

    @tf.function
    def serve(self, rows):
        return self.model(rows, training=False)


def exact_mean(clients):
    return [np.mean(parts, axis=0) for parts in zip(*(member.get_weights() for member in clients))]


if __name__ == "__main__":
    members = [client(1), client(2), client(3)]
    direct, copying = Server(members, variables_of), Server(members, weights_of)
    rows = tf.ones([2, FEATURES])
    distance = direct.average()
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(direct.model.get_weights(), exact_mean(members)))
    tf.config.run_functions_eagerly(True)
    assert np.isclose(copying.average(), distance, rtol=1e-3)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(copying.serve(rows), direct.serve(rows), atol=1e-5)
    try:
        copying.average()
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error)
        assert "model.get_weights()" in str(error), error
    else:
        raise AssertionError("get_weights ran in a graph")
    print("proved")
