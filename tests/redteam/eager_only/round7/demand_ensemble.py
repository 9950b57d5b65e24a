"""An ensemble of Keras networks: graphs call the models, the methods of Keras stay outside."""
import keras
import numpy as np
import tensorflow as tf


def member(units):
    inputs = keras.Input((3,), name="inputs")
    hidden = keras.layers.Dense(units, activation="tanh", name="hidden")(inputs)
    return keras.Model(inputs, keras.layers.Dense(1, name="out")(hidden))


class Baseline:
    """A seasonal mean with the interface of the networks."""

    def __init__(self, level):
        self.level = level

    def predict(self, batch):
        return self.level + 0.1 * tf.reduce_sum(batch, axis=1, keepdims=True)

    def get_weights(self):
        return [0.5, 0.25, 0.25]

    def evaluate(self, batch, targets):
        return tf.reduce_mean(tf.abs(self.predict(batch) - targets))


class Ensemble:
    def __init__(self, sizes):
        self.models = [member(size) for size in sizes]
        self.baseline = Baseline(1.0)
        self.loss = keras.losses.MeanSquaredError()

    @tf.function
    def forecast(self, batch):
        votes = [model(batch, training=False) for model in self.models]
        votes.append(self.baseline.predict(batch))
        weights = self.baseline.get_weights()
        return tf.add_n([weight * vote for weight, vote in zip(weights, votes)])

    @tf.function
    def hidden(self, batch):
        """The first network's hidden activations, by its layers."""
        layer = self.models[0].get_layer("hidden")
        assert layer.get_config()["activation"] == "tanh"
        return layer(batch) + layer.bias

    @tf.function
    def losses(self, batch, targets):
        parts = [self.loss(targets, model(batch)) for model in self.models]
        penalty = tf.add_n([tf.nn.l2_loss(w) for model in self.models for w in model.trainable_weights])
        rate = self.models[0].optimizer.learning_rate
        return tf.stack(parts), self.baseline.evaluate(batch, targets), rate * penalty

    @tf.function
    def soft_update(self, share):
        first, second = self.models
        for old, new in zip(first.trainable_variables, second.trainable_variables):
            old.assign(share * old + (1.0 - share) * new)
        return tf.norm(first.trainable_variables[0])

    def train(self, batch, targets):
        for model in self.models:
            model.compile(keras.optimizers.SGD(0.05), self.loss)
            model.fit(batch, targets, epochs=2, verbose=0)
        return [model.evaluate(batch, targets, verbose=0) for model in self.models]


def study(ensemble, batch, targets):
    ensemble.train(batch, targets)
    losses, base, penalty = ensemble.losses(batch, targets)
    ensemble.models[1].set_weights(ensemble.models[0].get_weights())
    norm = ensemble.soft_update(tf.constant(0.9))
    return ensemble.forecast(batch), ensemble.hidden(batch), losses, base, penalty, norm


def season(count=8):
    time = np.arange(count, dtype=np.float32)
    columns = [np.sin(time), np.cos(time), time / count]
    return tf.constant(np.stack(columns, axis=1)), tf.constant(1.0 + 0.2 * columns[0][:, None])


if __name__ == "__main__":
    keras.utils.set_random_seed(2)
    ensemble = Ensemble([4, 4])
    batch, targets = season()
    forecast, hidden, losses, base, penalty, norm = study(ensemble, batch, targets)
    eager = Ensemble.forecast.python_function(ensemble, batch)
    assert np.allclose(forecast, eager, atol=1e-5)
    assert np.allclose(hidden, Ensemble.hidden.python_function(ensemble, batch), atol=1e-5)
    assert np.allclose(base, ensemble.baseline.evaluate(batch, targets))
    assert losses.shape == (2,) and float(penalty) > 0 and float(norm) > 0
    one = ensemble.models[0].predict(batch, verbose=0)
    assert np.allclose(forecast, 0.75 * one + 0.25 * ensemble.baseline.predict(batch), atol=1e-4)
    print("proved")
