"""Finds coroutine functions that are traced.

What it does
    Reports ``tf.function`` on a function that is defined with ``async def``.

Why it is a problem
    Calling a coroutine function runs nothing: it returns a coroutine. TensorFlow traces that call, gets a
    coroutine where it needs tensors, and raises ``TypeError`` at the first call (experiment:
    examples/async).

Use instead
    A traced function with ``def`` for the computation, and an ordinary ``async def`` around it that awaits
    what has to be awaited and calls the traced function.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls return, and as a graph
    TensorFlow refuses the coroutine that this function returns, with nothing of its body run.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A decorator of another library that makes an ordinary function of the coroutine function keeps the rule
    silent.

References
    - https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values
    - https://docs.python.org/3/reference/compound_stmts.html#coroutine-function-definition
"""

# ruff: noqa: N999 - a rule's module has the name of its symbol, and is loaded by that name
from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NOT_A_TENSOR_SEEN
from tfguard.rules.proof import Contrast, Proof, ReturnRefused
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import FunctionTraced


def check(event: FunctionTraced) -> Iterator[Report]:
    """Report a coroutine function that is traced as it is."""
    if event.coroutine and event.is_bare:
        given = "an asynchronous generator" if event.generator else "a coroutine"
        yield Report(
            f"{event.name} is defined with async def: TensorFlow gets {given} and no tensors, and raises; "
            "trace a plain function and call it from the coroutine",
            place=event.header,
            target=event.runs if event.runs != event.name else "",
        )


RULE = Rule(
    id="E7703",
    symbol="tf-async",
    summary="a coroutine function is traced, which returns no tensors",
    events=(FunctionTraced,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (ReturnRefused(("coroutine", "async_generator"), unrun=True),)),
    errors=NOT_A_TENSOR_SEEN,
)
