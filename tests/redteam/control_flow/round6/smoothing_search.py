"""Exponential smoothing of sales with a search for its factor."""
import tensorflow as tf


@tf.function
def smoothed_error(series, alpha):
    level = series[0]
    error = 0.0
    for value in series[1:]:
        error += tf.square(value - level)
        level = alpha * value + (1.0 - alpha) * level
    return error / tf.cast(len(series) - 1, tf.float32)


@tf.function
def best_alpha(series):
    """Golden section search between zero and one."""
    ratio = 0.618034
    low, high = tf.constant(0.0), tf.constant(1.0)
    while high - low > 1e-2:
        left = high - ratio * (high - low)
        right = low + ratio * (high - low)
        if smoothed_error(series, left) < smoothed_error(series, right):
            high = right
        else:
            low = left
    return 0.5 * (low + high)


@tf.function
def first_peak(series):
    """Position of the first value that is larger than its neighbours."""
    found = -1
    for k in tf.range(1, len(series) - 1):
        if series[k] > series[k - 1] and series[k] > series[k + 1]:
            found = k
            break
    return found


@tf.function
def last_index(series):
    k = -1
    for k in tf.range(tf.shape(series)[0]):
        if series[k] < 0.0:
            continue
    return k


@tf.function
def horizon(last, steps, growth):
    """A forecast that grows row by row."""
    forecast = last[tf.newaxis]
    k = tf.constant(0)
    while k < steps:
        tf.autograph.experimental.set_loop_options(shape_invariants=[(forecast, tf.TensorShape([None]))])
        forecast = tf.concat([forecast, forecast[-1:] * growth], axis=0)
        k += 1
    return forecast


@tf.function
def trend_name(series):
    slope = series[-1] - series[0]
    if slope > 0.0:
        name = "rising"
    elif slope < 0.0:
        name = "falling"
    else:
        name = "flat"
    return name


def sales():
    return tf.constant([3.0, 4.0, 3.5, 5.0, 6.0, 5.5, 7.0, 8.0])


def plan(series):
    alpha = best_alpha(series)
    steps, growth = tf.constant(3), tf.constant(1.1)
    return [alpha, first_peak(series), last_index(series), *horizon(series[-1], steps, growth)], trend_name(series)


if __name__ == "__main__":
    for weeks in (sales(), -sales(), tf.ones([8])):
        graph, name = plan(weeks)
        tf.config.run_functions_eagerly(True)
        eager, same = plan(weeks)
        tf.config.run_functions_eagerly(False)
        assert [round(float(v), 3) for v in graph] == [round(float(v), 3) for v in eager]
        assert name.numpy().decode() == same
    assert int(first_peak(sales())) == 1 and int(first_peak(tf.ones([8]))) == -1
    print("proved")
