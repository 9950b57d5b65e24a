"""Losses and metrics for a network that predicts the hourly load of a grid."""
import keras
import numpy as np
import tensorflow as tf

PEAK = 1.2


def pinball(quantile):
    """A quantile loss; too low a forecast costs more for high quantiles."""

    def loss(y_true, y_pred):
        error = y_true - y_pred
        return tf.reduce_mean(tf.maximum(quantile * error, (quantile - 1.0) * error), axis=-1)

    return loss


class PeakWeighted(keras.losses.Loss):
    """Squared errors that count more in hours of peak load."""

    def __init__(self, weight=3.0):
        super().__init__(name="peak_weighted")
        self.weight = weight

    def call(self, y_true, y_pred):
        weights = np.where(y_true > PEAK, self.weight, 1.0)  # expect: tf-numpy-op
        return tf.reduce_mean(tf.cast(weights, tf.float32) * tf.square(y_true - y_pred), axis=-1)


def typical_error(y_true, y_pred):
    return np.median(tf.abs(y_true - y_pred))  # expect: tf-numpy-op


def coverage(y_true, y_pred):
    ones = np.ones(int(y_pred.shape[-1]), dtype=np.float32)
    return tf.reduce_mean(tf.cast(y_true <= y_pred, tf.float32) * ones)


def network(loss, metrics):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "relu"), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01), loss=loss, metrics=metrics)
    return model


def hourly_load(hours=24):
    time = np.arange(hours, dtype=np.float32)
    inputs = np.stack([np.sin(time / 3.8), np.cos(time / 3.8), time % 7 / 7], axis=1)
    return inputs, (1.0 + 0.5 * inputs[:, :1]).astype(np.float32)


def compare(inputs, load):
    settings = {
        "quantile": (pinball(0.9), [coverage]),
        "peaks": (PeakWeighted(), [coverage]),
        "robust": (pinball(0.5), [typical_error]),
    }
    results = {}
    for name, (loss, metrics) in settings.items():
        results[name] = network(loss, metrics).fit(inputs, load, batch_size=8, verbose=0)
    return results


if __name__ == "__main__":
    inputs, load = hourly_load()
    true, guess = tf.constant(load), tf.constant(load) + 0.25
    assert abs(float(typical_error(true, guess)) - 0.25) < 1e-6
    assert float(PeakWeighted()(true, guess)) > 0.0625
    assert "coverage" in network(pinball(0.9), [coverage]).fit(inputs, load, verbose=0).history
    for call, culprit in (
        (lambda: compare(inputs, load), "np.where"),
        (lambda: network("mse", [typical_error]).fit(inputs, load, verbose=0), "np.median"),
    ):
        try:
            call()
        except NotImplementedError as error:
            assert "Cannot convert a symbolic tf.Tensor" in str(error), error
            trace, lines = error.__traceback__, []
            while trace is not None:
                lines.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
                trace = trace.tb_next
            source = open(__file__).read().splitlines()
            assert any(name == __file__ and culprit in source[line - 1] for name, line in lines), lines
        else:
            raise AssertionError(culprit)
    print("proved")
