"""Finds traced functions that are made in a loop and read the loop's name when the loop is over.

What it does
    Reports the read of a name that a loop or comprehension binds, in a function that is made in the loop,
    kept, and traced when the loop is over; also in a helper made there, and of names that the loop's body
    sets. Silent: values bound by a default argument, ``functools.partial``, a factory function or an object,
    loops inside the traced function whose functions are called at once, and functions that read nothing of
    the loop.

Why it is a problem
    A Python function looks up the names of the function around it when it is called, not when it is made.
    After the loop there is one name with one value, the last (experiment:
    examples/loop_capture/bad_lambda_in_list.py). Tracing does not cause this: the eager run is equally wrong,
    so comparing the two modes shows nothing. And tracing can hide it: a function that is called in the round
    that makes it keeps the right value as a graph, until a new shape makes a trace with the last one.

Use instead
    Bind the value when the function is made: a default (``lambda x, factor=factor: x * factor``),
    ``functools.partial(f, factor)``, or a factory function that gets it as a parameter. Or make one traced
    function and pass the value as a tensor.

How it is proved
    The project's own code is run: confirmed when the functions read the loop's last value where each was
    made in a round with another one. An eager run that agrees with the graph refutes nothing.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21: it is Python's rule.

Known limits
    Functions that are first called in their own round are silent, although a retrace after the loop reads
    the last value. ``Dataset.map`` in a loop traces its function at once, with the value of the round; in the
    debug mode of ``tf.data`` it does not.

References
    - Python FAQ, "Why do lambdas defined in a loop with different values all return the same result?":
      https://docs.python.org/3/faq/programming.html
    - Better performance with tf.function, section "Depending on Python global and free variables":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, LateBound, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.calls import LoopNameCaptured


def check(event: LoopNameCaptured) -> Iterator[Report]:
    """Report names of a loop that are read after it."""
    name = event.name
    yield Report(
        f"{name} is read when the function is traced, after the loop at {event.loop.line_text}: all "
        f"functions made there get its last value; bind it with a default ({name}={name}), functools.partial "
        "or a factory function",
        related=((event.loop, f"the loop that binds {name}"),),
        target=name,
        drive=event.drive,
    )


RULE = Rule(
    id="W7403",
    symbol="tf-loop-capture",
    summary="functions made in a loop all read the loop's last value when traced",
    events=(LoopNameCaptured,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (LateBound(),)),
)
