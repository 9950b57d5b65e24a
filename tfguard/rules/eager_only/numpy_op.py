"""Finds NumPy functions that are given a symbolic tensor.

What it does
    Reports a call such as ``np.mean(x)`` or ``np.stack([x, y])`` in a traced function where an argument
    is, or holds, a tensor of the graph that is being built.

Why it is a problem
    NumPy asks the tensor for an array, and a tensor of a graph has no values while the graph is built:
    the first call raises ``NotImplementedError``, or ``TypeError`` where NumPy wants a size, as in
    ``np.eye(tf.shape(x)[0])`` (experiment: examples/numpy_op). NumPy on what is known while tracing
    works: shapes, Python numbers, arrays, tensors made outside.

Use instead
    The function of the same purpose in ``tf`` or ``tf.math`` (``tf.reduce_mean`` for ``np.mean``,
    ``tf.stack`` for ``np.stack``), or ``tf.experimental.numpy``. For functions without a twin,
    ``tf.numpy_function``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the call.

Versions
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21. ``np.ndim(x)`` works from 2.13 on; with 2.12 it
    fails like the others, and is reported for ``target-tensorflow = "2.12"``.

Known limits
    A parameter may be an array or a number: it is taken for a tensor only where it is used as one
    (``x.shape``, ``tf.reduce_mean(x)``).

References
    - NumPy interoperability of tensors: https://www.tensorflow.org/guide/basics
    - https://www.tensorflow.org/api_docs/python/tf/numpy_function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_ARRAY, NOT_EAGER
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report NumPy on a tensor without values."""
    if event.use is Use.NUMPY_FUNCTION and event.is_tensor:
        yield Report(
            f"{event.by}() fails while tracing: a symbolic tensor has no values for NumPy; use TensorFlow's "
            "own function, or tf.numpy_function",
            event.surest,
            target=event.by,
        )


RULE = Rule(
    id="E7603",
    symbol="tf-numpy-op",
    summary="a NumPy function on a symbolic tensor fails while tracing",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(("NotImplementedError",), f"{NO_ARRAY}|{NOT_EAGER}"),
            Raises(("TypeError",), "cannot be interpreted as an integer"),
        ),
    ),
    errors=("Cannot convert a symbolic tf.Tensor * to a numpy array",),
)
