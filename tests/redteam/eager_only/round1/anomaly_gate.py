"""Flags sensor readings that stray from a running mean, with a threshold that adapts."""
import tensorflow as tf

MOMENTUM = 0.9


class RunningMoments(tf.Module):
    def __init__(self, sensors):
        super().__init__()
        self.mean = tf.Variable(tf.zeros([sensors]))
        self.deviation = tf.Variable(tf.ones([sensors]))

    def update(self, readings):
        centre = tf.reduce_mean(readings, axis=0)
        spread = tf.math.reduce_std(readings, axis=0)
        self.mean.assign(MOMENTUM * self.mean + (1.0 - MOMENTUM) * centre)
        self.deviation.assign(MOMENTUM * self.deviation + (1.0 - MOMENTUM) * spread)

    def z_scores(self, readings):
        return tf.abs(readings - self.mean) / self.deviation


class Gate(tf.Module):
    def __init__(self, sensors, threshold=3.0):
        super().__init__()
        self.moments = RunningMoments(sensors)
        self.threshold = tf.Variable(threshold)

    @tf.function
    def watch(self, readings):
        """One flag a reading."""
        limit = self.threshold.numpy()  # expect: tf-numpy-call
        strange = tf.reduce_any(self.moments.z_scores(readings) > limit, axis=1)
        self.moments.update(readings)
        return strange

    @tf.function
    def alarm(self, readings):
        worst = tf.reduce_max(self.moments.z_scores(readings))
        ringing = bool(worst > self.threshold)  # expect: tf-python-cast
        return tf.constant("alarm" if ringing else "calm")

    def adapt(self, false_alarms):
        self.threshold.assign_add(0.1 * false_alarms)
        return float(self.threshold.numpy())


def stream():
    quiet = tf.random.stateless_normal([4, 2], [1, 3])
    loud = quiet + tf.constant([[0.0, 0.0], [9.0, 0.0], [0.0, 0.0], [0.0, -9.0]])
    return quiet, loud


if __name__ == "__main__":
    gate = Gate(2)
    normal, broken = stream()
    tf.config.run_functions_eagerly(True)
    assert gate.watch(broken).numpy().tolist() == [False, True, False, True]
    assert gate.alarm(broken).numpy() == b"alarm" and gate.alarm(normal).numpy() == b"calm"
    assert abs(gate.adapt(2.0) - 3.2) < 1e-6
    tf.config.run_functions_eagerly(False)
    try:
        gate.watch(normal)
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error)
        assert "self.threshold.numpy()" in str(error)
    else:
        raise AssertionError("a variable gave its value in a graph")
    try:
        gate.alarm(normal)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "ringing = bool(worst > self.threshold)" in str(error)
    else:
        raise AssertionError("bool() was converted")
    print("proved")
