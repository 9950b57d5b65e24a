"""Features and alarms for windows of a sensor's time series."""
import tensorflow as tf

LAGS = (1, 2, 4, 8)
WINDOW = 16


@tf.function(input_signature=[tf.TensorSpec([WINDOW], tf.float32)])
def lag_features(window):  # allow: tf-autograph-unconverted
    """Autocorrelations of the window; a constant window has none."""
    parts = []
    for lag in LAGS:  # expect: tf-autograph-unconverted
        if 2 * lag > WINDOW:
            break
        parts.append(tf.reduce_mean(window[lag:] * window[:-lag]))
    else:  # allow: tf-autograph-unconverted
        parts.append(tf.reduce_mean(window))
    features = tf.stack(parts)
    spread = tf.math.reduce_std(window)
    if spread > 1e-6:  # allow: tf-autograph-unconverted, tf-tensor-bool-unconverted
        features = features / spread
    return features


@tf.function
def alarm(window, history):  # allow: tf-autograph-unconverted
    """Above the usual level by three deviations; short histories are trusted less."""
    level = tf.reduce_mean(history)
    if (length := history.shape[0]) < 32:  # expect: tf-autograph-unconverted
        level *= 32.0 / length
    peak = tf.reduce_max(window)
    if peak > level + 3.0 * tf.math.reduce_std(history):  # allow: tf-autograph-unconverted, tf-tensor-bool-unconverted
        return peak - level
    return tf.constant(0.0)


@tf.function
def longest_run(window):
    """Length of the longest run above the mean."""
    mean = tf.reduce_mean(window)
    best, run = tf.constant(0), tf.constant(0)
    for value in window:
        if value > mean:
            run += 1
        else:
            run = tf.constant(0)
        best = tf.maximum(best, run)
    return best


def main():
    series = tf.sin(0.4 * tf.range(4 * WINDOW, dtype=tf.float32))
    latest = series[-WINDOW:]
    return lag_features(latest), alarm(latest, series[:24]), longest_run(latest)


if __name__ == "__main__":
    series = tf.sin(0.4 * tf.range(4 * WINDOW, dtype=tf.float32))
    latest, history = series[-WINDOW:], series[:24]
    assert lag_features.python_function(latest).shape == (5,)
    try:
        lag_features(latest)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("for-else was converted")
    assert alarm.python_function(latest, history).shape == ()
    try:
        alarm(latest, history)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("the walrus was converted")
    assert int(longest_run(latest)) == int(longest_run.python_function(latest)) > 3
    for unconverted in (lag_features, alarm):
        try:
            tf.autograph.to_code(unconverted.python_function)
        except Exception:
            continue
        raise AssertionError("to_code")
    tf.autograph.to_code(longest_run.python_function)
    print("proved")
