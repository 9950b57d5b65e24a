"""Finds breakpoints and ``input()`` in code that TensorFlow traces.

What it does
    Reports ``breakpoint()``, ``pdb.set_trace()`` (and that of ipdb) and ``input()`` in a traced function or
    in what its trace reaches. Silent: bodies of ``tf.py_function``, Keras callbacks, and code under ``if
    tf.executing_eagerly()``.

Why it is a problem
    The debugger stops once a trace, in code that AutoGraph has rewritten, and shows tensors without values
    (guide, "Debugging"). Later calls do not stop (experiment: examples/debugger/bad_breakpoint.py). What
    ``input()`` returned is a constant of the graph (bad_input.py).

Use instead
    While debugging, ``tf.config.run_functions_eagerly(True)``, which makes every tf.function run as Python;
    or stop in the caller, or in a ``tf.py_function``. To see a value, ``tf.print``.

How it is proved
    The debugger hook and ``input`` are replaced by counters. Confirmed when each eager call reaches them,
    but as a graph only the tracing does.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Debuggers that are attached from outside (an IDE's breakpoint) leave no mark in the code.

References
    - Better performance with tf.function, section "Debugging": https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/config/run_functions_eagerly
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import WorldTouched


def check(event: WorldTouched) -> Iterator[Report]:
    """Report debugger stops and questions to the user."""
    if event.effect == "debugger":
        yield Report(
            f"{event.text}() stops only while tracing, not at each call; "
            "debug with tf.config.run_functions_eagerly(True), or use tf.print",
            target=event.text,
        )


RULE = Rule(
    id="W7212",
    symbol="tf-debugger",
    summary="a breakpoint or input() stops while tracing, not at each call",
    events=(WorldTouched,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (RunsOnlyWhileTracing(frozenset((Effect.DEBUGGER,))),)),
)
