"""Features of card transactions for a scoring model."""
from typing import Dict

import tensorflow as tf

HOURS = 24.0
COLUMNS = ("amount", "balance", "hour")


def ratio(part, whole):
    return tf.math.divide_no_nan(part, whole, "ratio")


@tf.function
def magnitude(amounts):
    """Orders of magnitude of the amounts, from one cent up."""
    cents = tf.maximum(tf.abs(amounts) * 100.0, 1.0)
    return tf.floor(tf.math.log(cents, 10))  # expect: tf-invalid-name-argument


@tf.function
def features(batch: Dict[str, tf.Tensor], rates: tf.Tensor) -> tf.Tensor:
    euros = batch["amount"] * rates
    share = tf.clip_by_value(ratio(euros, batch["balance"]), 0.0, 1.0)
    angle = tf.cast(batch["hour"], tf.float32, name="hour") * 6.2832 / HOURS
    columns = [tf.round(share, 2), tf.sin(angle), tf.cos(angle)]  # expect: tf-invalid-name-argument
    return tf.stack(columns, axis=-1)


@tf.function
def is_large(batch, quantile):
    ordered = tf.sort(batch["amount"], -1, "DESCENDING")
    size = tf.cast(tf.size(ordered), tf.float32)
    place = tf.cast(quantile * size, tf.int32)
    return tf.cast(tf.greater(batch["amount"], ordered[place]), tf.float32)


def read_batch():
    return {
        "amount": tf.constant([12.5, 340.0, 3.99, 99.0]),
        "balance": tf.constant([100.0, 500.0, 20.0, 0.0]),
        "hour": tf.constant([3, 14, 23, 9]),
    }


def score(weights):
    batch = read_batch()
    table = features(batch, tf.constant([1.0, 0.9, 1.0, 1.1]))
    table = tf.concat([table, magnitude(batch["amount"])[:, None]], axis=1)
    return tf.linalg.matvec(table, weights) + is_large(batch, tf.constant(0.25))


if __name__ == "__main__":
    batch = read_batch()
    assert is_large(batch, tf.constant(0.25)).numpy().tolist() == [0.0, 1.0, 0.0, 0.0]
    rates = tf.ones([4])
    assert features.python_function(batch, rates).shape == (4, 3)
    assert magnitude.python_function(batch["amount"]).shape == (4,)
    for call, culprit in (
        (lambda: score(tf.ones([4])), "tf.round(share, 2)"),
        (lambda: magnitude(batch["amount"]), "tf.math.log(cents, 10)"),
    ):
        try:
            call()
        except TypeError as error:
            assert "expected string or bytes-like object" in str(error) and culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
