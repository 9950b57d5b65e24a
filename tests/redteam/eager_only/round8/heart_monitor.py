"""Watches heart rates; helpers serve graphs and interactive use and tell which one it is."""
import numpy as np
import tensorflow as tf

LOW, HIGH = 40.0, 180.0


def static_value(x):
    """An array where the value is known now, and None in a graph."""
    if tf.executing_eagerly():
        return x.numpy()
    return tf.get_static_value(x)


def describe(x):
    if hasattr(x, "numpy"):
        return f"mean {np.mean(x.numpy()):.1f}"
    return f"rates of shape {x.shape}"


def as_tensor(x):
    if isinstance(x, np.ndarray):
        return tf.constant(np.clip(x, LOW, HIGH).astype(np.float32))
    return tf.clip_by_value(tf.cast(x, tf.float32), LOW, HIGH)


def check(rates):
    value = static_value(rates)
    if value is not None and np.any(np.isnan(value)):
        raise ValueError("not a number among the rates: " + describe(rates))
    tf.debugging.assert_all_finite(rates, describe(rates))
    return rates


@tf.function
def variability(rates):
    rates = check(as_tensor(rates))
    width = static_value(tf.constant(2))
    differences = rates[int(width):] - rates[:-int(width)]
    return tf.sqrt(tf.reduce_mean(tf.square(differences)))


@tf.function
def resting(rates, quantile=0.25):
    ordered = tf.sort(as_tensor(rates))
    with tf.init_scope():
        place = int(np.floor(tf.constant(quantile * rates.shape[0]).numpy()))
    return ordered[place]


def patient():
    return tf.constant(70.0 + 8.0 * np.sin(np.arange(20) / 3.0), tf.float32)


def main():
    rates = patient()
    print(describe(rates), describe(check(as_tensor(rates.numpy()))))
    print(f"variability {variability(rates).numpy():.2f}, at rest {float(resting(rates)):.1f}")


if __name__ == "__main__":
    series = patient()
    for step in (variability, resting):
        assert abs(float(step(series)) - float(step.python_function(series))) < 1e-4
    main()
    broken = tf.where(tf.range(20) == 3, float("nan"), series)
    for step in (variability, variability.python_function):
        try:
            step(broken)
        except (ValueError, tf.errors.InvalidArgumentError) as error:
            assert "number" in str(error) or "NaN" in str(error)
        else:
            raise AssertionError("not refused")
    print("proved")
