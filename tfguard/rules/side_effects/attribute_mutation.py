"""Finds Python attributes that are written while TensorFlow traces and outlive the call.

What it does
    Reports an assignment to an attribute of ``self``, of a class, of a function or of any object that lives
    longer than the call: plain and augmented, by ``setattr``, as one target of several, in a helper or a
    property. Silent: attributes of objects made in the call, writes that store the same value at each call,
    a Python constant that is computed once and kept, and methods of variables (``self.v.assign_add(1)``).

Why it is a problem
    The write happens once a trace. A counter counts traces, and what is computed from it is a constant of
    the graph (guide, "Changing Python global and free variables"; experiment:
    examples/attribute_mutation/bad_step_counter.py). A flag that is switched at the first call keeps the
    graph on the side of the first call for ever (bad_first_call_flag.py). In a Keras ``train_step`` the
    write happens a few times in a whole ``fit`` (twice in 12 steps). Under a
    tensor condition AutoGraph makes the attribute an output of the condition: it then holds a symbolic
    tensor whichever branch the data takes (bad_best_in_branch.py). A tensor that is stored is symbolic in
    any case; tf-tensor-leak speaks at the same line when it is read later. TensorFlow checks arguments for
    changes, but only lists and dicts: attributes of an object argument are written silently
    (bad_object_argument.py).

Use instead
    A ``tf.Variable`` and ``assign``, ``assign_add``; or pass the state in and return it; or write the
    attribute in the untraced caller.

How it is proved
    After the same calls on fresh state, the attribute, or what the function computes from it, differs from
    the eager run; or the write is seen at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. How often a Keras body is traced depends on Keras:
    ``call`` runs twice in ``fit`` with Keras 2, three times with Keras 3 (once more for shapes);
    ``train_step`` twice in both.

Known limits
    An attribute whose only use is within the same trace is left alone. Descriptors and ``__setattr__`` of
    libraries are not looked into. Where an attribute that holds a ``tf.Variable`` is replaced,
    tf-variable-rebound speaks instead of this rule.

References
    - Better performance with tf.function, sections "Changing Python global and free variables" and
      "Depending on Python objects": https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing, StateDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import confidence_of, matters
from tfguard.tracing.events.effects import Form, StateWritten


def check(event: StateWritten) -> Iterator[Report]:
    """Report writes to attributes that outlive the call."""
    if event.form is not Form.ATTRIBUTE or not matters(event):
        return
    yield Report(
        f"{event.text} is written only while tracing, not at each call; "
        "use a tf.Variable with assign, or return the value",
        confidence_of(event),
        target=event.text,
    )


RULE = Rule(
    id="W7204",
    symbol="tf-attribute-mutation",
    summary="an attribute of an object that outlives the call is written while tracing",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StateDiffers(), RunsOnlyWhileTracing(frozenset((Effect.STATE,))))),
)
