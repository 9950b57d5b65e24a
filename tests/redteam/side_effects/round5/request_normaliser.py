"""Normalises the features of a request before they reach a model."""

from __future__ import annotations

import copy

import numpy as np
import tensorflow as tf

DEFAULTS = {"scale": 1.0, "offset": 0.0, "unused": 5.0}


def with_defaults(options=None, **overrides):
    """Options over the defaults; neither argument is changed."""
    merged = dict(DEFAULTS)
    merged.update(options or {})
    overrides.pop("unused", None)
    merged.update(overrides)
    del merged["unused"]
    return merged


def rename(columns, mapping):
    columns = {**columns}
    for old, new in mapping.items():
        columns[new] = columns.pop(old)
    return columns


class Normaliser:
    mapping = {"amt": "amount", "dur": "duration"}

    def __init__(self, **options):
        self.options = options

    @tf.function
    def normalise(self, columns, weights=None):
        options = with_defaults(self.options, scale=2.0)
        columns = rename(columns, self.mapping)
        weights = list(weights) if weights is not None else []
        weights += [tf.ones([])]
        columns["bias"] = tf.ones_like(columns["amount"])
        total = tf.add_n(weights)
        return {name: options["scale"] * value / total + options["offset"] for name, value in columns.items()}

    @tf.function
    def blend(self, *parts, **named):
        extra = named.pop("extra")
        stack = copy.copy(list(parts))
        stack.append(extra)
        stack.reverse()
        state = {"history": stack[:2]}
        state["history"].extend(named[key] for key in sorted(named))
        return tf.stack(state["history"])


def raw(k: int):
    return {"amt": tf.constant([1.0, 2.0 + k]), "dur": tf.constant([0.5 * k, 1.0])}


def serve(eager: bool):
    tf.config.run_functions_eagerly(eager)
    normaliser = Normaliser(offset=0.25)
    results = []
    for k in range(4):
        columns, weights = raw(k), [tf.constant(1.0), tf.constant(float(k))]
        output = normaliser.normalise(columns, weights)
        assert list(columns) == ["amt", "dur"] and len(weights) == 2
        results += [(name, output[name].numpy().tolist()) for name in sorted(output)]
        mixed = normaliser.blend(*weights, extra=tf.constant(9.0), more=tf.constant(3.0 * k))
        results.append(("mixed", mixed.numpy().tolist()))
    tf.config.run_functions_eagerly(False)
    return results, normaliser.options


if __name__ == "__main__":
    (eager, first), (traced, second) = serve(True), serve(False)
    assert [name for name, _ in eager] == [name for name, _ in traced]
    for (_, left), (_, right) in zip(eager, traced, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-6)
    assert first == second == {"offset": 0.25} and DEFAULTS["unused"] == 5.0
    print("proved")
