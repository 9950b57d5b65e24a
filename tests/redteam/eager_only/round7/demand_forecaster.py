"""Rolls a Keras network forward over daily demand, one forecast feeding the next."""
import os
import tempfile

import keras
import tensorflow as tf

WINDOW = 6


def build_network(units=8):
    return keras.Sequential(
        [
            keras.Input((WINDOW,)),
            keras.layers.Dense(units, activation="tanh"),
            keras.layers.Dense(1),
        ]
    )


class Forecaster:
    def __init__(self, network, folder):
        self.network = network
        self.optimizer = keras.optimizers.SGD(0.05)
        self.checkpoint = tf.train.Checkpoint(network=network)
        self.prefix = os.path.join(folder, "demand")

    @tf.function
    def rollout(self, history, days):
        """Demand of the coming days."""
        window = history[-WINDOW:]
        forecast = tf.TensorArray(tf.float32, size=days)
        for day in tf.range(days):
            following = self.network.predict(window[None, :], verbose=0)  # expect: tf-keras-eager-api
            forecast = forecast.write(day, following[0, 0])
            window = tf.concat([window[1:], following[0]], axis=0)
        return forecast.stack()

    @tf.function
    def learn(self, windows, targets):
        with tf.GradientTape() as tape:
            error = self.network(windows, training=True)[:, 0] - targets
            loss = tf.reduce_mean(tf.square(error))
        weights = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function
    def learn_and_keep(self, windows, targets):
        error = self.network(windows)[:, 0] - targets
        loss = tf.reduce_mean(tf.abs(error))
        self.checkpoint.save(self.prefix)  # expect: tf-keras-eager-api
        return loss


def windows_of(series):
    frames = tf.signal.frame(series, WINDOW + 1, 1)
    return frames[:, :-1], frames[:, -1]


def run(forecaster, series):
    inputs, targets = windows_of(series)
    for _ in range(3):
        loss = forecaster.learn(inputs, targets)
    forecaster.learn_and_keep(inputs, targets)
    return loss, forecaster.rollout(series, tf.constant(4))


def demand():
    return 1.0 + 0.3 * tf.sin(tf.range(20.0))


if __name__ == "__main__":
    keras.utils.set_random_seed(1)
    with tempfile.TemporaryDirectory() as place:
        model = Forecaster(build_network(), place)
        series = demand()
        first = float(model.learn(*windows_of(series)))
        assert float(model.learn(*windows_of(series))) < first
        eager = Forecaster.rollout.python_function(model, series, tf.constant(4))
        assert eager.shape == (4,)
        Forecaster.learn_and_keep.python_function(model, *windows_of(series))
        assert tf.train.latest_checkpoint(place) is not None
        try:
            run(model, series)
        except NotImplementedError as error:
            assert "Calling tf.train.Checkpoint.save() from a function is not supported" in str(error)
        else:
            raise AssertionError("a checkpoint was saved from a graph")
        try:
            model.rollout(series, tf.constant(4))
        except AttributeError as error:
            assert "has no attribute 'numpy'" in str(error) and "predict" in str(error)
        else:
            raise AssertionError("predict ran in a graph")
    print("proved")
