"""Finds speech in recordings from the energy of short frames."""
import tensorflow as tf


class Activity:
    """Frames of a recording and whether somebody speaks in them."""

    def __init__(self, energy, speech):
        self.energy = energy
        self.speech = speech

    def share(self):
        return tf.reduce_mean(tf.cast(self.speech, tf.float32))


class Detector:
    def __init__(self, frame=160, threshold_db=-30.0):
        self.frame = frame
        self.threshold = threshold_db
        spec = tf.TensorSpec([None], tf.float32)
        self.level = tf.function(self._level, input_signature=[spec])
        self.detect = tf.function(self._detect, input_signature=[spec])

    def _level(self, samples):
        frames = tf.signal.frame(samples, self.frame, self.frame)
        power = tf.reduce_mean(tf.square(frames), axis=-1)
        return 10.0 * tf.math.log(power + 1e-10) / tf.math.log(10.0)

    def _detect(self, samples):
        energy = self._level(samples)
        smooth = tf.nn.avg_pool1d(energy[tf.newaxis, :, tf.newaxis], 3, 1, "SAME")[0, :, 0]
        return self._wrap(energy, smooth)  # expect: tf-non-tensor-return

    def _wrap(self, energy, smooth):
        return Activity(energy, smooth > self.threshold)  # allow: tf-non-tensor-return


def recording(seconds=1.0, rate=8000):
    t = tf.range(seconds * rate) / rate
    burst = tf.cast(t > 0.5, tf.float32)
    return 0.3 * burst * tf.sin(2.0 * 3.14159 * 300.0 * t) + 1e-4


def analyse(detector, samples):
    loudest = tf.reduce_max(detector.level(samples))
    activity = detector.detect(samples)
    return loudest, activity.share()


if __name__ == "__main__":
    detector, samples = Detector(), recording()
    graph, eager = detector.level(samples), detector._level(samples)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-3
    try:
        analyse(detector, samples)
    except TypeError as error:
        assert "found return value of type" in str(error) and "Activity" in str(error), error
    else:
        raise AssertionError("the object was returned")
    assert 0.4 < float(detector._detect(samples).share()) < 0.6
    print("proved")
