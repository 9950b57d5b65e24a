"""Finds module globals that hold a variable which traced code makes under a None guard.

What it does
    Reports the line that makes the variable: ``if counter is None: counter = tf.Variable(...)`` with
    ``global counter``, in traced code, when the global is bound nowhere else. It works; this is a matter of
    convention. Silent: variables made when the module is imported, guards on an attribute of an object or
    of a class, and globals that hold no variable.

Why it is a problem
    Nothing fails: the guard keeps the variable, and eager and graph runs agree (experiment:
    examples/global_none_guard). But nobody owns it. There is one for the whole process, whatever models or
    tests share the module; it is in no checkpoint and in no ``trainable_variables``; and it cannot be
    reset. What stands before the guard runs twice at the first call, because TensorFlow traces twice when
    variables are made (guide, "Creating tf.Variables"). A second key or flag beside the guard fails on a
    later call (tf-late-state-creation).

Use instead
    Let an object own the variable: make it in the constructor of a ``tf.Module`` or a layer, or under a
    guard on an attribute, ``if self.count is None: self.count = tf.Variable(...)``
    (good_owned_by_instance.py). Where one variable for all instances is wanted, a class attribute under the
    same guard (good_class_attribute.py).

How it is proved
    The code runs in both modes with the same results, and the global holds one variable after the first
    call: the convention is observed, nothing is refuted.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Only a guard by None is recognised as this idiom; other guards of a global (a flag, a memo dict) are
    silent.

References
    - Better performance with tf.function, section "Creating tf.Variables":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/Module
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, WorksAsStyle
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import is_variable, rebound_elsewhere
from tfguard.tracing.events.effects import Form, StateWritten


def check(event: StateWritten) -> Iterator[Report]:
    """Report variables that a module global owns."""
    if event.form is not Form.GLOBAL or not is_variable(event.new) or event.context.staged:
        return
    if rebound_elsewhere(event):
        return
    if any(guard.memo and event.path in guard.reads for guard in event.context.guards):
        yield Report(
            f"the global {event.text} holds a variable that is made under a None guard: it works, but all "
            "callers share it; let an object own it, as an attribute under the same guard or "
            "made in __init__",
            target=event.text,
        )


RULE = Rule(
    id="C7103",
    symbol="tf-global-none-guard",
    summary="a module global holds a variable made under a None guard",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.NOT_APPLICABLE, (WorksAsStyle(),)),
)
