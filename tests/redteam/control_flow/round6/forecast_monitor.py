"""Watches demand forecasts and finds the first hour that leaves the band."""
import tensorflow as tf


@tf.function
def first_breach(actual, forecast, band):
    """Index of the first value outside the band, -1 if there is none."""
    misses = tf.abs(actual - forecast)
    for hour in tf.range(tf.shape(misses)[0]):  # allow: tf-branch-return
        if misses[hour] > band:  # allow: tf-branch-return
            return hour  # expect: tf-branch-return
    return -1


@tf.function
def corrected(forecast, actual):
    """Shifts the forecast when its bias is large; small biases are left."""
    bias = tf.reduce_mean(actual - forecast)
    if tf.abs(bias) > 1.0:  # allow: tf-branch-return
        return forecast + bias  # allow: tf-branch-return
    elif tf.abs(bias) > 0.5:  # expect: tf-branch-return
        return forecast + 0.5 * bias  # allow: tf-branch-return


@tf.function
def longest_calm(actual, forecast, band):
    best = tf.constant(0)
    run = tf.constant(0)
    for miss in tf.abs(actual - forecast):
        if miss > band:
            run = tf.constant(0)
            continue
        run += 1
        best = tf.maximum(best, run)
    if best == 0:
        return -1
    return best


def demand():
    hours = tf.range(24.0)
    actual = 10.0 + 3.0 * tf.sin(hours / 4.0)
    forecast = actual - tf.where(hours > 15.0, 4.0, 0.25)
    return actual, forecast


def monitor():
    actual, forecast = demand()
    band = tf.constant(1.0)
    return first_breach(actual, forecast, band), corrected(forecast, actual), longest_calm(actual, forecast, band)


def error_of(function, *args):
    try:
        function(*args)
    except (ValueError, NotImplementedError) as error:
        return str(error)
    raise AssertionError(function)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    hour, shifted, calm = monitor()
    assert int(hour) == 16 and shifted.shape == [24] and int(calm) == 16
    tf.config.run_functions_eagerly(False)
    series, guess = demand()
    width = tf.constant(1.0)
    assert "a return statement cannot be placed inside this TensorFlow loop" in error_of(first_breach, series, guess, width)
    assert "branch must also have a return statement" in error_of(corrected, guess, series)
    assert int(longest_calm(series, guess, width)) == 16
    print("proved")
