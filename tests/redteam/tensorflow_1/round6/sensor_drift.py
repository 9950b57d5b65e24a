"""Scores sensor readings against running statistics and raises an alarm on drift."""
import tensorflow as tf


class DriftDetector(tf.Module):
    def __init__(self, sensors: int, momentum: float = 0.9) -> None:
        super().__init__()
        self.momentum = momentum
        self.mean = tf.Variable(tf.zeros([sensors]), trainable=False)
        self.spread = tf.Variable(tf.ones([sensors]), trainable=False)
        self.seen = tf.Variable(0, trainable=False)

    def _blend(self, old, new):
        return self.momentum * old + (1.0 - self.momentum) * new

    @tf.function
    def update_and_score(self, readings: tf.Tensor) -> tf.Tensor:
        center = tf.reduce_mean(readings, axis=0)
        deviation = tf.math.reduce_std(readings, axis=0)
        new_mean = self.mean.assign(self._blend(self.mean, center))
        new_spread = self.spread.assign(self._blend(self.spread, deviation))
        counted = self.seen.assign_add(1)
        with tf.control_dependencies([new_mean, new_spread, counted]):  # expect: tf1-control-dependencies
            distance = tf.abs(readings - self.mean) / (self.spread + 1e-3)
            return tf.reduce_max(distance, axis=1)

    @tf.function
    def score(self, readings: tf.Tensor) -> tf.Tensor:
        return tf.reduce_max(tf.abs(readings - self.mean) / (self.spread + 1e-3), axis=1)


class PlainDetector(DriftDetector):
    @tf.function
    def update_and_score(self, readings: tf.Tensor) -> tf.Tensor:
        center = tf.reduce_mean(readings, axis=0)
        deviation = tf.math.reduce_std(readings, axis=0)
        self.mean.assign(self._blend(self.mean, center))
        self.spread.assign(self._blend(self.spread, deviation))
        self.seen.assign_add(1)
        distance = tf.abs(readings - self.mean) / (self.spread + 1e-3)
        return tf.reduce_max(distance, axis=1)


def batches(count):
    for number in range(count):
        yield tf.random.stateless_normal([6, 3], [number, 8], mean=float(number))


def watch(detector, count=4):
    return [detector.update_and_score(batch) for batch in batches(count)]


if __name__ == "__main__":
    ordered, plain = DriftDetector(3), PlainDetector(3)
    for one, other in zip(watch(ordered), watch(plain)):
        assert bool(tf.reduce_all(tf.abs(one - other) < 1e-5))
    for one, other in zip(ordered.variables, plain.variables):
        assert bool(tf.reduce_all(one == other))
    assert int(plain.seen) == 4
    probe = tf.ones([2, 3])
    assert bool(tf.reduce_all(ordered.score(probe) == plain.score(probe)))
    print("proved")
