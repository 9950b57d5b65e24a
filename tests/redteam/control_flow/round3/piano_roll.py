"""Reads piano rolls and plays them: exceptions are Python's own, or are met where ops run at once."""
import json

import numpy as np
import tensorflow as tf

try:
    import an_optional_codec as codec
except ImportError:
    codec = None

KEYS = 6


def tempo(settings, default=120.0):
    try:
        value = json.loads(settings)["tempo"]
    except (KeyError, json.JSONDecodeError):
        value = default
    return 60.0 / value


@tf.function(reduce_retracing=True)
def play(roll, settings="{}"):
    """Energy of each key over time; the tempo comes from text that Python reads."""
    beat = tempo(settings)
    energy = tf.zeros([KEYS])
    try:
        for column in roll:
            energy = energy * tf.exp(-beat) + column
    finally:
        scale = 1.0 / KEYS
    return energy * scale


@tf.function(reduce_retracing=True)
def transpose(roll, by):
    try:
        shift = int(by)
    except ValueError:
        shift = 0
    if shift == 0:
        return roll
    return tf.roll(roll, shift, axis=1)


@tf.function
def stacked(rolls):
    """Rolls of unlike widths cannot be stacked; the first will do."""
    try:
        both = tf.stack(rolls)
    except (ValueError, tf.errors.InvalidArgumentError):
        both = rolls[0][tf.newaxis]
    if tf.reduce_max(both) > 1.0:
        both = both / tf.reduce_max(both)
    return tf.reduce_sum(both)


def decode(data):
    """Runs in Python, for each file."""
    try:
        return tf.io.decode_raw(data.numpy(), tf.uint8, fixed_length=KEYS)
    except tf.errors.InvalidArgumentError:
        return tf.zeros([KEYS], tf.uint8)


def files(contents):
    dataset = tf.data.Dataset.from_tensor_slices(contents)
    dataset = dataset.map(lambda data: tf.py_function(decode, [data], tf.uint8))
    return dataset.map(lambda keys: tf.cast(tf.ensure_shape(keys, [KEYS]), tf.float32)).batch(2)


def mean_energy(dataset):
    """Until the data are used up; bad batches are left out."""
    batches, energies = iter(dataset), []
    while True:
        try:
            roll = next(batches)
            energies.append(play(tf.debugging.check_numerics(tf.math.log(roll + 1.0), "roll")))
        except StopIteration:
            break
        except tf.errors.InvalidArgumentError:
            continue
    return np.mean([energy.numpy() for energy in energies], axis=0)


def plain(result):
    return np.round(np.asarray(result), 5).tolist()


if __name__ == "__main__":
    assert codec is None
    rolls = [tf.reshape(tf.range(12.0), [2, KEYS]), tf.eye(KEYS), tf.zeros([0, KEYS])]
    for roll in rolls:
        assert plain(play(roll)) == plain(play.python_function(roll))
        assert plain(transpose(roll, "2")) == plain(transpose.python_function(roll, "2"))
    for pair in (rolls[:2], rolls[1:], [rolls[1], rolls[1]]):
        expected = plain(stacked.python_function(pair))
        assert plain(stacked(pair)) == expected  # allow: tf-shape-retrace
    assert tempo("") == tempo("{}") == 0.5 and tempo('{"tempo": 60}') == 1.0
    contents = [b"\x01\x02\x03\x04\x05\x06", b"", b"\x00\x02\x00\x02\x00\x02"]
    first, second = mean_energy(files(contents)), mean_energy(files(contents))
    assert plain(first) == plain(second) and first.shape == (KEYS,)
    tf.config.run_functions_eagerly(True)
    assert plain(mean_energy(files(contents))) == plain(first)
    tf.config.run_functions_eagerly(False)
    print("proved")
