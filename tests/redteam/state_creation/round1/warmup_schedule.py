"""Learning-rate warm-up driven by a step counter that the whole process shares."""
import math

import tensorflow as tf

_step_counter = None
_WARMUP = 4


def step_counter():
    global _step_counter
    if _step_counter is None:
        _step_counter = tf.Variable(0, trainable=False, dtype=tf.int64, name="step")  # expect: tf-global-none-guard
    return _step_counter


def learning_rate(base):
    step = tf.cast(step_counter(), tf.float32)
    ramp = tf.minimum(step / _WARMUP, 1.0)
    return base * ramp * (1.0 + tf.cos(math.pi * step / 100.0)) / 2.0


@tf.function
def advance(base):
    """Counts one step and returns the rate for it."""
    step_counter().assign_add(1)
    return learning_rate(base)


def schedule(base, steps):
    return [float(advance(tf.constant(base))) for _ in range(steps)]


def describe(rates):
    peak = max(rates)
    return "peak %.3f at step %d of %d" % (peak, rates.index(peak) + 1, len(rates))


if __name__ == "__main__":
    import runpy

    staged = schedule(0.1, 6)
    assert int(_step_counter) == 6 and isinstance(_step_counter, tf.Variable)
    tf.config.run_functions_eagerly(True)
    eager = runpy.run_path(__file__, run_name="fresh")["schedule"](0.1, 6)
    assert all(abs(a - b) < 1e-6 for a, b in zip(staged, eager)), (staged, eager)
    print(describe(eager))
    print("proved")
