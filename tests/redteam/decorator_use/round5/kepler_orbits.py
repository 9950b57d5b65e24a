"""Positions of comets on eccentric orbits, from Newton's method on Kepler's equation."""
import math

import tensorflow as tf

TOLERANCE = 1e-5


@tf.function  # allow: tf-recursion
def eccentric_anomaly(guess, mean, eccentricity):  # allow: tf-recursion
    residual = guess - eccentricity * tf.sin(guess) - mean
    if tf.abs(residual) > TOLERANCE:
        slope = 1.0 - eccentricity * tf.cos(guess)
        anomaly = eccentric_anomaly(guess - residual / slope, mean, eccentricity)  # expect: tf-recursion
    else:
        anomaly = guess
    return anomaly


@tf.function
def place(anomaly, eccentricity, axis):
    x = axis * (tf.cos(anomaly) - eccentricity)
    y = axis * tf.sqrt(1.0 - eccentricity**2) * tf.sin(anomaly)
    return tf.stack([x, y])


def ephemeris(days, period, eccentricity, axis):
    rows = []
    for day in days:
        mean = 2.0 * math.pi * day / period
        anomaly = eccentric_anomaly(mean, mean, eccentricity)
        rows.append(place(anomaly, eccentricity, axis))
    return tf.stack(rows)


def halley():
    return dict(days=tf.constant([50.0, 400.0, 1500.0]), period=tf.constant(27740.0),
                eccentricity=tf.constant(0.967), axis=tf.constant(17.8))


if __name__ == "__main__":
    try:
        ephemeris(**halley())
    except Exception as error:
        assert type(error).__name__ == "StagingError", type(error)
        assert "maximum recursion depth exceeded" in str(error)
    else:
        raise AssertionError("the graph was built")
    tf.config.run_functions_eagerly(True)
    orbit = ephemeris(**halley())
    tf.config.run_functions_eagerly(False)
    assert orbit.shape == (3, 2) and bool(tf.reduce_all(tf.math.is_finite(orbit)))
    assert float(place(tf.constant(0.0), tf.constant(0.5), tf.constant(2.0))[0]) == 1.0
    print("proved")
