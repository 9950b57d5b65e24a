"""Serves demand forecasts: an exponentially weighted mean over the last day of sales."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class ServingConfig:
    history: int = 24
    decay: float = 0.9
    floor: float = 0.0


class DemandForecaster(tf.Module):
    def __init__(self, config: ServingConfig):
        super().__init__(name="demand")
        ages = tf.range(config.history - 1, -1, -1, dtype=tf.float32)
        weights = tf.pow(config.decay, ages)
        self.weights = tf.Variable(weights / tf.reduce_sum(weights), trainable=False)
        self.floor = tf.constant(config.floor)
        history = tf.TensorSpec([None, config.history], tf.float32, name="history")
        self.serve = tf.function(self._forecast, input_signature=(history))  # expect: tf-bad-input-signature

    def _forecast(self, history):  # allow: tf-bad-input-signature
        mean = tf.linalg.matvec(history, self.weights)
        return {"demand": tf.maximum(mean, self.floor), "last": history[:, -1]}


def sales():
    noise = tf.random.stateless_uniform([5, 24], seed=[3, 4])
    return 10.0 + noise


def main():
    forecaster = DemandForecaster(ServingConfig(decay=0.8))
    return forecaster.serve(sales())


if __name__ == "__main__":
    try:
        main()
    except TypeError as error:
        assert "input_signature must be either a tuple or a list" in str(error), error
    else:
        raise AssertionError("the parentheses made a tuple")

    class Holder:
        weights = tf.fill([24], 1.0 / 24.0)
        floor = tf.constant(0.0)

    expected = DemandForecaster._forecast(Holder, sales())
    assert expected["demand"].shape == (5,)
    assert bool(tf.reduce_all(expected["demand"] > 10.0))
    print("proved")
