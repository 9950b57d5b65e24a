"""Fuses the readings of several thermometers after checking that they make sense."""
import tensorflow as tf


def checked(readings, low=-60.0, high=60.0):
    """The readings, if they lie in the range of the instruments."""
    checks = [
        tf.debugging.assert_greater_equal(readings, low, message="too cold"),
        tf.debugging.assert_less_equal(readings, high, message="too hot"),
    ]
    with tf.control_dependencies(checks):
        return tf.identity(readings)


class Fusion(tf.Module):
    def __init__(self, sensors):
        super().__init__()
        self.sensors = sensors
        self.precision = tf.Variable(tf.ones([sensors]))

    @tf.function
    def estimate(self, readings):
        readings = checked(readings)
        same = tf.debugging.assert_equal(tf.shape(readings)[-1], self.sensors)
        with tf.control_dependencies([same]):
            weights = self.precision / tf.reduce_sum(self.precision)
        return tf.linalg.matvec(readings, weights)

    @tf.function
    def adapt(self, readings, rate):
        error = tf.reduce_mean(tf.square(readings - self.estimate(readings)[:, None]), axis=0)
        finite = tf.debugging.check_numerics(error, "error of a sensor")
        fresh = (1.0 - rate) * self.precision + rate / (finite + 0.01)
        assertion = tf.Assert(tf.reduce_all(fresh > 0.0), [fresh])
        with tf.control_dependencies([assertion] if assertion is not None else []):
            self.precision.assign(fresh)
        return tf.reduce_mean(error)


def day(sensors=3, hours=24):
    truth = 10.0 + 5.0 * tf.sin(0.26 * tf.range(hours, dtype=tf.float32))
    spread = tf.range(1.0, sensors + 1.0)
    return truth[:, None] + spread * tf.random.stateless_normal([hours, sensors], [1, 8])


def main(rounds=4):
    fusion = Fusion(3)
    for _ in range(rounds):
        fusion.adapt(day(), tf.constant(0.5))
    return fusion


if __name__ == "__main__":
    fusion, reference = main(), Fusion(3)
    for _ in range(4):
        Fusion.adapt.python_function(reference, day(), tf.constant(0.5))
    assert bool(tf.reduce_all(tf.abs(fusion.precision - reference.precision) < 1e-3))
    assert bool(tf.reduce_all(tf.abs(fusion.estimate(day()) - reference.estimate(day())) < 1e-3))
    for run in (fusion.estimate, lambda readings: Fusion.estimate.python_function(fusion, readings)):
        try:
            run(day() + 100.0)
        except tf.errors.InvalidArgumentError as error:
            assert "too hot" in str(error), error
        else:
            raise AssertionError("nobody noticed the heat")
    print("proved")
