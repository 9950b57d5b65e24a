"""The flagged check, made to fail, stops the graph; when XLA compiles it, the calls return."""

from __future__ import annotations

import contextlib
import functools
import re
import sys

import tensorflow as tf

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said
from tfguard.confirm.repro.parts.without_xla import without_xla

FAILING = {}  # the flagged check made to fail, by its distance from the mark
FAILED = r"(assertion failed: |Tensor had (NaN|[-+]?Inf))"


def main():
    """Make the flagged check fail, compiled and not compiled."""
    compiled, graph = run("graph", FAILING), without_xla(run, FAILING)
    print("made to fail, as a graph:", said(graph.error))
    print("made to fail, compiled by XLA: {} calls, {}".format(len(compiled.results), said(compiled.error)))
    if graph.error is not None and not re.search(FAILED, str(graph.error)):
        return cannot_tell(graph.error)
    if compiled.error is not None and not re.search(FAILED, str(compiled.error)):
        return cannot_tell(compiled.error)
    return conclude(graph.error is not None and compiled.error is None)


@tf.autograph.experimental.do_not_convert
def repro_failing(check):
    """Give a check of a tensor that fails whatever the tensor is."""
    called = check.func if isinstance(check, functools.partial) else check
    name = getattr(called, "__name__", "")

    @tf.autograph.experimental.do_not_convert
    def fails(first, *arguments, **options):
        if "numerics" in name or "finite" in name:
            first = tf.convert_to_tensor(first) * float("nan")
        elif name == "Assert":
            first = tf.logical_and(first, False)
        with denying():
            return check(first, *arguments, **options)

    return fails


@contextlib.contextmanager
def denying():
    """Have TensorFlow's checks assert what is false."""
    homes = ("tensorflow.python.ops.control_flow_assert", "tensorflow.python.ops.control_flow_ops")
    changed = [(home, home.Assert) for home in map(sys.modules.get, homes) if hasattr(home, "Assert")]
    for home, original in changed:
        home.Assert = functools.partial(assert_false, original)
    try:
        yield
    finally:
        for home, original in changed:
            home.Assert = original


def assert_false(original, condition, *arguments, **options):
    """Assert what is false, and keep what the condition is computed from."""
    return original(tf.logical_and(condition, False), *arguments, **options)
