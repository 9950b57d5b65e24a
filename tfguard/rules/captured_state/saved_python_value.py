"""Finds SavedModels whose functions cannot be called after loading, or keep a Python value.

What it does
    Reports ``tf.saved_model.save`` of an object with a traced method that was never called and has no
    ``input_signature``; that takes a Python value, of which only the traced ones are saved; or that reads
    Python state which the program changes. Silent: methods with a signature of tensors, methods that are
    called (or asked for a concrete function) before saving, flags of which both values were traced, and
    variables.

Why it is a problem
    A SavedModel holds graphs and variables, and no Python code. A method that was never traced has no graph:
    after loading, a call raises ``Found zero restored functions for caller function`` (experiment:
    examples/saved_python_value/bad_never_called.py). A Python argument is part of its trace, and there is
    nobody to make another one: ``Could not find matching concrete function to call loaded from the
    SavedModel`` (bad_flag_argument.py, bad_number_argument.py). Attributes and globals were read while
    tracing; what the program sets them to afterwards reaches the Python object only
    (bad_captured_attribute.py).

Use instead
    An ``input_signature``: saving then makes the trace. Numbers and flags that change are tensors of the
    signature, with a tensor condition in the body. State that changes is a ``tf.Variable``, which is saved
    and can be assigned to after loading.

How it is proved
    The project's own code makes the object and saves it; the SavedModel is loaded again and called with the
    arguments of the project's own calls. Confirmed when it has no trace of the method; when it refuses a
    Python value that the project passes (or a flag's other value), which the object takes, and accepts the
    call with the value of the trace; or when it gives an old result where the object gives a new one,
    variables being equal, and both give the same without the change.

Versions
    The texts are the same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    In preview: how a SavedModel is used after loading is seldom in the program that saves it. Objects that
    are saved by Keras (``model.export``, ``model.save``) or in a ``tf.train.Checkpoint`` are not looked at.

References
    - Using the SavedModel format: https://www.tensorflow.org/guide/saved_model
    - https://www.tensorflow.org/api_docs/python/tf/saved_model/save
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, LostBySaving, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.calls import FunctionSaved

_NO_MATCH = "Could not find matching concrete function to call loaded from the SavedModel"
_NO_FUNCTION = "Found zero restored functions for caller function"
_RELATED = {
    "untraced": "the method that is never traced",
    "scalar": "traced with a Python value",
    "captured": "changed here",
}


def check(event: FunctionSaved) -> Iterator[Report]:
    """Report what a SavedModel does not hold."""
    yield Report(
        _message(event),
        related=() if event.related is None else ((event.related, _RELATED[event.problem]),),
        target=event.detail or event.method,
    )


def _message(event: FunctionSaved) -> str:
    method, detail = event.method, event.detail
    if event.problem == "untraced":
        return (
            f"{method} has no trace when it is saved, and cannot be called after loading; "
            "give it an input_signature, or call it before saving"
        )
    if event.problem == "scalar":
        return (
            f"after loading, {method} takes only those Python values of {detail} that it was traced with; "
            f"make {detail} a tensor of an input_signature"
        )
    return (
        f"{method} reads {detail}, and the SavedModel keeps the value of the trace; "
        "make it a tf.Variable, or a tensor argument"
    )


RULE = Rule(
    id="W7405",
    symbol="tf-saved-python-value",
    summary="a SavedModel keeps a traced Python value, or has no trace to call",
    events=(FunctionSaved,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (Raises(("ValueError",), _NO_MATCH), Raises(("ValueError",), _NO_FUNCTION), LostBySaving()),
    ),
    errors=(_NO_MATCH, _NO_FUNCTION),
    preview=True,
)
