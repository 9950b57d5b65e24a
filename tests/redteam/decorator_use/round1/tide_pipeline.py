"""Input of tide gauges: options of the pipeline have experimental names, and so has a study of ours."""
import tensorflow as tf


def make_options(deterministic=True):
    options = tf.data.Options()
    options.deterministic = deterministic
    options.experimental_optimization.map_parallelization = False
    options.experimental_optimization.noop_elimination = True
    options.threading.private_threadpool_size = 1
    return options


def study(function, experimental_compile=False, experimental_relax_shapes=False):
    """Wraps a step of a study; the switches are the study's own."""
    return tf.function(function, jit_compile=experimental_compile, reduce_retracing=experimental_relax_shapes)


def harmonics(t):
    periods = tf.constant([12.42, 12.0, 23.93])
    return tf.sin(2.0 * 3.14159 * t[:, None] / periods)


fast_harmonics = study(harmonics, experimental_compile=True)
flexible_harmonics = study(harmonics, experimental_relax_shapes=True)


@tf.function(experimental_autograph_options=tf.autograph.experimental.Feature.EQUALITY_OPERATORS)
def level(t, amplitudes):
    return tf.linalg.matvec(harmonics(t), amplitudes)


def gauges(hours=12, window=4):
    times = tf.data.Dataset.range(hours).map(lambda hour: tf.cast(hour, tf.float32), num_parallel_calls=2)
    return times.batch(window, drop_remainder=True).with_options(make_options())


def same(a, b):
    return bool(tf.reduce_all(tf.abs(a - b) < 1e-4))


if __name__ == "__main__":
    amplitudes = tf.constant([1.2, 0.4, 0.1])
    count = 0
    for t in gauges():
        assert same(fast_harmonics(t), harmonics(t)) and same(flexible_harmonics(t), harmonics(t))
        assert same(level(t, amplitudes), level.python_function(t, amplitudes))
        count += 1
    assert count == 3 and level.experimental_get_tracing_count() == 1
    assert gauges().options().deterministic is True
    assert "(experimental_autograph_options)" not in tf.function.__doc__  # as deprecated ones are
    settings = tf.saved_model.SaveOptions(experimental_io_device=None, experimental_custom_gradients=True)
    assert settings.experimental_custom_gradients
    print("proved")
