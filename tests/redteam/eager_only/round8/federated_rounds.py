"""Federated averaging: clients train copies of a model and a server pulls them together."""
import keras
import tensorflow as tf

FEATURES = 3


def make_model(seed):
    model = keras.Sequential([
        keras.layers.Input((FEATURES,)),
        keras.layers.Dense(1, kernel_initializer=keras.initializers.GlorotUniform(seed=seed)),
    ])
    return model


def snapshot(model):
    """A flat vector of all that the model has learned."""
    return tf.concat([tf.reshape(w, [-1]) for w in model.get_weights()], axis=0)  # expect: tf-keras-eager-api


def flat(model):
    return tf.concat([tf.reshape(v, [-1]) for v in model.trainable_variables], axis=0)


class Client:
    """Local training with a proximal term that keeps the client near the server."""

    def __init__(self, server, seed, rate=0.05, pull=0.1):
        self.server = server
        self.model = make_model(seed)
        self.rate = rate
        self.pull = pull

    @tf.function
    def local_step(self, features, targets):
        anchor = snapshot(self.server)
        with tf.GradientTape() as tape:
            error = tf.reduce_mean(tf.square(self.model(features) - targets))
            drift = tf.reduce_sum(tf.square(flat(self.model) - anchor))
            loss = error + self.pull * drift
        weights = self.model.trainable_variables
        for weight, gradient in zip(weights, tape.gradient(loss, weights)):
            weight.assign(weight - self.rate * gradient)
        return loss


def average(server, clients):
    """Runs outside of the graph, between the rounds."""
    stacks = zip(*(client.model.get_weights() for client in clients))
    server.set_weights([sum(stack) / len(clients) for stack in stacks])


def federate(rounds=2, clients=2):
    server = make_model(seed=1)
    members = [Client(server, seed=2 + i) for i in range(clients)]
    features = tf.random.stateless_normal([8, FEATURES], [1, 2])
    targets = tf.reduce_sum(features, axis=1, keepdims=True)
    losses = []
    for _ in range(rounds):
        losses.append(sum(member.local_step(features, targets) for member in members))
        average(server, members)
    return losses


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert len(federate()) == 2
    tf.config.run_functions_eagerly(False)
    try:
        federate()
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error), error
        assert "model.get_weights()" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
