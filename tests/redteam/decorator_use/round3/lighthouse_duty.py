"""Rosters for lighthouse keepers: objects that look as if nobody kept them, and that somebody keeps."""
from __future__ import annotations

import contextlib
import functools

import tensorflow as tf


class Roster(tf.Module):
    def __init__(self, keepers: int) -> None:
        super().__init__()
        self.load = tf.Variable(tf.zeros([keepers]))

    @tf.function
    def assign(self, hours: tf.Tensor) -> tf.Tensor:
        keeper = tf.argmin(self.load)
        self.load.scatter_nd_add([[keeper]], [hours])
        return keeper

    @tf.function
    def __call__(self, hours: tf.Tensor) -> tf.Tensor:
        return tf.reduce_max(self.load) + hours

    def plan(self, hours: tf.Tensor) -> list[int]:
        return [int(self.assign(watch)) for watch in hours]


class Wages:
    """Compiled for each object; the compiled function holds its owner."""

    def __init__(self, rate: float) -> None:
        self.rate = tf.constant(rate)
        self.pay = tf.function(self._pay)

    def _pay(self, hours: tf.Tensor) -> tf.Tensor:
        return hours * self.rate


class Calendar:
    """One for all, however often it is asked for."""

    _only: Calendar | None = None

    def __new__(cls) -> Calendar:
        if cls._only is None:
            cls._only = super().__new__(cls)
            cls._only.offset = tf.constant(3)
        return cls._only

    @tf.function
    def weekday(self, day: tf.Tensor) -> tf.Tensor:
        return (day + self.offset) % 7


class Lamp:
    @tf.function
    def flash(self, second: tf.Tensor) -> tf.Tensor:
        return tf.sin(second * 2.0) > 0.5


@functools.lru_cache
def roster(keepers: int) -> Roster:
    return Roster(keepers)


@contextlib.contextmanager
def night(keepers: int):
    yield Roster(keepers)


def longest(hours: tf.Tensor) -> float:
    return float(Roster(3)(hours))


def shares(hours: tf.Tensor) -> tuple[float, int]:
    kept = {"roster": Roster(2), "calendar": Calendar()}
    kept["roster"].assign(hours)
    day = kept["calendar"].weekday(tf.constant(5))
    if int((other := Roster(1)).assign(hours)) == 0:
        hours = other(hours)
    return float(hours), int(day)


if __name__ == "__main__":
    for hours in (tf.constant([4.0, 2.0, 3.0]), tf.constant([1.0, 1.0, 6.0])):
        assert Roster(2).plan(hours)[:2] == [0, 1]
        assert longest(hours[0]) == float(hours[0])
        assert float(Wages(12.0).pay(hours)[1]) == float(hours[1]) * 12.0
        assert int(Calendar().weekday(tf.constant(5))) == 1
        assert bool(Lamp().flash(tf.constant(0.5))) is True
        with night(2) as tonight:
            assert int(tonight.assign(hours[0])) == 0
        assert shares(hours[0]) == (2.0 * float(hours[0]), 1)
    assert [int(roster(2).assign(tf.constant(h))) for h in (4.0, 1.0, 1.0)] == [0, 1, 1]
    assert roster(2).load.numpy().tolist() == [4.0, 2.0]
    print("proved")
