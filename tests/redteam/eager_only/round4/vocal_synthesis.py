"""A vocal synthesizer: noise and envelopes of the shape of their inputs, for signals of any length."""
import tensorflow as tf

SIGNAL = tf.TensorSpec([None, None], tf.float32)


def envelope(signal):
    """Falls from one to zero over the length of the signal."""
    steps = tf.range(signal.shape[1])  # expect: tf-static-shape
    return 1.0 - tf.cast(steps, tf.float32) / 10.0


def staged_envelope(signal):
    steps = tf.range(tf.shape(signal)[1])
    return 1.0 - tf.cast(steps, tf.float32) / 10.0


class Voice(tf.Module):
    def __init__(self, breath=0.5):
        super().__init__()
        self.breath = tf.Variable(breath)

    def noise(self, signal):
        return tf.random.stateless_normal(signal.shape, seed=[1, 2])  # expect: tf-static-shape

    def staged_noise(self, signal):
        return tf.random.stateless_normal(tf.shape(signal), seed=[1, 2])

    @tf.function(input_signature=[SIGNAL])
    def breathe(self, signal):
        return signal + self.breath * self.noise(signal)

    @tf.function(input_signature=[SIGNAL])
    def staged_breathe(self, signal):
        return signal + self.breath * self.staged_noise(signal)

    @tf.function(input_signature=[SIGNAL])
    def fade(self, signal):
        return signal * envelope(signal)

    @tf.function(input_signature=[SIGNAL])
    def staged_fade(self, signal):
        return signal * staged_envelope(signal)

    @tf.function
    def loudness(self, signal):
        """Without a signature, called with one shape: all sizes are known."""
        window = tf.ones(signal.shape) / (signal.shape[0] * signal.shape[1])
        return tf.reduce_sum(window * tf.abs(signal)), envelope(signal)


def sung(length):
    return tf.reshape(tf.range(2.0 * length), [2, length]) / 10.0


def fails(method, text, line):
    try:
        method(sung(4))
    except (TypeError, ValueError) as error:
        assert text in str(error) and line in str(error), error
        return True
    return False


def near(a, b):
    return float(tf.reduce_max(tf.abs(a - b))) < 1e-6


if __name__ == "__main__":
    voice = Voice()
    tf.config.run_functions_eagerly(True)
    eager = [(voice.breathe(sung(n)), voice.fade(sung(n))) for n in (3, 4)]
    loud = voice.loudness(sung(4))
    tf.config.run_functions_eagerly(False)
    for n, (breathed, faded) in zip((3, 4), eager):
        assert near(voice.staged_breathe(sung(n)), breathed) and near(voice.staged_fade(sung(n)), faded)
    assert all(near(a, b) for a, b in zip(voice.loudness(sung(4)), loud))
    assert fails(voice.breathe, "Cannot convert a partially known TensorShape", "stateless_normal(signal.shape")
    assert fails(voice.fade, "None", "tf.range(signal.shape[1])")
    print("proved")
