"""Mixes a dry signal with its reverberation; levels are in decibels."""
import tensorflow as tf
from tensorflow.compat import v1


def from_decibel(level):
    return tf.pow(10.0, level / 20.0)


def impulse_response(samples, decay, seed=(7, 7)):
    noise = tf.random.stateless_normal([samples], seed)
    return noise * tf.exp(-tf.range(samples, dtype=tf.float32) / decay)


class Reverb(tf.Module):
    def __init__(self, samples=64, decay=12.0, name=None):
        super().__init__(name=name)
        self.impulse = tf.Variable(impulse_response(samples, decay), trainable=False)

    @tf.function
    def wet(self, dry):
        size = tf.shape(dry)[-1] + tf.shape(self.impulse)[0] - 1
        spectrum = tf.signal.rfft(dry, [size]) * tf.signal.rfft(self.impulse, [size])
        return tf.signal.irfft(spectrum, [size])[..., : tf.shape(dry)[-1]]

    @tf.function
    def mix(self, dry):
        wet_level = v1.placeholder(tf.float32, shape=(), name="wet_level")  # expect: tf1-placeholder
        wet = self.wet(dry)
        return dry + from_decibel(wet_level) * wet

    @tf.function
    def mix_at(self, dry, wet_level):
        return dry + from_decibel(wet_level) * self.wet(dry)


def render(reverb, notes, mixer):
    out = []
    for note in notes:
        out.append(mixer(note))
    return tf.stack(out)


def main():
    reverb = Reverb()
    time = tf.range(128, dtype=tf.float32)
    notes = [tf.sin(0.1 * time), tf.sin(0.25 * time)]
    return render(reverb, notes, reverb.mix)


if __name__ == "__main__":
    reverb = Reverb()
    dry = tf.sin(0.1 * tf.range(128, dtype=tf.float32))
    mixed = reverb.mix_at(dry, tf.constant(-6.0))
    eager = Reverb.mix_at.python_function(reverb, dry, tf.constant(-6.0))
    assert bool(tf.reduce_all(tf.abs(mixed - eager) < 1e-3))
    assert reverb.mix.get_concrete_function(dry) is not None
    try:
        main()
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor" in str(error), error
    else:
        raise AssertionError("the level came from nowhere")
    try:
        Reverb.mix.python_function(reverb, dry)
    except RuntimeError as error:
        assert "tf.placeholder() is not compatible with eager execution" in str(error), error
    else:
        raise AssertionError("an eager placeholder")
    print("proved")
