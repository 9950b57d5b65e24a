"""Finds Python output (``print``, ``sys.stdout.write``) in code that TensorFlow traces.

What it does
    Reports ``print`` and writes to ``sys.stdout`` or ``sys.stderr`` in a traced function or in a helper
    that the trace enters. When all that is printed is constant for a trace (text, ``.shape``, ``.dtype``),
    the finding has the confidence INFERENCE: such a line may be meant to mark a trace. When the text itself
    says that it marks a trace ("Tracing ...", "Retracing"), nothing is reported.

Why it is a problem
    TensorFlow runs the Python body only while it traces. Each further call with the same kinds of arguments
    runs the recorded graph, and the graph has no print in it (guide, "Executing Python side effects"). What
    is printed is the symbolic tensor, ``Tensor("mul:0", shape=(), dtype=float32)``, and not a number. Under
    a tensor condition both branches are traced, so both print, once; in a loop that TensorFlow stages the
    body prints once (experiment: examples/print/bad_both_branches.py, bad_tensor_loop.py).
    ``tf.init_scope`` and ``do_not_convert`` change nothing (bad_escape_hatches_that_are_none.py).

Use instead
    ``tf.print``, which is an operation and prints at each call (to stderr, unless ``output_stream`` is
    given). Or return the value and print it in the caller. To run Python at each call, use
    ``tf.py_function``. To mark a trace on purpose, let the text begin with "Tracing".

How it is proved
    The function is called several times with arguments of one kind, eagerly and as a graph. Confirmed when
    the statement prints at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. TensorFlow up to 2.13 names the class of a symbolic
    tensor ``Tensor``, later versions ``SymbolicTensor``; what is printed looks alike. A function that makes
    variables or builds layers at its first call is traced twice there, and prints twice.

Known limits
    Output through other objects (a progress bar, a rich console, a file object of the project) is not
    known.

References
    - Better performance with tf.function, sections "Debugging" and "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/print
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.rules.wording import marks_trace
from tfguard.tracing.events.effects import WorldTouched
from tfguard.tracing.traced import Confidence


def check(event: WorldTouched) -> Iterator[Report]:
    """Report output that a trace produces."""
    if event.effect != "print" or marks_trace(event) or event.context.raises:
        return
    yield Report(
        f"{event.text}() runs only while tracing, not at each call; use tf.print",
        Confidence.INFERENCE if event.constant else Confidence.HIGH,
        target=event.text,
    )


RULE = Rule(
    id="W7201",
    symbol="tf-print",
    summary="print or sys.stdout.write runs while tracing, not at each call",
    events=(WorldTouched,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK, (RunsOnlyWhileTracing(frozenset((Effect.OUTPUT, Effect.FILE, Effect.STATE))),)
    ),
)
