"""Finds calls with equal Python numbers of different types, which share one trace.

What it does
    Reports a call such as ``scale(x, 1.0)`` where an earlier one is ``scale(x, 1)``: the numbers are equal
    and their types are not (``int``, ``float``, ``bool``). Silent: numbers that differ, tensors and NumPy
    numbers, and parameters that ``input_signature`` covers.

Why it is a problem
    TensorFlow looks a trace up by the values of Python arguments, and in Python ``1 == 1.0 == True``, as
    ``0.0 == -0.0``. The later call gets the trace of the earlier one, with the earlier type in it:
    ``fill(1)`` and then ``fill(1.0)`` both give int32, where eagerly the second gives float32 (experiment:
    examples/literal_type_cache/bad_float_after_int.py). Which dtype a call gets depends on who called
    first, and a product that fits into a float overflows as an integer (bad_overflow.py).

Use instead
    Pass tensors with a dtype, ``fill(tf.constant(1.0))``, or write the numbers of all calls in one type.

How it is proved
    The calls are made in the project's order. Confirmed when the flagged call gives another dtype or value
    as a graph than eagerly, and makes no trace of its own.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    In preview, because the type often makes no difference: where the number meets a float tensor, or is
    cast, it becomes a float anyway. Only calls whose order can be seen are compared.

References
    - Better performance with tf.function, section "Rules of tracing":
      https://www.tensorflow.org/guide/function
    - https://docs.python.org/3/library/stdtypes.html#hashing-of-numeric-types
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, SharesTrace
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import inside
from tfguard.tracing.events.calls import LiteralsShareTrace


def check(event: LiteralsShareTrace) -> Iterator[Report]:
    """Report calls that get a trace which was made for another type."""
    winner, later = event.kinds
    yield Report(
        f"this call of {event.function} gets the trace that {event.first.line_text} made with "
        f"{event.first_text}, which equals {event.text}: {event.parameter} is {winner} there, not {later}; "
        f"pass {inside('tf.constant', event.text)}, or one type in all calls",
        related=((event.first, f"traced here, with {event.first_text}"),),
        target=event.text,
        drive=event.drive,
    )


RULE = Rule(
    id="W7306",
    symbol="tf-literal-type-cache",
    summary="equal numbers of different types share one trace, and with it one dtype",
    events=(LiteralsShareTrace,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (SharesTrace(),)),
    preview=True,
)
