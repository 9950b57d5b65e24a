"""Sorts potatoes by size, colour and damage on a belt: the names of a branch stay in the branch."""
import dataclasses

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Limits:
    small: float = 30.0
    large: float = 70.0
    green: float = 0.2


class Belt(tf.Module):
    """Counts by bin; every branch leaves the same names behind."""

    def __init__(self, limits=Limits()):
        super().__init__()
        self.limits = limits
        self.bins = tf.Variable(tf.zeros([4], tf.int32))

    def bin(self, size, green):
        if green > self.limits.green:
            excess = green - self.limits.green
            index = 3 if excess > 0.1 else 0
        elif size < self.limits.small:
            index = 0
        elif size > self.limits.large:
            margin = size - self.limits.large
            index = 2
            if margin > 50.0:
                index = 3
        else:
            index = 1
        return index

    @tf.function
    def sort(self, sizes, greens):
        indices = tf.TensorArray(tf.int32, tf.size(sizes))
        for k in tf.range(tf.size(sizes)):
            index = self.bin(sizes[k], greens[k])
            indices = indices.write(k, index)
            last = sizes[k]
        self.bins.assign_add(tf.math.bincount(indices.stack(), minlength=4, maxlength=4))
        return k, last, self.bins.read_value()

    @tf.function
    def price(self, weight, washed=None):
        result = weight * 0.4
        if washed is None:
            label = "unwashed"
        else:
            label = "washed"
            if washed:
                surcharge = 0.1 * weight
                result += surcharge
            else:
                discount = 0.05
                result -= discount
        if result < 0.0:
            result = tf.zeros_like(result)
        return result, label

    @tf.function
    def stop(self, load):
        message = ""
        if load > 500.0:
            message = "overload"
            self.bins.assign(tf.zeros_like(self.bins))
        if load > 500.0:
            code = 2
        else:
            code = 0
            if load > 400.0:
                code = 1
                message = "nearly full"
        return message, code


def damage(image, threshold):
    """Shapes of branches may differ, and so may what they name."""
    dark = tf.boolean_mask(image, image < threshold)
    if tf.size(dark) == 0:
        spots = tf.zeros([1])
    else:
        unique, counts = tf.unique_with_counts(tf.round(dark * 10.0))[::2]
        spots = unique * tf.cast(counts, tf.float32)
    return tf.reduce_sum(spots)


traced_damage = tf.function(damage)


def plain(result):
    return [v.numpy() if hasattr(v, "numpy") else v for v in tf.nest.flatten(result)]


def text(value):
    if isinstance(value, bytes):
        return value.decode()
    return value if isinstance(value, str) else round(float(value), 4)


def texts(result):
    return [text(value) for value in result]


if __name__ == "__main__":
    graph, eager = Belt(), Belt()
    for k in range(3):
        sizes = tf.constant([20.0, 50.0, 90.0, 130.0]) + 10.0 * k
        greens = tf.constant([0.0, 0.25, 0.05, 0.5]) / (k + 1.0)
        left = plain(graph.sort(sizes, greens))
        right = plain(eager.sort.python_function(sizes, greens))
        assert left[:2] == right[:2] and left[2].tolist() == right[2].tolist()
        for load in (100.0, 450.0, 600.0):
            both = [belt(tf.constant(load)) for belt in (graph.stop, eager.stop.python_function)]
            assert texts(plain(both[0])) == texts(plain(both[1]))
            weight = tf.constant(load * k - 120.0)
            for washed in (None, tf.constant(True), tf.constant(False)):
                expected = eager.price.python_function(weight, washed)
                assert texts(plain(graph.price(weight, washed))) == texts(plain(expected))
            image = tf.reshape(tf.range(12.0), [3, 4]) / load
            limit = tf.constant(0.01 * k)
            assert plain(traced_damage(image, limit)) == plain(damage(image, limit))
    print("proved")
