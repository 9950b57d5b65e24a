"""Results of analysing small programs as vectors; graphs return what graphs can return, in many wrappings."""
from __future__ import annotations

import collections
import dataclasses
import enum

import numpy as np
import tensorflow as tf


class Severity(enum.IntEnum):
    NOTE = 1
    ERROR = 3


@dataclasses.dataclass
class Report:
    """Takes part in TensorFlow's structures by the two methods that they ask for."""

    scores: tf.Tensor
    title: str = "report"

    def __tf_flatten__(self):
        return (self.title,), (self.scores,)

    @classmethod
    def __tf_unflatten__(cls, metadata, components):
        return cls(*components, *metadata)


@tf.function
def analyse(tokens):
    return Report(tf.nn.softmax(tokens), "analysis")


@tf.function
def worst(tokens):
    severity = Severity.ERROR if tokens.shape[0] > 2 else Severity.NOTE
    return severity, tokens.dtype.name, tokens.shape


@tf.function
def grouped(tokens):
    groups = collections.OrderedDict(low=tokens[:2])
    groups["high"] = tokens[2:]
    return groups.values(), dict(groups), [name for name in groups]


@tf.function
def constants(tokens):
    return np.arange(3), b"abc", 1.5, True, range(2), (None, tokens)


@tf.function
def maybe(tokens):
    return tf.experimental.Optional.from_value(tf.reduce_max(tokens))


@tf.function
def nothing(tokens, memory):
    memory.assign(tokens)
    return None


@tf.function
def delayed(tokens):
    """The closure stays inside."""

    def scale(by):
        return tokens * by

    steps = {"double": scale, "half": lambda by: scale(1.0 / by)}
    return steps["half"](2.0) + steps["double"](2.0)


def program():
    return tf.constant([0.5, 1.0, 2.0, 4.0])


if __name__ == "__main__":
    memory = tf.Variable(tf.zeros([4]))
    for _ in range(2):
        report, eager = analyse(program()), analyse.python_function(program())
        assert isinstance(report, Report) and report.title == eager.title
        assert bool(tf.reduce_all(tf.abs(report.scores - eager.scores) < 1e-6))
        severity, name, shape = worst(program())
        assert int(severity) == worst.python_function(program())[0] and name.numpy() == b"float32" and shape[0] == 4
        values, groups, names = grouped(program())
        assert values[0].numpy().tolist() == groups["low"].numpy().tolist() == [0.5, 1.0] and len(names) == 2
        array, text, number, flag, numbers, pair = constants(program())
        assert array.numpy().tolist() == [0, 1, 2] and text.numpy() == b"abc" and float(number) == 1.5
        assert bool(flag) and [int(n) for n in numbers] == [0, 1] and pair[0] is None
        assert float(maybe(program()).get_value()) == float(maybe.python_function(program()).get_value()) == 4.0
        assert nothing(program(), memory) is None and memory.numpy().tolist() == program().numpy().tolist()
        assert delayed(program()).numpy().tolist() == delayed.python_function(program()).numpy().tolist()
    print("proved")
