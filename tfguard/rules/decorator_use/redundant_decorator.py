"""Finds tf.function on what is traced without it.

What it does
    Reports ``tf.function`` without options on a function that only traced functions call, and where it stands
    on a function twice. Only where the file shows all uses: functions inside of functions, and functions and
    methods whose name begins with an underscore, which are called and nothing else, by traced functions or
    by helpers that only these call.

Why it is a problem
    It changes nothing: a traced function traces what it calls, and two ``tf.function`` make one trace
    (experiment: examples/redundant_decorator). The inner one costs a graph of its own and a call of it, hides
    errors behind another layer, and says to readers that the function is called from outside.

Use instead
    No decorator on the inner function; one ``tf.function``, with all options, where there are two.

How it is proved
    The code that calls the function is run as a graph, with the decorator and without: it returns the same,
    and the function is traced as often and not run by Python. Refuted where that is not so; open where the
    name is public, or handed on, as others may call the function then.

Versions
    The same with TensorFlow 2.21.

Known limits
    A function that is called twice by one function, or in a loop, is left alone: its ``tf.function`` lets
    the calls share a trace. So is one with options (an ``input_signature``, ``jit_compile``), one that is
    called where AutoGraph converts nothing, and ``tf.function(f)`` of a traced ``f``. What ``getattr`` or
    another file takes of a name with an underscore is not seen. Tests are not looked at.

References
    - https://www.tensorflow.org/guide/function#usage
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import ChangesNothing, Contrast, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import TracerRedundant


def check(event: TracerRedundant) -> Iterator[Report]:
    """Report a decorator that changes nothing."""
    if not event.callers:
        yield Report(
            f"{event.name} is decorated by tf.function twice, which traces it once; keep one of them",
            place=event.header,
        )
        return
    few = len(event.callers) < 3
    callers = " and ".join(event.callers) if few else f"{len(event.callers)} functions"
    yield Report(
        f"{event.name} is called only while {callers} {'is' if len(event.callers) == 1 else 'are'} traced, "
        f"and would be traced there without @{event.text}; drop it",
        place=event.header,
    )


RULE = Rule(
    id="R7712",
    symbol="tf-redundant-decorator",
    summary="tf.function on a function that is traced without it, or twice",
    events=(TracerRedundant,),
    check=check,
    proof=Proof(Contrast.WITHOUT, (ChangesNothing(shared=True),)),
    preview=True,
)
