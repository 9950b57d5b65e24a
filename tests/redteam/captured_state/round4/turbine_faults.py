"""Fault scores for turbine sensors, standardised with statistics that follow the stream."""
import numpy as np
import tensorflow as tf


class RunningStatistics:
    """Mean over everything seen so far (parallel update)."""

    def __init__(self, sensors):
        self.mean = np.zeros(sensors, np.float32)
        self.count = 1e-4

    def update(self, batch):
        total = self.count + len(batch)
        delta = batch.mean(axis=0) - self.mean
        self.mean = (self.mean + delta * len(batch) / total).astype(np.float32)
        self.count = total

    def __call__(self, readings):
        return readings - self.mean  # expect: tf-attribute-read


class FaultDetector(tf.Module):
    def __init__(self, sensors, statistics):
        super().__init__()
        self.statistics = statistics
        self.mixing = tf.Variable(tf.eye(sensors))
        self.score = tf.function(self._score)

    def _score(self, readings):
        centred = self.statistics(readings)
        return tf.reduce_max(tf.abs(tf.matmul(centred, self.mixing)), axis=-1)


def sensor_stream(minutes, sensors, level=20.0):
    rng = np.random.default_rng(11)
    for _ in range(minutes):
        yield (level + 0.1 * rng.normal(size=(32, sensors))).astype(np.float32)


def monitor(minutes=6, sensors=5, threshold=3.0):
    statistics = RunningStatistics(sensors)
    detector = FaultDetector(sensors, statistics)
    alarms = []
    for minute, batch in enumerate(sensor_stream(minutes, sensors)):
        scores = detector.score(tf.convert_to_tensor(batch)).numpy()
        alarms.append(int((scores > threshold).sum()))
        statistics.update(batch)
    return alarms, statistics.mean


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    alarms, mean = monitor()
    assert alarms == [32, 0, 0, 0, 0, 0], alarms
    tf.config.run_functions_eagerly(False)
    alarms, mean = monitor()
    assert alarms == [32] * 6 and np.allclose(mean, 20.0, atol=0.5)
    print("proved")
