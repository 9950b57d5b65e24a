"""Forecasts the demand of the next day with a network that scales each batch by its peak."""
import keras
import numpy as np
import tensorflow as tf


class PeakScale(keras.layers.Layer):
    """Divides by the largest value of the batch and hands the scaled history on."""

    def __init__(self, floor=1.0, **kwargs):
        super().__init__(**kwargs)
        self.floor = float(floor)

    def call(self, history):
        peak = float(tf.reduce_max(tf.abs(history)))  # expect: tf-python-cast
        return history / (peak + self.floor)

    def compute_output_shape(self, input_shape):
        return input_shape


class DayMean(keras.layers.Layer):
    def call(self, history):
        return tf.reduce_mean(history, axis=-1, keepdims=True)


class DemandModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = PeakScale(floor=0.5)
        self.mean = DayMean()
        self.head = keras.layers.Dense(1)

    def call(self, history):
        return self.head(self.scale(history)) + self.mean(history)


def weeks(days=40, window=7):
    demand = 5.0 + np.sin(np.arange(days + window) * 2 * np.pi / 7)
    history = np.stack([demand[i:i + window] for i in range(days)]).astype("float32")
    return history, demand[window:, None].astype("float32")


def train():
    model = DemandModel()
    model.compile(optimizer="sgd", loss="mse")
    history, target = weeks()
    model.fit(history, target, batch_size=8, epochs=1, verbose=0)
    return model


if __name__ == "__main__":
    data, _ = weeks()
    layer = PeakScale(0.5)
    assert np.allclose(layer.call(tf.constant(data)), data / (data.max() + 0.5))
    assert DayMean()(data).shape == (40, 1)
    try:
        train()
    except TypeError as error:
        assert "float() argument" in str(error) and "SymbolicTensor" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
