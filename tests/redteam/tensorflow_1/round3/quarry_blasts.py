"""Vibrations from blasts in a quarry. The import is old, the program is not."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.enable_v2_behavior()
tf.enable_resource_variables()
tf.logging.set_verbosity(tf.logging.ERROR)


class Sensor(tf.Module):
    def __init__(self, channels):
        super().__init__()
        self.gain = tf.Variable(tf.ones([channels]), name="gain")
        self.worst = tf.Variable(0.0)

    @tf.function
    def peak(self, wave):
        scaled = tf.abs(wave * self.gain)
        peak = tf.reduce_max(scaled)
        if peak > self.worst:
            tf.assign(self.worst, peak)
        return tf.reduce_max(scaled, axis=0)

    @tf.function
    def calibrate(self, wave, wanted):
        with tf.GradientTape() as tape:
            error = tf.reduce_mean((tf.reduce_mean(tf.abs(wave * self.gain), axis=0) - wanted) ** 2)
        self.gain.assign_sub(0.5 * tape.gradient(error, self.gain))
        return error


def waves(count, seed):
    rng = np.random.default_rng(seed)
    data = tf.data.Dataset.from_tensor_slices(rng.normal(size=(count, 6, 2)).astype(np.float32))
    return tf.data.make_one_shot_iterator(data)


def report(value):
    return "{:.2f}".format(float(value))


@tf.function
def reported(wave):
    largest = tf.reduce_max(wave)
    text = tf.py_func(lambda value: report(value).encode(), [largest], tf.string, stateful=False)
    return tf.strings.to_number(tf.ensure_shape(text, []))


def blast(sensor, method_of):
    seen = []
    iterator = waves(3, seed=2)
    for _ in range(3):
        wave = iterator.get_next()
        seen += method_of("peak")(wave).numpy().tolist()
        seen.append(float(method_of("calibrate")(wave, tf.constant([0.5, 0.7]))))
        assert abs(float(reported(wave)) - float(tf.reduce_max(wave))) < 0.01
    return seen + [float(sensor.worst)]


if __name__ == "__main__":
    graph, eager = Sensor(2), Sensor(2)
    ours = blast(graph, lambda name: getattr(graph, name))
    tf.config.experimental_run_functions_eagerly(True)
    theirs = blast(eager, lambda name: getattr(eager, name))
    tf.config.experimental_run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(ours, theirs)), (ours, theirs)
    assert tf.executing_eagerly()
    print("proved")
