"""Sums energies over the tree of fragments into which a molecule has been cut."""
from typing import NamedTuple

import tensorflow as tf


class Fragment(NamedTuple):
    charge: tf.Tensor
    parts: tuple


def repulsion(left, right):
    return left.charge * right.charge


def energy(fragment):
    """The self energy of a fragment, of its parts, and of the pairs among the parts."""
    total = 0.5 * tf.square(fragment.charge)
    for index, part in enumerate(fragment.parts):
        total += energy(part)
        for other in fragment.parts[index + 1 :]:
            total += repulsion(part, other)
    return total


def depth(fragment):
    if not fragment.parts:
        return 1
    return 1 + max(depth(part) for part in fragment.parts)


@tf.function
def stabilised(fragment, dielectric):
    levels = depth(fragment)
    raw = energy(fragment) / dielectric
    if raw > 1.0:
        raw = 1.0 + tf.math.log(raw)
    return raw / tf.cast(levels, tf.float32)


def build(charges):
    leaves = [Fragment(charge, ()) for charge in tf.unstack(charges)]
    inner = Fragment(leaves[0].charge + leaves[1].charge, (leaves[0], leaves[1]))
    return Fragment(inner.charge + leaves[2].charge, (inner, leaves[2]))


def main():
    results = []
    for charges in tf.constant([[0.1, 0.2, -0.4], [1.0, 1.5, 2.0]]):
        results.append(stabilised(build(charges), tf.constant(2.0)))
    return results


if __name__ == "__main__":
    graph = [float(value) for value in main()]
    tf.config.run_functions_eagerly(True)
    eager = [float(value) for value in main()]
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)), (graph, eager)
    assert stabilised.experimental_get_tracing_count() == 1
    print("proved")
