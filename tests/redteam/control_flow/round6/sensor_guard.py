"""Checks of sensor blocks before they reach an anomaly detector."""
import contextlib
import json

import tensorflow as tf

SETTINGS = json.loads('{"limit": 3.0, "units": {"pump": "bar", "fan": "rpm"}}')


class Detector(tf.Module):
    def __init__(self, settings, block=4):
        super().__init__()
        self.settings = settings
        self.block = block
        self.mean = tf.Variable(0.0)
        self.seen = tf.Variable(0.0)

    def limit_for(self, machine):
        try:
            return float(self.settings["limits"][machine])
        except KeyError:
            return self.settings["limit"]

    @tf.function
    def update(self, readings):
        try:
            with contextlib.suppress(AttributeError):
                readings = tf.reshape(readings, [-1])
            self.seen.assign_add(1.0)
            if self.seen > 1.0:
                self.mean.assign(0.9 * self.mean + 0.1 * tf.reduce_mean(readings))
            else:
                self.mean.assign(tf.reduce_mean(readings))
        finally:
            centred = readings - self.mean
        return centred

    @tf.function
    def blocks(self, readings):
        """Rows of a block each; what cannot be arranged is returned as one row."""
        try:
            rows = tf.reshape(readings, [self.block, self.block])
        except (ValueError, tf.errors.InvalidArgumentError):
            rows = readings[tf.newaxis]
        return rows

    @tf.function
    def flags(self, centred):
        limit = self.limit_for("pump")
        if not isinstance(limit, float):
            raise TypeError("limits are numbers")
        tf.debugging.assert_all_finite(centred, "readings must be finite")
        return tf.abs(centred) > limit


def safe_flags(detector, readings):
    """Errors of the graph are handled where they arrive, outside of it."""
    try:
        return detector.flags(detector.update(readings))
    except tf.errors.InvalidArgumentError:
        return tf.zeros_like(readings, tf.bool)


def watch():
    detector = Detector(SETTINGS)
    signals = [
        tf.constant([1.0, 1.2, 0.8, 9.0, 1.0]),
        tf.constant([1.0, float("nan"), 0.8, 1.0, 1.0]),
    ]
    flagged = [safe_flags(detector, signal).numpy().tolist() for signal in signals]
    return flagged, detector.blocks(signals[0]).shape.as_list()


if __name__ == "__main__":
    graph = watch()
    tf.config.run_functions_eagerly(True)
    assert graph == watch()
    tf.config.run_functions_eagerly(False)
    assert graph[0] == [[False, False, False, True, False], [False] * 5] and graph[1] == [1, 5]
    print("proved")
