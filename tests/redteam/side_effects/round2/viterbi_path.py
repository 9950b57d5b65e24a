"""Viterbi decoding of a hidden Markov model with back-pointers in TensorArrays."""

from __future__ import annotations

import functools

import tensorflow as tf

graph_mode = functools.partial(tf.function, reduce_retracing=True)


def _store(array: tf.TensorArray, index, value) -> None:
    """Put a row into an array."""
    array.write(index, value)  # expect: tf-tensorarray-write-dropped


class HiddenMarkovModel:
    """Log-probabilities of a discrete model."""

    def __init__(self, initial, transition, emission):
        self.initial = tf.math.log(tf.constant(initial))
        self.transition = tf.math.log(tf.constant(transition))
        self.emission = tf.math.log(tf.constant(emission))

    @property
    def states(self) -> int:
        return self.initial.shape[0]

    def emit(self, symbol):
        return tf.gather(self.emission, symbol, axis=1)


@graph_mode
def viterbi(model, symbols):
    """The most probable state sequence for a vector of symbols."""
    length = tf.shape(symbols)[0]
    pointers = tf.TensorArray(tf.int32, size=length, element_shape=[model.states], clear_after_read=False)
    score = model.initial + model.emit(symbols[0])
    for t in tf.range(1, length):
        candidates = score[:, None] + model.transition
        _store(pointers, t, tf.argmax(candidates, axis=0, output_type=tf.int32))
        score = tf.reduce_max(candidates, axis=0) + model.emit(symbols[t])
    table = pointers.stack()
    path = tf.TensorArray(tf.int32, size=length, element_shape=[])
    state = tf.argmax(score, output_type=tf.int32)
    path = path.write(length - 1, state)
    for back in tf.range(1, length):
        t = length - back
        state = table[t, state]
        path = path.write(t - 1, state)
    return path.stack(), tf.reduce_max(score)


def weather_model() -> HiddenMarkovModel:
    return HiddenMarkovModel([0.2, 0.8], [[0.8, 0.2], [0.3, 0.7]], [[0.1, 0.9], [0.7, 0.3]])


if __name__ == "__main__":
    model = weather_model()
    eager_paths, graph_paths = [], []
    for symbols in ([0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 1, 0]):
        symbols = tf.constant(symbols)
        eager_path, eager_score = viterbi.python_function(model, symbols)
        graph_path, graph_score = viterbi(model, symbols)
        assert abs(float(eager_score) - float(graph_score)) < 1e-5
        eager_paths.append(eager_path.numpy().tolist())
        graph_paths.append(graph_path.numpy().tolist())
    assert eager_paths != graph_paths, eager_paths
    assert all(path[:-1] == [0, 0, 0] for path in graph_paths), graph_paths
    print("proved")
