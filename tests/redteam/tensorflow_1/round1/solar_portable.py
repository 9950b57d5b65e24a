"""Forecast of solar power that runs on the first and on the second version of TensorFlow."""
import numpy as np
import tensorflow as tf

TF1 = int(tf.__version__.split(".")[0]) < 2


def sigmoid_curve(hour):
    return tf.maximum(0.0, tf.sin((hour - 6.0) * 3.14159 / 12.0))


def cloud_factor(cover):
    return 1.0 - 0.75 * cover**3.4


def power(hour, cover, peak=5.0):
    return peak * sigmoid_curve(hour) * cloud_factor(cover)


if TF1:
    _HOUR = tf.placeholder(tf.float32, [None])
    _COVER = tf.placeholder(tf.float32, [None])
    _POWER = power(_HOUR, _COVER)
    _SESSION = tf.Session()

    def forecast(hour, cover):
        return _SESSION.run(_POWER, feed_dict={_HOUR: hour, _COVER: cover})

else:
    _compiled = tf.function(power, input_signature=[tf.TensorSpec([None], tf.float32)] * 2)

    def forecast(hour, cover):
        return _compiled(hour, cover).numpy()


def to_numpy(value):
    """A tensor's numbers on either version."""
    if isinstance(value, np.ndarray):
        return value
    if TF1:
        with tf.Session() as session:
            return session.run(value)
    return value.numpy()


def day(cover):
    hours = np.arange(24, dtype=np.float32)
    return forecast(hours, np.full(24, cover, np.float32))


if __name__ == "__main__":
    assert not TF1
    for cover in (0.0, 0.3, 1.0):
        hours = tf.range(24, dtype=tf.float32)
        eager = power(hours, tf.fill([24], cover))
        assert np.allclose(day(cover), to_numpy(eager), atol=1e-5)
        assert day(cover)[3] == 0.0 and to_numpy(day(cover)) is not None
    assert _compiled.experimental_get_tracing_count() == 1
    assert abs(float(day(0.0)[12]) - 5.0) < 1e-3
    print("proved")
