"""Finds and tags the beats of an electrocardiogram."""
import tensorflow as tf

RATE = 10
KINDS = ("normal", "early", "late")


class Interval:
    """The time between two beats, compared with the usual one."""

    def __init__(self, seconds, usual):
        self.seconds = seconds
        self.usual = usual

    def deviates(self, tolerance=0.15):
        return tf.abs(self.seconds - self.usual) > tolerance

    def kind(self):
        return tf.where(self.seconds < self.usual, KINDS[1], KINDS[2])

    def tag(self):
        return "beat-" + str(self.seconds)  # expect: tf-string-format

    def safe_tag(self):
        return "beat-" + tf.strings.as_string(self.seconds, shortest=True)


def intervals(signal):
    peaks = tf.cast(tf.where(signal > 0.5)[:, 0], tf.float32) / RATE
    return peaks[1:] - peaks[:-1]


@tf.function
def last_tag(signal, usual):
    gap = Interval(intervals(signal)[-1], usual)
    return tf.strings.join([gap.tag(), gap.kind()], separator="/")


@tf.function
def safe_last_tag(signal, usual):
    gap = Interval(intervals(signal)[-1], usual)
    return tf.strings.join([gap.safe_tag(), gap.kind()], separator="/")


@tf.function
def alarms(signal, usual):
    gap = Interval(intervals(signal)[0], usual)
    irregular = bool(gap.deviates())  # expect: tf-python-cast
    return tf.constant([irregular, not irregular])


@tf.function
def calm_alarms(signal, usual):
    gap = Interval(intervals(signal)[0], usual)
    irregular = gap.deviates()
    return tf.stack([irregular, tf.logical_not(irregular)])


def recording():
    beats = [0, 5, 10, 18]
    return tf.reduce_sum(tf.one_hot(beats, 20), axis=0), tf.constant(0.5)


if __name__ == "__main__":
    strip = recording()
    eager = last_tag.python_function(*strip).numpy()
    assert eager.startswith(b"beat-tf.Tensor(0.79") and eager.endswith(b"/late"), eager
    assert safe_last_tag(*strip) == safe_last_tag.python_function(*strip)
    graph = last_tag(*strip).numpy()
    assert graph.startswith(b"beat-Tensor(") and b"0.79" not in graph and graph.endswith(b"/late"), graph
    assert alarms.python_function(*strip).numpy().tolist() == calm_alarms(*strip).numpy().tolist()
    try:
        alarms(*strip)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "irregular = bool(gap.deviates())" in str(error), error
    else:
        raise AssertionError("bool() was converted")
    print("proved")
