"""Cuts windows around the beats of an ECG and normalises and labels each of them."""
import functools

import tensorflow as tf

WIDTH = 6
SIGNAL = tf.TensorSpec([None], tf.float32)
PLACES = tf.TensorSpec([None], tf.int32)


def compiled(*specs):
    """A tf.function of the given signature."""
    return functools.partial(tf.function, input_signature=list(specs))


def window(signal, start):
    return signal[start : start + WIDTH]


def centred(beat):
    mean = tf.reduce_sum(beat) / beat.shape[0]  # expect: tf-static-shape
    return beat - mean


def scaled(beat):
    size = tf.cast(tf.size(beat), beat.dtype)
    return beat / tf.sqrt(tf.reduce_sum(tf.square(beat)) / size)


def label(start):
    return tf.constant(f"beat@{start}")  # expect: tf-string-format


@compiled(SIGNAL)
def peaks(signal):
    """Starts of the windows around the local maxima."""
    inner = signal[1:-1]
    is_peak = (inner > signal[:-2]) & (inner >= signal[2:]) & (inner > 0.5)
    places = tf.cast(tf.where(is_peak)[:, 0], tf.int32) + 1 - WIDTH // 2
    return tf.clip_by_value(places, 0, tf.shape(signal)[0] - WIDTH)


@compiled(SIGNAL, PLACES)
def beats(signal, starts):
    return tf.map_fn(lambda start: scaled(window(signal, start)), starts, fn_output_signature=tf.float32)


@compiled(SIGNAL, PLACES)
def centred_beats(signal, starts):
    def cut(start):
        return centred(window(signal, start))

    return tf.map_fn(cut, starts, fn_output_signature=tf.float32)


@compiled(PLACES)
def labels(starts):
    return tf.map_fn(label, starts, fn_output_signature=tf.string)


def analyse(signal):
    starts = peaks(signal)
    names = [name.decode() for name in labels(starts).numpy()]
    return dict(zip(names, beats(signal, starts))), centred_beats(signal, starts)


def ecg():
    return tf.sin(tf.range(30.0)) ** 3


if __name__ == "__main__":
    signal = ecg()
    starts = peaks(signal)
    assert starts.shape[0] >= 3
    assert beats(signal, starts).shape == (starts.shape[0], WIDTH)
    eager = centred_beats.python_function(signal, starts)
    assert float(tf.reduce_max(tf.abs(tf.reduce_sum(eager, axis=1)))) < 1e-5
    eager = labels.python_function(starts).numpy().tolist()
    assert eager == [f"beat@{int(start)}".encode() for start in starts]
    graph = set(labels(starts).numpy())
    assert len(graph) == 1 and graph.pop().startswith(b"beat@Tensor("), graph
    try:
        analyse(signal)
    except (TypeError, ValueError) as error:
        assert "tf.reduce_sum(beat) / beat.shape[0]" in str(error) and "None" in str(error), error
    else:
        raise AssertionError("the length was known")
    print("proved")
