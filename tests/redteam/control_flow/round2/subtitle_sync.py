"""Aligns subtitles with speech: searches the delay that fits, with and without a fallback."""
import tensorflow as tf

DELAYS = (-2, -1, 0, 1, 2)


def overlap(speech, text, delay):
    return tf.reduce_sum(speech * tf.roll(text, delay, axis=0))


@tf.function
def best_delay(speech, text):
    """The delay with the largest overlap; plain search."""
    best, score = tf.constant(0), tf.constant(-1.0)
    for delay in DELAYS:
        value = overlap(speech, text, delay)
        if value > score:
            best, score = tf.constant(delay), value
    return best, score


@tf.function
def named_delay(speech, text, preferred):
    """The preferred delay when Python knows it, else the best; says whether there is enough overlap."""
    for delay in DELAYS:  # expect: tf-autograph-unconverted
        if delay == preferred:
            break
    else:
        delay = 0
    value = overlap(speech, text, delay)
    if value < 1.0:
        value = tf.constant(0.0)
    return value


@tf.function
def staged_named_delay(speech, text, preferred):
    delay = preferred if preferred in DELAYS else 0
    value = overlap(speech, text, delay)
    if value < 1.0:
        value = tf.constant(0.0)
    return value


@tf.function
def segments(speech, least):
    """Energy of each window, or nothing when all are quiet."""

    def windows():  # expect: tf-autograph-unconverted
        for start in range(0, speech.shape[0] - 1, 2):
            yield speech[start : start + 2]

    energies = tf.stack([tf.reduce_sum(window) for window in windows()])
    if tf.reduce_max(energies) < least:
        energies = tf.zeros_like(energies)
    return energies


@tf.function
def staged_segments(speech, least):
    windows = [speech[start : start + 2] for start in range(0, speech.shape[0] - 1, 2)]
    energies = tf.stack([tf.reduce_sum(window) for window in windows])
    if tf.reduce_max(energies) < least:
        energies = tf.zeros_like(energies)
    return energies


def film():
    speech = tf.constant([0.0, 1.0, 1.0, 0.0, 0.0, 1.0])
    return speech, tf.roll(speech, 1, axis=0)


def same(a, b):
    return bool(tf.reduce_all(tf.equal(a, b)))


if __name__ == "__main__":
    speech, text = film()
    assert all(map(same, best_delay(speech, text), best_delay.python_function(speech, text)))
    assert int(best_delay(speech, text)[0]) == -1
    for preferred in (-1, 7):
        assert same(named_delay.python_function(speech, text, preferred), staged_named_delay(speech, text, preferred))
    for least in (0.5, 9.0):
        limit = tf.constant(least)
        assert same(segments.python_function(speech, limit), staged_segments(speech, limit))
    failed = 0
    for function, arguments in ((named_delay, (speech, text, -1)), (segments, (speech, tf.constant(0.5)))):
        try:
            function(*arguments)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            failed += "as a Python `bool` is not allowed" in str(error)
    assert failed == 2
    print("proved")
