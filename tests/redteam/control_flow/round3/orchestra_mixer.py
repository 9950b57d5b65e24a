"""Mixes the microphones of an orchestra: gates, gains and a limiter, chosen by name and bound beforehand."""
import functools

import tensorflow as tf

FRAME = 8


def gate(samples, floor):
    """Samples and the gain that was applied."""
    if tf.reduce_max(tf.abs(samples)) < floor:  # expect: tf-branch-dtype
        return tf.zeros_like(samples), tf.constant(0)
    return samples, tf.constant(1.0)


def staged_gate(samples, floor):
    if tf.reduce_max(tf.abs(samples)) < floor:
        return tf.zeros_like(samples), tf.constant(0.0)
    return samples, tf.constant(1.0)


def limit(samples, ceiling):
    peak = tf.reduce_max(tf.abs(samples))
    gain = 1.0 if peak <= ceiling else ceiling / peak
    return samples * gain, gain


def chain(*stages):
    def apply(samples):
        gains = []
        for stage in stages:
            samples, gain = stage(samples)
            gains.append(gain)
        return samples, gains

    return apply


def channel(noise_gate):
    return tf.function(
        chain(functools.partial(noise_gate, floor=0.05), functools.partial(limit, ceiling=0.8))
    )


@tf.function
def reverb(samples, echoes):
    """Adds echoes; each is longer than the one before."""
    tail = samples
    for k in tf.range(1, echoes + 1):  # expect: tf-branch-dtype
        delay = tf.zeros([2])
        tail = tf.concat([tail, delay], 0) + 0.5 * tf.concat([delay, tail], 0)
    return tail


@tf.function
def staged_reverb(samples, echoes):
    tail = samples
    for k in tf.range(1, echoes + 1):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(tail, tf.TensorShape([None]))])
        delay = tf.zeros([2])
        tail = tf.concat([tail, delay], 0) + 0.5 * tf.concat([delay, tail], 0)
    return tail


@tf.function
def trimmed(samples, wide):
    """Branches may differ in shape."""
    if wide:
        out = samples
    else:
        out = samples[: FRAME // 2]
    return tf.reduce_sum(out)


def text_of(function, *arguments):
    try:
        function(*arguments)
    except (TypeError, ValueError) as error:
        return type(error), str(error)
    raise AssertionError("traced")


def plain(result):
    return [round(float(v), 5) for part in tf.nest.flatten(result) for v in tf.reshape(part, [-1])]


if __name__ == "__main__":
    loud, soft = tf.linspace(-1.0, 1.0, FRAME), tf.linspace(-0.01, 0.02, FRAME)
    strings, staged_strings = channel(gate), channel(staged_gate)
    for samples in (loud, soft):
        assert plain(strings.python_function(samples)) == plain(staged_strings(samples))
        kind, text = text_of(strings, samples)
        assert kind is TypeError and "but dtype float32 in the else branch" in text and "int32" in text, text
        assert "if tf.reduce_max(tf.abs(samples)) < floor:  # exp" in text, text
        for echoes in (1, 3):
            count = tf.constant(echoes)
            assert plain(reverb.python_function(samples, count)) == plain(staged_reverb(samples, count))
        kind, text = text_of(reverb, samples, tf.constant(2))
        assert kind is ValueError and "has shape (8,) before the loop" in text, text
        assert "for k in tf.range(1, echoes + 1):" in text, text
        for wide in (True, False):
            flag = tf.constant(wide)
            assert plain(trimmed(samples, flag)) == plain(trimmed.python_function(samples, flag))
    print("proved")
