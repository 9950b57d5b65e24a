"""Finds ``nonlocal`` writes from traced code to a frame outside it.

What it does
    Reports an assignment to a name that is declared ``nonlocal`` when its owner is a function that
    TensorFlow does not trace: typically the factory or the training function around a nested
    ``@tf.function``. Silent: a name whose owner is itself part of the traced call (each call starts it
    anew), bodies of ``tf.py_function``, and code that is guarded against being traced.

Why it is a problem
    The write happens once a trace, and the graph keeps what was computed from it (guide, "Changing Python
    global and free variables"; experiment: examples/nonlocal_write/bad_counter_in_factory.py). A tensor
    that is handed out this way is symbolic and has no value (bad_last_loss.py).

    Under a tensor condition an augmented assignment that is not read afterwards is lost
    (bad_lost_in_branch.py), and a plain assignment, even of a constant, leaves the branch's symbolic output
    in the name, whichever way the data goes (bad_leaks_from_branch.py). In a loop that TensorFlow stages
    the name becomes a symbolic tensor of the loop (bad_leaks_from_loop.py). tf-tensor-leak speaks at the
    same line when the name is read outside.

Use instead
    Let the enclosing function own a ``tf.Variable``; or return the value and let the untraced caller rebind
    its name.

How it is proved
    After the same calls on fresh state the name, or what is computed from it, differs from the eager run;
    or the write is seen at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. What becomes of a write under a tensor condition was
    seen with 2.21.

Known limits
    What becomes of a write under a tensor condition depends on which names AutoGraph takes for outputs of
    the branch; both ways are wrong, and the message does not tell them apart.

References
    - Better performance with tf.function, section "Changing Python global and free variables":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing, StateDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import confidence_of, matters
from tfguard.tracing.events.effects import Form, StateWritten


def check(event: StateWritten) -> Iterator[Report]:
    """Report writes to frames outside the traced call."""
    if event.form is not Form.NONLOCAL or not matters(event):
        return
    yield Report(
        f"{event.text} belongs to a function outside the trace and is written only while tracing, "
        "not at each call; use a tf.Variable with assign, or return the value",
        confidence_of(event),
        target=event.text,
    )


RULE = Rule(
    id="W7206",
    symbol="tf-nonlocal-write",
    summary="a name of an enclosing untraced function is written while tracing",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StateDiffers(), RunsOnlyWhileTracing(frozenset((Effect.STATE,))))),
)
