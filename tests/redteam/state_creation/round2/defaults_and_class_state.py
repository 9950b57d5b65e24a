"""State that is evaluated at definition time: default arguments, class bodies and module constants."""
import numpy as np
import tensorflow as tf

LEVELS = [tf.Variable(0.0, name="level_%d" % i) for i in range(3)]
SCALE, OFFSET = tf.Variable(2.0), tf.Variable(-1.0)


class Limits:
    low = tf.Variable(-5.0)
    high = tf.Variable(5.0)

    @classmethod
    def widen(cls, amount):
        cls.low.assign_sub(amount)
        cls.high.assign_add(amount)


@tf.function
def accumulate(x, total=tf.Variable(0.0)):
    total.assign_add(x)
    return total.read_value()


@tf.function
def cascade(x):
    """Pushes a value down the levels and returns what leaves the last one."""
    carried = x
    for level in LEVELS:
        previous = level.read_value()
        level.assign(carried)
        carried = previous
    return carried * SCALE + OFFSET


@tf.function
def limited(x, widen=False):
    if widen:
        Limits.widen(1.0)
    clipped = tf.clip_by_value(x, Limits.low, Limits.high)
    for weight in (0.5, 0.25):
        clipped += weight * SCALE
    return clipped


def reset():
    for variable in (*LEVELS, accumulate.python_function.__defaults__[0]):
        variable.assign(0.0)
    Limits.low.assign(-5.0)
    Limits.high.assign(5.0)


if __name__ == "__main__":
    runs = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        reset()
        values = []
        for k in range(5):
            x = tf.constant(2.5 * k)
            values += [float(accumulate(x)), float(cascade(x)), float(limited(x, widen=k % 2 == 1))]
        runs.append(values)
    np.testing.assert_allclose(*runs)
    print("proved")
