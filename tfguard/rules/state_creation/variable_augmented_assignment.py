"""Finds augmented assignment (``v += x``) to a ``tf.Variable``.

What it does
    Reports ``+=``, ``-=``, ``*=``, ``/=`` and ``**=`` whose target is a ``tf.Variable``: a name, an
    attribute, an item, a parameter of a helper, in traced code. Silent: tensors that were computed from a
    variable or read out of it, and weights of Keras 3, which are no ``tf.Variable`` (there ``+=`` replaces
    the weight: tf-variable-rebound).

Why it is a problem
    A ``tf.Variable`` refuses these operators: RuntimeError ```variable += value` with `tf.Variable`s is not
    supported``, eagerly and as a graph (experiment: examples/variable_augmented_assignment). Rebinding the
    name to a new tensor would leave the variable as it was, silently, which is why TensorFlow forbids it.

Use instead
    ``v.assign_add(x)``, ``v.assign_sub(x)``, ``v.assign(v * x)``. Where a new tensor is meant: ``y = v +
    x``.

How it is proved
    Running the function raises the error at the line in both modes; with ``assign_add`` and its kin it
    runs.

Versions
    The same with TensorFlow 2.12 to 2.15 and 2.21. For ``*=``, ``/=`` and ``**=`` the text begins with ```var
    *= value```.

Known limits
    ``//=``, ``%=`` and ``@=`` are not refused: they bind the target to a new tensor (tf-variable-rebound,
    when it is an attribute or a global).

References
    - https://www.tensorflow.org/api_docs/python/tf/Variable
    - Introduction to variables: https://www.tensorflow.org/guide/variable
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import AUGMENTED_VARIABLE
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.creation import VariableAugmented


def check(event: VariableAugmented) -> Iterator[Report]:
    """Report augmented assignment to variables."""
    cure = {"+=": "assign_add(...)", "-=": "assign_sub(...)"}.get(event.operator, "assign(...)")
    yield Report(
        f"{event.text} {event.operator} ... raises on a tf.Variable; use {event.text}.{cure}",
        target=event.text,
    )


RULE = Rule(
    id="E7105",
    symbol="tf-variable-augmented-assignment",
    summary="augmented assignment to a tf.Variable raises; use assign_add",
    events=(VariableAugmented,),
    check=check,
    proof=Proof(Contrast.BOTH_FAIL, (Raises(("RuntimeError",), AUGMENTED_VARIABLE),)),
    errors=(
        "`variable += value` with `tf.Variable`s is not supported",
        "`var *= value` with `tf.Variable`s is not supported",
    ),
)
