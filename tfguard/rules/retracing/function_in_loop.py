"""Finds traced functions that are made again and again, and traced each time.

What it does
    Reports a ``tf.function`` that is made where the program comes by repeatedly: a call
    ``tf.function(f)(x)`` or a decorated ``def`` in a loop, or in a function that is called in a loop; and
    the construction in a loop of an object that has a traced method, or that wraps one in ``__init__``.
    Silent: functions made once, and a fixed number of them that are kept and called again; factories
    behind ``functools.lru_cache`` or a memo; functions made inside a traced function; static and class
    methods; loops over two or three things that are written out, as in ``for kind in (Greedy, Annealed):``,
    where each is to be tried once; and code of tests, where a new function for each case is what is wanted.

Why it is a problem
    The traces belong to the object that ``tf.function`` returns. A new one has none, so each round traces
    the same code again (guide, "Rules of tracing"; experiment:
    examples/function_in_loop/bad_call_in_loop.py). A traced method keeps its traces for each instance:
    three instances are three traces (bad_instances_in_loop.py). TensorFlow warns ``5 out of the last 5
    calls to ... triggered tf.function retracing``.

Use instead
    Make the function once: decorate it at module level, or call ``tf.function`` before the loop. Pass in as
    tensors what differs from round to round, instead of closing over it. Keep the object with the traced
    method, or make the method a function that gets what it reads.

How it is proved
    The project's own code is run and the traces are counted of what the flagged place makes. Confirmed when
    at least three functions with one body are traced, and the first one, kept and used each time, is traced
    once.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    That a function runs often is seen from calls in loops of the project, and not from callers elsewhere.
    Functions given to ``Dataset.map`` in a Python loop are traced for each dataset, as they must be.

References
    - Better performance with tf.function, sections "Rules of tracing" and "Controlling retracing":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, RemakesFunction
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import RETRACING_WARNING, in_other_file, repeated_at
from tfguard.tracing.events.calls import FunctionRemade


def check(event: FunctionRemade) -> Iterator[Report]:
    """Report traced functions that are made repeatedly."""
    cause = f"{event.cause}{in_other_file(event.where, event)}"
    again = " ".join(part for part in (f"{event.made} is made again", cause) if part)
    if event.owner:
        method = event.function.rpartition(".")[2]
        message = (
            f"{again}, and its method {method} is traced for each instance; "
            "make the object once and use it again, or trace a function that gets what differs"
        )
    elif event.made == event.function:
        message = f"{again}, and each one is traced anew; define it once, outside, and pass in what differs"
    else:
        message = (
            f"{again}, and {event.function} is traced anew each time; make the traced function once, outside"
        )
    yield Report(
        message,
        related=repeated_at(event.where, "it is repeated here"),
        target=event.made,
        drive=event.drive,
    )


RULE = Rule(
    id="W7304",
    symbol="tf-function-in-loop",
    summary="a traced function is made again and again, and traced each time",
    events=(FunctionRemade,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (RemakesFunction(),)),
    errors=(RETRACING_WARNING,),
)
