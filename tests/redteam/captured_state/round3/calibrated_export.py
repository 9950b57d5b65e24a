"""Exports a fall detector after each recalibration of its threshold."""
import pathlib
import tempfile

import tensorflow as tf

WINDOW = 4


class FallDetector(tf.Module):
    def __init__(self, threshold):
        super().__init__()
        self.limit = tf.Variable(threshold, trainable=False)
        self.release = 0

    @property
    def threshold(self):
        return self.limit

    @threshold.setter
    def threshold(self, value):
        self.limit.assign(value)

    @tf.function(input_signature=[tf.TensorSpec([None, WINDOW], tf.float32)])
    def detect(self, windows):
        jerk = tf.reduce_max(tf.abs(windows[:, 1:] - windows[:, :-1]), axis=-1)
        return jerk > self.threshold


class Registry:
    """Writes numbered versions below one folder."""

    def __init__(self, root):
        self.root = pathlib.Path(root)

    def publish(self, detector):
        detector.release += 1
        path = self.root / f"{detector.release:03d}"
        tf.saved_model.save(detector, str(path))
        return str(path)


def recalibrate(detector, quiet):
    spread = float(tf.math.reduce_std(quiet))
    detector.threshold = 3.0 * spread


def run(root, recordings):
    detector, registry = FallDetector(10.0), Registry(root)
    paths = [registry.publish(detector)]
    for recording in recordings:
        recalibrate(detector, tf.constant(recording))
        paths.append(registry.publish(detector))
    return detector, paths


def alarms(path, windows):
    served = tf.saved_model.load(path)
    return served.detect(windows).numpy().tolist()


if __name__ == "__main__":
    quiet = [[0.0, 2.0, 0.0, 2.0], [0.0, 0.4, 0.0, 0.4]]
    probe = tf.constant([[0.0, 5.0, 5.0, 5.0], [0.0, 1.0, 1.0, 1.0]])
    with tempfile.TemporaryDirectory() as folder:
        live, versions = run(folder, quiet)
        outcome = [alarms(path, probe) for path in versions]
        assert outcome == [[False, False], [True, False], [True, True]], outcome
        assert live.detect(probe).numpy().tolist() == outcome[-1]
    print("proved")
