"""Finds attributes and globals that hold a variable and are rebound instead of being assigned.

What it does
    Reports ``self.mean = 0.9 * self.mean + x`` and the like, where the attribute or global holds a variable
    that traced code reads: in traced code, bound to a tensor; in untraced code, bound to a tensor, a new
    variable or None after tracing can have begun; and ``+=`` on a Keras 3 weight, ``//=``, ``%=`` or ``@=``
    on any variable. This rule speaks alone at such a line: it says what tf-attribute-mutation,
    tf-global-write and tf-tensor-leak would say. Silent: local names, constructors (a subclass's too),
    ``assign`` and its kin, and binding an attribute to what its own ``assign_add`` returned.

Why it is a problem
    In traced code the attribute is bound once a trace, to a symbolic tensor. The graph goes on reading the
    variable, whose value never changes; the next traced function that reads the attribute fails with ``...
    is out of scope and cannot be used here`` (experiment: examples/variable_rebound/bad_moving_average.py).
    In untraced code the new object is never seen by the trace, which captured the old variable and keeps it
    alive: after a ``reset`` that makes a new variable the graph goes on counting in the old one
    (bad_new_variable_in_reset.py); so it does when a guarded global is set back to None
    (bad_guard_reset_to_none.py).

    A weight of Keras 3 is no ``tf.Variable`` and does not refuse ``+=``: it gives a tensor, which takes the
    weight's place (bad_keras_weight.py).

Use instead
    ``self.mean.assign(...)``, ``assign_add``, ``assign_sub``; also to reset.

How it is proved
    After the same calls on fresh state the value differs from the eager run, or the results do; or the
    place holds a tensor without a value, and using it raises. In untraced code, the project's own calls are
    made: they give something else as a graph, or use a tensor out of its graph, and without the line both
    modes agree.

Versions
    The error text is the same with TensorFlow 2.12, 2.15, 2.18 and 2.21. Weights of Keras 2 are
    ``tf.Variable`` and refuse ``+=`` (tf-variable-augmented-assignment). The rest was seen with TensorFlow
    2.21 and Keras 3.15.

Known limits
    A variable that is replaced before the first call is fine and silent; where that cannot be told, so is
    the rule. ``self.v = tf.Variable(...)`` in traced code is tf-variable-creation.

References
    - Better performance with tf.function, sections "Depending on Python global and free variables" and
      "Depending on Python objects": https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/Variable
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, KeepsOld, LeaksTensor, Proof, ResultDiffers, StateDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import rebinds_variable
from tfguard.tracing.events.creation import VariableReplaced
from tfguard.tracing.events.effects import StateWritten
from tfguard.tracing.values import is_tensor


def check(event: StateWritten | VariableReplaced) -> Iterator[Report]:
    """Report variables that are replaced instead of assigned."""
    if isinstance(event, VariableReplaced):
        yield Report(
            f"{event.text} holds a variable that {event.reader} has captured: its graph goes on using the "
            f"old one; use {event.text}.assign(...)",
            target=event.text,
        )
    elif rebinds_variable(event) and is_tensor(event.new):
        yield Report(
            f"{event.text} holds a variable and is rebound to a tensor, so the variable never changes; "
            f"use {event.text}.assign(...)",
            target=event.text,
        )


RULE = Rule(
    id="E7106",
    symbol="tf-variable-rebound",
    summary="an attribute or global that holds a variable is rebound, not assigned",
    events=(
        StateWritten,
        VariableReplaced,
    ),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StateDiffers(), ResultDiffers(), LeaksTensor(), KeepsOld())),
    errors=("* is out of scope and cannot be used here",),
)
