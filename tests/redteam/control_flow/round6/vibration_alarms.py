"""Scores vibration readings of pumps and collects the ones that look wrong."""
import numpy as np
import tensorflow as tf


class AlarmModel(tf.Module):
    def __init__(self, centre, limit):
        super().__init__()
        self.centre = tf.constant(centre)
        self.limit = tf.constant(limit)

    @tf.function
    def exceedance(self, readings):
        """Total excess above the limit."""
        total = 0
        for reading in readings:  # allow: tf-branch-dtype
            deviation = tf.abs(reading - self.centre)
            total += tf.nn.relu(deviation - self.limit)  # expect: tf-branch-dtype
        return total

    @tf.function
    def severity(self, readings):
        peak = tf.reduce_max(tf.abs(readings - self.centre))
        level = 0  # allow: tf-branch-dtype
        if peak > self.limit:  # expect: tf-branch-dtype
            level = peak / self.limit  # allow: tf-branch-dtype
        return level

    @tf.function
    def suspicious(self, readings):
        kept = tf.zeros([0])
        for reading in readings:  # expect: tf-branch-dtype
            if tf.abs(reading - self.centre) > self.limit:
                kept = tf.concat([kept, reading[tf.newaxis]], axis=0)  # allow: tf-branch-dtype
        return kept

    @tf.function
    def count(self, readings):
        alarms = 0
        strongest = 0.0
        for reading in readings:
            deviation = tf.abs(reading - self.centre)
            if deviation > self.limit:
                alarms += 1
                strongest = tf.maximum(strongest, deviation)
        return alarms, strongest


def pump_signal():
    rng = np.random.default_rng(5)
    signal = rng.normal(2.0, 0.1, size=12).astype(np.float32)
    signal[[3, 9]] = [4.0, -1.0]
    return tf.constant(signal)


def inspect(model):
    signal = pump_signal()
    return model.exceedance(signal), model.severity(signal), model.suspicious(signal), model.count(signal)


def message(method, signal):
    try:
        method(signal)
    except (TypeError, ValueError) as error:
        return str(error)
    raise AssertionError("traced without an error")


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    total, level, kept, (alarms, _) = inspect(AlarmModel(2.0, 1.0))
    assert abs(float(total) - 3.0) < 1e-5 and abs(float(level) - 3.0) < 1e-5
    assert kept.numpy().tolist() == [4.0, -1.0] and int(alarms) == 2
    tf.config.run_functions_eagerly(False)
    pump, values = AlarmModel(2.0, 1.0), pump_signal()
    text = message(pump.exceedance, values)
    assert "does not match type int32" in text or "has dtype int32 before the loop" in text, text
    assert "'level' has dtype" in message(pump.severity, values)
    text = message(pump.suspicious, values)
    assert "'kept' has shape (0,) before the loop" in text, text
    assert int(pump.count(values)[0]) == 2
    print("proved")
