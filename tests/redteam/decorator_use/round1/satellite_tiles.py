"""Vegetation index of satellite tiles, normalised by the reflectance of the sensor that took them."""
from __future__ import annotations

import tensorflow as tf

BANDS = ("red", "infrared")


class Sensor:
    name = "generic"

    def __init__(self, gains):
        self.gains = tf.constant(gains)

    @tf.function
    def reflectance(self, tile):
        return tf.clip_by_value(tile * self.gains, 0.0, 1.0)


class CalibratedSensor(Sensor):
    """A sensor whose gains come from a white panel that it saw before the flight."""

    name = "calibrated"

    @tf.function
    def __init__(self, panel):  # expect: tf-init-decorated
        self.gains = 1.0 / tf.reduce_mean(panel, axis=[0, 1])  # allow: tf-tensor-leak, tf-attribute-mutation

    def summary(self) -> str:
        return f"{self.name}: {[round(float(gain), 2) for gain in self.gains.numpy()]}"


@tf.function
def vegetation(reflectance):
    red, infrared = tf.unstack(reflectance, axis=-1)
    return (infrared - red) / (infrared + red + 1e-3)


def tile(seed):
    return tf.random.stateless_uniform([4, 4, len(BANDS)], [seed, 0])


def panel():
    return 0.8 + 0.1 * tile(9)


if __name__ == "__main__":
    plain = Sensor([1.2, 1.1])
    graph = vegetation(plain.reflectance(tile(1)))
    eager = vegetation.python_function(Sensor.reflectance.python_function(plain, tile(1)))
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))

    tf.config.run_functions_eagerly(True)
    flown = CalibratedSensor(panel())
    assert flown.summary().startswith("calibrated: [1.")
    tf.config.run_functions_eagerly(False)

    flown = CalibratedSensor(panel())
    assert not hasattr(flown.gains, "numpy")
    try:
        flown.reflectance(tile(2))
    except (TypeError, ValueError) as error:
        assert "out of scope" in str(error), error
    else:
        raise AssertionError("the gains outlived the graph that made them")
    print("proved")
