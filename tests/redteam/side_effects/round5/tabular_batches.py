"""Turns batches of raw table columns into model inputs."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

NUMERIC = ("age", "income")


def drop_identifiers(columns):
    """Takes the columns out of `columns` that name a person, and returns the rest."""
    columns.pop("customer_id", None)  # expect: tf-argument-mutation
    return columns


def standardise(values, mean: float, deviation: float):
    return (tf.cast(values, tf.float32) - mean) / deviation


class Assembler:
    def __init__(self, statistics: dict[str, tuple[float, float]]):
        self.statistics = statistics

    @tf.function
    def assemble(self, columns):
        kept = drop_identifiers(columns)
        parts = [standardise(kept[name], *self.statistics[name]) for name in NUMERIC]
        return tf.stack(parts, axis=1)

    @tf.function
    def with_lags(self, windows, newest):
        windows.insert(0, newest)  # expect: tf-argument-mutation
        return tf.concat(windows, axis=0)


def raw_batch():
    return {
        "customer_id": tf.constant([7, 8]),
        "age": tf.constant([30, 50]),
        "income": tf.constant([1000.0, 3000.0]),
    }


def raises_mutation(call, parameter: str) -> bool:
    try:
        call()
    except ValueError as error:
        return "should not modify its Python input arguments" in str(error) and parameter in str(error)
    return False


if __name__ == "__main__":
    assembler = Assembler({"age": (40.0, 10.0), "income": (2000.0, 1000.0)})

    tf.config.run_functions_eagerly(True)
    batch, lags = raw_batch(), [tf.zeros([2])]
    np.testing.assert_allclose(assembler.assemble(batch), [[-1.0, -1.0], [1.0, 1.0]])
    assert "customer_id" not in batch
    assert assembler.with_lags(lags, tf.ones([1])).shape == [3] and len(lags) == 2

    tf.config.run_functions_eagerly(False)
    assert raises_mutation(lambda: assembler.assemble(raw_batch()), "columns")
    assert raises_mutation(lambda: assembler.with_lags([tf.zeros([2])], tf.ones([1])), "windows")
    print("proved")
