"""A small reverb: feedback combs of several delays, mixed with the dry signal."""
import tensorflow as tf

DELAYS = (113, 149, 197)
RATE = 8000


def comb(signal, delay, gain):
    echo = tf.pad(signal, [[delay, 0]])[: tf.size(signal)]
    second = tf.pad(signal, [[2 * delay, 0]])[: tf.size(signal)]
    return signal + gain * echo + gain * gain * second


@tf.function(experimental_relax_shapes=True)  # expect: tf-deprecated-argument
def reverberate(signal, gain, wet):
    tails = [comb(signal, delay, gain) for delay in DELAYS]
    return (1.0 - wet) * signal + wet * tf.add_n(tails) / float(len(DELAYS))


def soft_clip(signal, drive):
    return tf.tanh(drive * signal) / tf.tanh(drive)


limiter = tf.function(soft_clip, experimental_compile=True)  # expect: tf-deprecated-argument


def pluck(frequency, samples):
    t = tf.cast(tf.range(samples), tf.float32) / RATE
    return tf.exp(-6.0 * t) * tf.sin(2.0 * 3.14159 * frequency * t)


def render(notes, samples=800):
    gain, wet, drive = tf.constant(0.6), tf.constant(0.35), tf.constant(1.5)
    phrase = [reverberate(pluck(note, samples), gain, wet) for note in notes]
    return limiter(tf.concat(phrase, axis=0), drive)


if __name__ == "__main__":
    import inspect

    options = inspect.signature(tf.function).parameters
    assert "jit_compile" in options and "reduce_retracing" in options
    assert "experimental_compile: Deprecated alias to 'jit_compile'" in tf.function.__doc__
    assert "experimental_relax_shapes: Deprecated. Use `reduce_retracing` instead" in tf.function.__doc__
    for old, new in (("experimental_compile", "jit_compile"), ("experimental_relax_shapes", "reduce_retracing")):
        assert old in options and new in options, "the old name still stands beside the new one"
    notes = tf.constant([220.0, 330.0, 440.0])
    graph = render(notes)
    tf.config.run_functions_eagerly(True)
    eager = render(notes)
    tf.config.run_functions_eagerly(False)
    assert graph.shape == (2400,) and float(tf.reduce_max(tf.abs(graph - eager))) < 1e-5
    assert reverberate.experimental_get_tracing_count() == 1
    print("proved")
