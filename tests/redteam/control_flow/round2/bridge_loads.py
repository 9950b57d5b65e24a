"""Loads on bridges: containers of tensors are built, unpacked and summed by Python."""
import itertools
from collections import namedtuple

import tensorflow as tf

Span = namedtuple("Span", "length load")
LANES = ("left", "middle", "right")


def moments(spans):
    return [span.load * span.length**2 / 8.0 for span in spans]


@tf.function
def totals(lengths, loads):
    """Spans are made of the parts of two tensors."""
    spans = [Span(a, b) for a, b in zip(tf.unstack(lengths), tf.unstack(loads))]
    first, *rest = moments(spans)
    total = sum(rest, first)
    named = {name: span for name, span in zip(LANES, spans)}
    middle = named["middle"]
    length, load = middle
    pairs = [a.load - b.load for a, b in itertools.combinations(spans, 2)]
    rows, columns = tf.expand_dims(loads, 0).shape
    return total, length * load, tf.stack(pairs), tf.zeros([rows, columns])


@tf.function
def lanes(loads):
    left, middle, right = tf.split(loads, 3)
    (a, b), c = tf.split(left, 2), tf.concat([middle, right], 0)
    everything = [a, b, *tf.split(c, 2)]
    largest = max(len(everything), len(LANES))
    smallest = min(part.shape[0] for part in everything)
    if all(part.dtype == tf.float32 for part in everything) and any(n > 2 for n in (largest, smallest)):
        everything = [2.0 * part for part in everything]
    for k, part in reversed(list(enumerate(everything))):
        if k == 0:
            break
        everything[0] = everything[0] + tf.reduce_sum(part)
    return everything[0], largest * smallest


@tf.function
def influence(positions, load):
    """A choice in each element, by a mask and by a map."""
    near = [p if p < 0.5 else 1.0 - p for p in tf.unstack(positions)]
    ordered = sorted({name: k for k, name in enumerate(LANES)}.items(), key=lambda item: -item[1])
    weights = {name: float(k + 1) for name, k in ordered}
    weighted = [weights[name] * value for name, value in zip(LANES, near)]
    mapped = tf.map_fn(lambda p: load * p if p > 0.5 else -load * p, positions)
    kept = list(filter(lambda name: weights[name] > 1.0, LANES))
    return tf.add_n(weighted), mapped, len(kept) * load


@tf.function
def spread(groups):
    """Any number of groups, by name."""
    means = {name: tf.reduce_mean(values) for name, values in groups.items()}
    highest = tf.reduce_max(list(means.values()))
    for name in sorted(means):
        if means[name] == highest:
            means[name] = means[name] * 2.0
    return means


def plain(result):
    return [v if isinstance(v, (int, float)) else v.numpy().tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for scale in (1.0, 2.5, -1.0):
        lengths, loads = tf.constant([10.0, 20.0, 15.0]), scale * tf.constant([1.0, 3.0, 2.0])
        assert plain(totals(lengths, loads)) == plain(totals.python_function(lengths, loads))
        wide = tf.concat([loads, loads], 0)
        assert plain(lanes(wide)) == plain(lanes.python_function(wide))
        positions = tf.constant([0.2, 0.5, 0.9])
        assert plain(influence(positions, loads[1])) == plain(influence.python_function(positions, loads[1]))
        groups = {"north": loads, "south": lengths}
        assert plain(spread(groups)) == plain(spread.python_function(groups))
    print("proved")
