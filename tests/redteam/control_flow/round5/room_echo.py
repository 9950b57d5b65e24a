"""Renders plucked notes and puts them into an artificial room."""
import functools

import tensorflow as tf

RATE = 4000.0
SAMPLES = 1200
ECHOES = 150


def pluck(pitch, partials):
    """A decaying tone from a number of partials."""
    seconds = tf.range(SAMPLES, dtype=tf.float32) / RATE
    waves = []
    for n in tf.range(1.0, partials + 1.0):
        wave = tf.sin(6.2832 * pitch * n * seconds) / n
        waves.append(wave * tf.exp(-4.0 * n * seconds))  # expect: tf-list-append-in-tensor-loop
    return tf.add_n(waves)


def add_room(dry, spacing=7):
    wet = dry
    for echo in range(1, ECHOES):  # expect: tf-python-loop-unroll
        delayed = tf.pad(dry[: SAMPLES - echo * spacing], [[echo * spacing, 0]])
        wet = wet + 0.97**echo * delayed
    return wet


def limited(mix):
    peak = tf.reduce_max(tf.abs(mix))
    assert peak > 0, "silence cannot be normalised"  # expect: tf-tensor-assert
    return mix / peak


@tf.function
def render(pitches):
    voice = functools.partial(pluck, partials=tf.constant(5.0))
    return tf.map_fn(voice, pitches)


@tf.function
def hall(voices):
    return tf.map_fn(lambda voice: add_room(voice), voices)


def _mixdown(voices):
    return limited(tf.reduce_sum(voices, axis=0))


mixdown = tf.function(_mixdown)


def main():
    chord = tf.constant([220.0, 277.2, 329.6])
    return mixdown(hall(render(chord)))


if __name__ == "__main__":
    chord = tf.constant([220.0, 277.2, 329.6])
    voices = render.python_function(chord)
    assert voices.shape == (3, SAMPLES)
    try:
        render(chord)
    except (TypeError, ValueError) as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the partials came through")
    definition = hall.get_concrete_function(voices).graph.as_graph_def()
    pads = max(sum(node.op == "Pad" for node in function.node_def) for function in definition.library.function)
    assert pads == ECHOES - 1, pads
    assert float(tf.reduce_max(_mixdown(voices))) <= 1.0
    try:
        mixdown(voices)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "assert peak > 0" in str(error), error
    else:
        raise AssertionError("the assert was traced")
    print("proved")
