"""Finds operations that are named with something that is no text.

What it does
    Reports a tensor, number, type, list, variable or function that is bound to the argument ``name`` of a
    TensorFlow operation in a traced function, by position (``tf.sqrt(x, tf.float32)``) or by keyword. Most
    often one argument too many was passed. Silent: what may be a text, what is not known, and what is false
    (``None``, ``0``), which counts as no name.

Why it is a problem
    Eager execution does not look at the name. A graph does: ``TypeError`` ("expected string or bytes-like
    object"), or "Using a symbolic tf.Tensor as a Python bool is not allowed" for a tensor (experiment: 377
    operations with one argument or two of a kind, TensorFlow 2.21; examples/invalid_name_argument).

Use instead
    Drop the argument, or pass what was meant under its own keyword (``axis=``, ``dtype=``).

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the call.

Versions
    Seen with TensorFlow 2.21.

Known limits
    In preview. ``tf.cast`` is not judged: it looks at its name only where the type changes.

References
    - https://www.tensorflow.org/api_docs/python/tf/math/sqrt
    - https://www.tensorflow.org/api_docs/python/tf/name_scope
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_TRUTH
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import OperationNamed


def check(event: OperationNamed) -> Iterator[Report]:
    """Report a name that a graph refuses."""
    where = "an argument too many is" if event.positional else "this is"
    yield Report(
        f"{event.text} is named {event.given}: {where} taken for its name, and a graph refuses {event.what} "
        "there",
        target=event.text,
    )


RULE = Rule(
    id="E7608",
    symbol="tf-invalid-name-argument",
    summary="what is no text is bound to the name of an operation: TypeError in a graph only",
    events=(OperationNamed,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                ("TypeError", "AttributeError"),
                rf"expected string or bytes-like object|{NO_TRUTH}|is not subscriptable|"
                r"has no attribute 'lower'|no type variables left",
            ),
        ),
    ),
    errors=("expected string or bytes-like object, got '*'",),
    preview=True,
)
