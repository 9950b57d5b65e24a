"""Finds lists, dicts, sets, deques and arrays that outlive the call and are changed while TensorFlow traces.

What it does
    Reports a change (``append``, ``extend``, ``+=``, item assignment, ``add``, ``update``, ``pop`` ...) of
    a Python container or a NumPy array that lives longer than the call: a global, a closure, an attribute,
    under whatever name. Containers made in the same call are free to change. A list or dict *argument* is
    another rule's (tf-argument-mutation), because TensorFlow raises for it.

Why it is a problem
    The change happens once a trace and not once a call: after three calls a list that should have three
    items has one, and a value computed from it (``len(calls)``) is a constant of the graph (guide,
    "Changing Python global and free variables"; experiment:
    examples/container_mutation/bad_frozen_length.py). Under a tensor condition both branches change the
    container (bad_both_branches.py), and an item that is set there is replaced by an output of the
    condition, even when the branch is not taken (bad_branch_output_in_dict.py). A tensor that is stored is
    symbolic: it has no value, and using it after the trace raises; then tf-tensor-leak speaks at the same
    line. A function that makes variables at its first call is traced twice, and changes the container
    twice.

Use instead
    Return the value and keep it in the caller. In a loop, ``tf.TensorArray``, or a local list that is
    stacked. For counts and other state, ``tf.Variable``. For Python work at each call, ``tf.py_function``.

How it is proved
    After the same calls on fresh state, the container differs from that of the eager run; or the change is
    seen at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21, in the list wrappers of ``tf.Module`` and Keras too.

Known limits
    A container that is given to code outside the project may be changed there; nothing is said about it
    then. A memo that stores the same Python value whenever it is filled (``if key not in table: ...``) is
    left alone.

References
    - Better performance with tf.function, sections "Changing Python global and free variables" and
      "Accumulating values in a loop": https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/TensorArray
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing, StateDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import changes_once
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.values import Owner


def check(event: StateWritten) -> Iterator[Report]:
    """Report changes of containers that outlive the call."""
    if event.form not in (Form.ITEM, Form.METHOD, Form.AUGMENTED) or not event.origin.owner.outlives:
        return
    if event.origin.owner is Owner.ARGUMENT or event.context.runs_once or event.refilled:
        return
    if changes_once(event):
        return
    kind = "array" if event.type == "ndarray" else event.type
    outlives = f"a Python {kind} that outlives the call"
    if event.form is Form.METHOD:
        what = f"{event.text}.{event.method}() changes {outlives}, only while tracing"
    else:
        what = f"{event.text} is {outlives}, and is changed only while tracing"
    yield Report(
        f"{what}; use a tf.Variable or a tf.TensorArray, or return the value",
        target=event.text,
    )


RULE = Rule(
    id="W7203",
    symbol="tf-container-mutation",
    summary="a list, dict, set or array that outlives the call is changed while tracing",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StateDiffers(), RunsOnlyWhileTracing(frozenset((Effect.STATE,))))),
)
