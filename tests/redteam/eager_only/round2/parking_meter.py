"""Fees of parking meters; what is constant is computed once, in an eager scope, while tracing."""
import functools

import tensorflow as tf

HOURLY = tf.constant([1.0, 2.5, 4.0])
CENTS = 100


@functools.lru_cache(maxsize=None)
def breakpoints(zones):
    """Python numbers for a Python argument."""
    with tf.init_scope():
        steps = tf.linspace(0.0, 1.0, zones)
        return tuple(steps.numpy().tolist())


class Meter(tf.Module):
    def __init__(self, discount):
        super().__init__()
        self.discount = tf.Variable(discount)
        self.paid = tf.Variable(0.0)

    def rates(self):
        with tf.init_scope():
            table = tf.sort(HOURLY, direction="DESCENDING")
            top = table.numpy()[0]
        return HOURLY / top, float(top)

    @tf.function
    def fee(self, hours, zone):
        """The fee in whole cents, booked in the meter."""
        relative, top = self.rates()
        fraction = tf.get_static_value(tf.constant(0.5))
        steps = breakpoints(len(HOURLY.numpy()))
        share = tf.gather(steps, zone) * fraction
        price = hours * tf.gather(relative, zone) * top * (1.0 - self.discount.read_value()) + share
        cents = tf.round(price * CENTS)
        self.paid.assign_add(cents / CENTS)
        return tf.cast(cents, tf.int32), self.discount.value() + 0.0

    def receipt(self, hours, zone):
        cents, _discount = self.fee(hours, zone)
        return "%.2f paid of %.2f" % (cents.numpy() / CENTS, self.paid.numpy())


@tf.function
def longest(hours):
    sizes = HOURLY.numpy().tolist() if tf.inside_function() else []
    limit = max(sizes, default=4.0)
    return tf.minimum(tf.reduce_max(hours), limit)


if __name__ == "__main__":
    receipts = []
    for eagerly in (False, True):
        tf.config.run_functions_eagerly(eagerly)
        meter = Meter(0.1)
        first = meter.receipt(tf.constant(2.0), tf.constant(1))
        receipts.append([first, meter.receipt(tf.constant(0.5), tf.constant(2))])
    tf.config.run_functions_eagerly(False)
    assert receipts[0] == receipts[1] == ["4.75 paid of 4.75", "2.30 paid of 7.05"], receipts
    stays = tf.constant([0.5, 6.0])
    assert float(longest(stays)) == float(longest.python_function(stays)) == 4.0
    print("proved")
