"""A noise gate for mono recordings of any length, framed by hops."""
import tensorflow as tf

HOP = 8
FLOOR = 0.05

recording = tf.TensorSpec(shape=[None], dtype=tf.float32, name="samples")


def rms(frames):
    return tf.sqrt(tf.reduce_mean(tf.square(frames), axis=-1))


@tf.function(input_signature=[recording])
def gate(samples):
    """Silences each hop whose level is below the floor."""
    whole = samples.shape[0] // HOP * HOP  # expect: tf-static-shape
    frames = tf.reshape(samples[:whole], [-1, HOP])
    open_gate = tf.cast(rms(frames) > FLOOR, tf.float32)
    return tf.reshape(frames * open_gate[:, None], [-1])


@tf.function(input_signature=[recording, tf.TensorSpec([], tf.float32)])
def fade_in(samples, seconds):
    ramp = tf.linspace(0.0, 1.0, HOP) / seconds
    rest = tf.ones([samples.shape[0] - HOP])  # expect: tf-static-shape
    return samples * tf.minimum(tf.concat([ramp, rest], axis=0), 1.0)


@tf.function(input_signature=[recording])
def level_db(samples):
    """Level of the whole recording, padded to a whole number of hops."""
    missing = -tf.shape(samples)[0] % HOP
    frames = tf.reshape(tf.pad(samples, [[0, missing]]), [-1, HOP])
    return 20.0 * tf.experimental.numpy.log10(tf.reduce_max(rms(frames)) + 1e-6)


@tf.function(input_signature=[recording])
def silence_like(samples):
    hush = tf.zeros(samples.shape)  # expect: tf-static-shape
    return hush + 1e-6 * tf.sign(samples)


def clean(samples):
    faded = fade_in(samples, tf.constant(1.0))
    return gate(faded) if float(level_db(faded)) > -60.0 else silence_like(faded)


def tone(length=40):
    time = tf.range(length, dtype=tf.float32)
    return tf.where(time < 24.0, 0.5, 0.01) * tf.sin(0.7 * time)


if __name__ == "__main__":
    sound = tone()
    eager = gate.python_function(sound)
    assert eager.shape == (40,) and float(tf.reduce_max(tf.abs(eager[24:]))) == 0.0
    assert abs(float(level_db(sound)) - float(level_db.python_function(sound))) < 1e-4
    seconds = tf.constant(1.0)
    assert fade_in.python_function(sound, seconds).shape == (40,)
    assert silence_like.python_function(sound).shape == (40,)
    for call, kind, culprit in (
        (lambda: gate(sound), TypeError, "samples.shape[0] // HOP"),
        (lambda: clean(sound), TypeError, "samples.shape[0] - HOP"),
        (lambda: silence_like(sound), ValueError, "tf.zeros(samples.shape)"),
    ):
        try:
            call()
        except kind as error:
            assert culprit in str(error), error
            assert "NoneType" in str(error) or "partially known TensorShape" in str(error)
        else:
            raise AssertionError(culprit)
    print("proved")
