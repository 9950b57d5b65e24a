"""Finds long loops of Python that tracing unrolls.

What it does
    Reports ``for`` over ``range(100)``, a list, an array, or ``while i < 100`` with a counter, in code that
    TensorFlow traces, where the body makes operations and the number of iterations is known and 32 or more
    (option ``loop-iterations``). Comprehensions count too, with several loops by the product of their
    rounds, and so do generator expressions that ``sum``, ``list`` or the like use up.

Why it is a problem
    A loop of Python is executed while the function is traced, and each round adds its operations to the
    graph: a hundred rounds of two operations make a graph of two hundred. Tracing takes long, and so do
    optimising and loading the graph (experiment: examples/python_loop_unroll).

Use instead
    ``tf.range``: TensorFlow then keeps one loop with one body; or one operation on a tensor that holds all
    of them, in the place of a comprehension (``tf.map_fn`` where there is none). For few iterations unrolling
    is fine, and faster.

How it is proved
    The graph is measured with all elements and with half of them. Confirmed when half of them make a clearly
    smaller graph; for ``while``, when the condition is asked in each round of the trace.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Loops that may be left by ``break`` or ``return`` are not reported, nor comprehensions with an ``if``, nor
    those whose number of iterations the code does not say.

References
    - Better performance with tf.function, "Loops": https://www.tensorflow.org/guide/function#loops
    - https://www.tensorflow.org/api_docs/python/tf/range
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, UnrollsLoop
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import LoopUnrolled


def check(event: LoopUnrolled) -> Iterator[Report]:
    """Report a loop that makes a large graph."""
    yield Report(
        f"the loop over {event.text} is unrolled: its {event.count} rounds are traced one by one into the "
        "graph; loop over tf.range or a tensor"
    )


RULE = Rule(
    id="W7501",
    symbol="tf-python-loop-unroll",
    summary="a long loop of Python is unrolled into the graph",
    events=(LoopUnrolled,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (UnrollsLoop(),)),
)
