"""Finds the pH of a buffered solution by bisecting its charge balance."""
import tensorflow as tf

WATER = 1e-14
TOLERANCE = 1e-3


def charge(ph, acid, sodium, pka):
    hydrogen = tf.pow(10.0, -ph)
    ka = tf.pow(10.0, -pka)
    return hydrogen + sodium - WATER / hydrogen - acid * ka / (ka + hydrogen)


@tf.function  # allow: tf-recursion
def bisect(low, high, acid, sodium, pka):  # allow: tf-recursion
    """The pH between `low` and `high` at which the solution is neutral in charge."""
    middle = 0.5 * (low + high)
    if high - low < TOLERANCE:
        return middle
    positive = charge(middle, acid, sodium, pka) > 0.0
    low = tf.where(positive, middle, low)
    high = tf.where(positive, high, middle)
    return bisect(low, high, acid, sodium, pka)  # expect: tf-recursion


def titrate(volumes, acid, pka):
    curve = []
    for sodium in tf.constant(volumes):
        ph = bisect(tf.constant(0.0), tf.constant(14.0), acid, sodium, pka)
        curve.append(float(ph))
    return curve


def main():
    return titrate([0.02, 0.05, 0.08], acid=tf.constant(0.1), pka=tf.constant(4.76))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert eager == sorted(eager) and abs(eager[1] - 4.76) < 0.05, eager
    try:
        main()
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
        assert "titration.py" in str(error)
    else:
        raise AssertionError("the graph was finite")
    print("proved")
