"""Finds readings of the clock and of the environment, and pauses, in code that TensorFlow traces.

What it does
    Reports ``time.time``, ``time.perf_counter`` and their kin, ``datetime.now``, ``date.today``,
    ``time.sleep``, and ``os.environ`` or ``os.getenv`` when the program changes the variable. Silent:
    ``tf.timestamp``, dates computed from constants, environment variables that are read at module level or
    that nothing changes.

Why it is a problem
    The clock is read once a trace, and every call gets the time of the trace. A duration measured inside is
    how long tracing took (experiment: examples/clock/bad_elapsed.py). ``time.sleep`` pauses the first call
    and no other (bad_sleep.py). A switch in the environment keeps its first setting (bad_environment.py).
    See the guide, "Executing Python side effects".

Use instead
    ``tf.timestamp()``, which is an operation (XLA cannot compile it). Measure and pause in the caller,
    around the call. Pass settings as arguments.

How it is proved
    Confirmed when the expression gives a new value at each eager call and one value a trace; for a pause,
    when each eager call pauses, but in the graph only the one that traces.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Changes of the environment from outside the program cannot be seen. Clocks of other libraries (pandas,
    arrow) are not known.

References
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/timestamp
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, FrozenValue, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import WorldTouched


def check(event: WorldTouched) -> Iterator[Report]:
    """Report readings of clock and environment, and pauses."""
    if event.effect == "clock" and not event.result:
        yield Report(
            f"{event.text}() runs only while tracing, not at each call; do it in the caller",
            target=event.text,
        )
    elif event.effect == "clock":
        yield Report(
            f"{event.text}() is read only while tracing: every call of the graph gets the same value; "
            "use tf.timestamp, or take the time in the caller",
            target=event.text,
        )
    elif event.effect == "environment":
        yield Report(
            f"{event.text} is read only while tracing, and this program changes it; "
            "pass the value as an argument",
            target=event.text,
        )


RULE = Rule(
    id="W7209",
    symbol="tf-clock",
    summary="the clock or the environment is read, or a pause made, while tracing only",
    events=(WorldTouched,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (FrozenValue(), RunsOnlyWhileTracing(frozenset((Effect.SLEEP,))))),
)
