"""Eager calls run, and tracing with the first axis of the tensors open, as for batches, raises an error."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run, said
from tfguard.confirm.repro.parts.raises import is_expected


def main():
    """Call the function eagerly, then have it traced for batches of any size."""
    eager, graph = run("eager"), run("graph", each=trace_for_any_size)
    print("eagerly: {} calls, {}".format(len(eager.results), said(eager.error)))
    print("traced for batches of any size:", said(graph.error))
    if eager.error is not None:
        return cannot_tell(eager.error)
    if graph.error is not None and not is_expected(graph.error):
        return cannot_tell(graph.error)
    return conclude(graph.error is not None)


def trace_for_any_size(outcome):
    """Trace with the first axis of each argument open."""
    function = outcome.function
    traced = function if hasattr(function, "get_concrete_function") else tf.function(function)
    given, named = tf.nest.map_structure(opened, (list(outcome.given), outcome.named))
    traced.get_concrete_function(*given, **named)


def opened(value):
    """Give the type of a tensor of which only the first axis is not known; other values as they are."""
    if not tf.is_tensor(value) and not isinstance(value, np.ndarray):
        return value
    tensor = tf.convert_to_tensor(value)
    return tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype) if tensor.shape.rank else value
