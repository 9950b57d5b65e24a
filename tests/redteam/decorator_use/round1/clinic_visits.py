"""Summaries of visits to a clinic; graphs return records of many kinds."""
from __future__ import annotations

from typing import NamedTuple, Optional

import tensorflow as tf


class Summary(NamedTuple):
    visits: tf.Tensor
    longest: tf.Tensor
    note: Optional[tf.Tensor] = None


class Interval(tf.experimental.ExtensionType):
    low: tf.Tensor
    high: tf.Tensor

    def width(self):
        return self.high - self.low


@tf.function
def summarise(durations, with_note=False):
    note = tf.strings.as_string(tf.size(durations)) if with_note else None
    return Summary(tf.size(durations), tf.reduce_max(durations), note)


@tf.function
def interval(durations):
    return Interval(tf.reduce_min(durations), tf.reduce_max(durations))


@tf.function
def by_patient(durations, starts):
    ragged = tf.RaggedTensor.from_row_starts(durations, starts)
    return {"visits": ragged, "totals": tf.reduce_sum(ragged, axis=1), "unused": None}


@tf.function
def sparse_calendar(days):
    return tf.sparse.from_dense(tf.reduce_max(tf.one_hot(days, 7), axis=0)), days.shape, "week", 7


@tf.function
def numbered(durations):
    return tf.data.Dataset.from_tensor_slices(durations).enumerate()


@tf.function
def record(durations, journal):
    journal.assign_add(tf.reduce_sum(durations))


def visits():
    return tf.constant([12.0, 45.0, 7.5, 30.0]), tf.constant([0, 1, 3])


if __name__ == "__main__":
    durations, starts = visits()
    journal = tf.Variable(0.0)
    for times in (1, 2):
        graph, eager = summarise(durations), summarise.python_function(durations)
        assert isinstance(graph, Summary) and graph.note is None
        assert int(graph.visits) == int(eager.visits) and float(graph.longest) == float(eager.longest)
        assert summarise(durations, with_note=True).note == summarise.python_function(durations, True).note
        assert float(interval(durations).width()) == float(interval.python_function(durations).width()) == 37.5
        patients = by_patient(durations, starts)
        assert patients["unused"] is None and patients["totals"].numpy().tolist() == [12.0, 52.5, 30.0]
        assert [int(n) for n, _ in numbered(durations)] == [0, 1, 2, 3]
        assert record(durations, journal) is None and float(journal) == times * 94.5
    calendar, shape, name, length = sparse_calendar(tf.constant([1, 3]))
    assert calendar.indices.numpy().tolist() == [[1], [3]] and shape.numpy().tolist() == [2]
    assert name.numpy() == b"week" and int(length) == 7
    print("proved")
