"""Finds writes to module globals in code that TensorFlow traces.

What it does
    Reports an assignment to a name that is declared ``global``, and item assignment on ``globals()``, in a
    traced function or in what its trace reaches. Silent: a local of the same name, a global that is only
    read, a write that stores the same constant at each call, and code that is guarded against being traced
    (``if not tf.inside_function()``).

Why it is a problem
    The write happens once a trace: a counter stays at 1, and a result that is computed from it is a
    constant of the graph (guide, "Changing Python global and free variables"; experiment:
    examples/global_write/bad_global_counter.py).

    Under a tensor condition it is worse. When the function does not read the global after the branch, the
    write is lost altogether (bad_lost_in_branch.py); when it does, the global becomes the branch's symbolic
    output. In a loop that TensorFlow stages it becomes a symbolic tensor of the loop
    (bad_leaks_from_loop.py). tf-tensor-leak speaks at the same line then.

Use instead
    A ``tf.Variable`` with ``assign``; or return the value and write the global in the untraced caller.

How it is proved
    After the same calls on fresh state the global, or what is computed from it, differs from the eager run;
    or the write is seen at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A global that holds a ``tf.Variable`` under a guard is tf-global-none-guard; one that held a variable
    and is replaced is tf-variable-rebound. ``setattr`` on a module object is an attribute write
    (tf-attribute-mutation).

References
    - Better performance with tf.function, section "Changing Python global and free variables":
      https://www.tensorflow.org/guide/function
    - AutoGraph, effects of the tracing process:
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/control_flow.md
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing, StateDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import confidence_of, matters
from tfguard.tracing.events.effects import Form, StateWritten


def check(event: StateWritten) -> Iterator[Report]:
    """Report writes to module globals."""
    if event.form is not Form.GLOBAL or not matters(event):
        return
    yield Report(
        f"the global {event.text} is written only while tracing, not at each call; "
        "use a tf.Variable with assign, or return the value",
        confidence_of(event),
        target=event.text,
    )


RULE = Rule(
    id="W7205",
    symbol="tf-global-write",
    summary="a global name is written while tracing, not at each call",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StateDiffers(), RunsOnlyWhileTracing(frozenset((Effect.STATE,))))),
)
