"""Parking meters: exported functions whose signatures look odd and fit."""
import collections
import functools

import tensorflow as tf

MINUTES = tf.TensorSpec(shape=[None], dtype=tf.float32, name="minutes")
FLAG = tf.TensorSpec([], tf.bool)
Stay = collections.namedtuple("Stay", ["minutes", "zone"])
STAY = Stay(MINUTES, tf.TensorSpec([None], tf.int32))
PRICES = (0.05, 0.02, 0.01)


def fee(minutes, zone, prices):
    return tf.gather(prices, zone) * minutes


central_fee = tf.function(functools.partial(fee, prices=PRICES), input_signature=tuple(STAY))
flat_fee = tf.function(functools.partial(fee, zone=1, prices=PRICES), input_signature=[MINUTES])


@tf.function(input_signature=[MINUTES, FLAG])
def rounded(minutes, up=True):
    if up:
        return tf.math.ceil(minutes / 15.0) * 15.0
    return tf.floor(minutes / 15.0) * 15.0


@tf.function(input_signature=[MINUTES] * 3)
def longest(*stays):
    return tf.stack([tf.reduce_max(stay) for stay in stays])


@tf.function(input_signature=([STAY],))
def total(stays):
    stay = stays[0]
    return tf.reduce_sum(fee(*stay, tf.constant(PRICES)))


@tf.function(input_signature=[{"minutes": MINUTES, "ticket": tf.RaggedTensorSpec([None, None], tf.int32)}])
def tickets(record):
    return tf.reduce_sum(record["ticket"], axis=1), record["minutes"] * 2.0


@tf.function(input_signature=[MINUTES])
def discounted(minutes, rate=0.5, *, floor=0.0, **unused):
    return tf.maximum(minutes * rate, floor)


class Meter(tf.Module):
    SIGNATURE = (MINUTES,)

    def __init__(self):
        super().__init__()
        self.sold = tf.Variable(0.0)
        self.sell = tf.function(self._sell, input_signature=self.SIGNATURE)

    def _sell(self, minutes, price=0.1):
        return self.sold.assign_add(tf.reduce_sum(minutes) * price)

    @tf.function(input_signature=())
    def close(self):
        return self.sold.assign(0.0)


def same(graph, eager):
    flat = zip(tf.nest.flatten(graph), tf.nest.flatten(eager))
    return all(float(tf.reduce_max(tf.abs(tf.cast(a - b, tf.float32)))) < 1e-5 for a, b in flat)


if __name__ == "__main__":
    meter, reference = Meter(), Meter()
    for minutes, zone in ((tf.constant([10.0, 50.0]), tf.constant([0, 2])), (tf.constant([31.0]), tf.constant([1]))):
        assert same(central_fee(minutes, zone), fee(minutes, zone, tf.constant(PRICES)))
        assert same(flat_fee(minutes), minutes * PRICES[1])
        assert same(rounded(minutes), rounded.python_function(minutes))
        assert same(rounded(minutes, False), rounded.python_function(minutes, False))
        assert same(longest(minutes, minutes, minutes), longest.python_function(minutes, minutes, minutes))
        assert same(total([Stay(minutes, zone)]), total.python_function([Stay(minutes, zone)]))
        record = {"minutes": minutes, "ticket": tf.ragged.constant([[1, 2], [3]])}
        assert same(tickets(record), tickets.python_function(record))
        assert same(discounted(minutes), discounted.python_function(minutes))
        assert same(meter.sell(minutes), reference._sell(minutes))
    assert same(meter.sold, reference.sold) and float(meter.close()) == 0.0
    print("proved")
