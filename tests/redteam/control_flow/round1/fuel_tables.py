"""Interpolates fuel consumption; loops whose state changes shape, with the invariants that they need."""
import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([], tf.int32), tf.TensorSpec([2], tf.float32)])
def refine(rounds, knots):
    """Doubles the resolution of a table in each round."""
    for _ in tf.range(rounds):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(knots, tf.TensorShape([None]))])
        middle = 0.5 * (knots[1:] + knots[:-1])
        pairs = tf.reshape(tf.stack([knots[:-1], middle], axis=1), [-1])
        knots = tf.concat([pairs, knots[-1:]], axis=0)
    return knots


@tf.function
def crop(table, low, high):
    """Branches whose results differ in shape only."""
    if low > high:
        part = tf.zeros([0])
    elif low < 0.0:
        part = table
    else:
        part = tf.boolean_mask(table, (table >= low) & (table <= high))
    return part


@tf.function
def consumption(speeds, table):
    total = 0.0
    count = 0
    longest = tf.constant(0.0)
    for speed in speeds:
        position = speed * tf.cast(tf.size(table) - 1, tf.float32)
        lower = tf.cast(tf.floor(position), tf.int32)
        upper = tf.minimum(lower + 1, tf.size(table) - 1)
        fraction = position - tf.floor(position)
        value = (1.0 - fraction) * table[lower] + fraction * table[upper]
        total += value
        count += 1
        if value > longest:
            longest = value
    return total, count, longest


@tf.function
def last_above(speeds, limit):
    """The loop variable and what the loop sets are used after it."""
    index = -1
    last = None
    for i in tf.range(tf.size(speeds)):
        if speeds[i] > limit:
            index = i
        last = speeds[i]
    return index, last, i


def table():
    return tf.constant([4.0, 8.0])


def speeds():
    return tf.constant([0.1, 0.5, 0.9, 0.3])


def values(result):
    return [v.numpy().tolist() if hasattr(v, "numpy") else v for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for rounds in (0, 1, 3):
        fine = refine(tf.constant(rounds), table())
        assert values(fine) == values(refine.python_function(tf.constant(rounds), table()))
        for low, high in ((5.0, 7.0), (7.0, 5.0), (-1.0, 3.0)):
            bounds = tf.constant(low), tf.constant(high)
            assert values(crop(table(), *bounds)) == values(crop.python_function(table(), *bounds))
    assert len(fine) == 9
    for offset in (0.0, 0.05, 0.1):
        graph, eager = consumption(speeds() + offset, table()), consumption.python_function(speeds() + offset, table())
        assert all(abs(a - b) < 1e-5 for a, b in zip(values(graph), values(eager))), (graph, eager)
    for limit in (0.4, 0.6, 2.0):
        edge = tf.constant(limit)
        assert values(last_above(speeds(), edge)) == values(last_above.python_function(speeds(), edge))
    print("proved")
