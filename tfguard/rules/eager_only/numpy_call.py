"""Finds ``.numpy()`` on a tensor or a variable in code that TensorFlow traces.

What it does
    Reports ``x.numpy()`` where ``x`` is a tensor of the graph that is being built, also one made by
    ``tf.constant`` in the traced function, and ``v.numpy()`` on a ``tf.Variable`` there.

Why it is a problem
    A tensor of a graph stands for values that later calls will compute; while the graph is built there is
    nothing to give to NumPy. The first call raises ``AttributeError`` for a tensor and
    ``NotImplementedError`` for a variable (experiment: examples/numpy_call). A tensor made *outside* of
    the traced function and only read in it has its value, and so has any tensor in ``tf.py_function``.

Use instead
    Compute with TensorFlow's own functions and take ``.numpy()`` of the result, in the caller. For code
    that needs NumPy, ``tf.py_function`` or ``tf.numpy_function``. For what is known of a constant while
    tracing, ``tf.get_static_value``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the call of ``numpy``.

Versions
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21; the class in the text is ``Tensor`` up to 2.13 and
    ``SymbolicTensor`` from 2.14 on. ``x.ndim`` fails with 2.12 only, and is reported for
    ``target-tensorflow = "2.12"``.

Known limits
    Tensors in containers of which nothing is known are not followed. Code under
    ``tf.executing_eagerly()``, ``hasattr(x, "numpy")`` or in a ``try`` that waits for the error is left
    alone.

References
    - https://www.tensorflow.org/api_docs/python/tf/Tensor#numpy
    - Better performance with tf.function, section "Using Python iterators and generators" and "Limitations":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_NDIM, NO_NUMPY, NOT_EAGER
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report a value that is asked for too early."""
    if event.use is Use.NUMPY_METHOD:
        yield Report(
            f"{event.text} fails while tracing: a symbolic tensor has no value yet; compute with TensorFlow "
            "and take .numpy() of the result outside, or use tf.py_function",
            event.surest,
        )
    elif event.use is Use.VARIABLE_NUMPY:
        yield Report(
            f"{event.text} fails while tracing; use the variable itself, or its read_value()",
        )
    elif event.use is Use.AXES and event.is_tensor:
        yield Report(
            f"{event.text} fails while tracing with {event.context.target.names}: symbolic tensors have ndim "
            "from TensorFlow 2.13 on; use shape.rank",
            event.surest,
        )


RULE = Rule(
    id="E7601",
    symbol="tf-numpy-call",
    summary=".numpy() of a symbolic tensor or of a variable fails while tracing",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                ("AttributeError", "NotImplementedError"),
                f"{NO_NUMPY}|{NOT_EAGER}|{NO_NDIM}",
            ),
        ),
    ),
    errors=(
        "object has no attribute 'numpy'",
        "object has no attribute 'ndim'",
        "numpy() is only available when eager execution is enabled",
    ),
)
