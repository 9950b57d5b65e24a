"""Finds state that a later trace is the first to need: another flag, another key, another model.

What it does
    Reports a guarded variable, or the first use of an unbuilt layer or optimizer, that depends on a Python
    value which changes between calls: a flag, a memo key, a model passed as an argument. Silent: all state
    in the first trace, objects that are built before, metrics, layers without state, and a traced function
    for each model.

Why it is a problem
    Variables may be made on the first call only. A Python argument with another value makes a new trace,
    and what is new in it is made too late: ``tf.function only supports singleton tf.Variables created on
    the first call``, at that call and not before (guide, "Creating tf.Variables" and the sections on Keras
    optimizers and models; experiment: examples/late_state_creation). The run may be hours old by then.

Use instead
    Build layers (``layer.build(shape)``) and optimizers (``optimizer.build(variables)``) before the first
    call; make all variables in the constructor; or wrap one traced function for each model.

How it is proved
    The project's own calls of the function are made, in their order. Confirmed when a call after the first
    raises the error as a graph at the flagged line, and runs eagerly.

Versions
    The text is the same with TensorFlow 2.12 to 2.15, 2.18 and 2.21. An unbuilt ``SGD`` without momentum that
    is first used on a later trace fails with Keras 2; with Keras 3 it works, because it has no slots, and is
    not reported (``target-keras``).

Known limits
    In preview: which values a Python argument takes, and in which order, is often not to be seen. In the
    ``call`` of Keras layers nothing is reported: Keras builds a model before it trains it.

References
    - Better performance with tf.function, sections "Creating tf.Variables", "Using with multiple Keras
      optimizers" and "Using with multiple Keras models": https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import SINGLETON
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.creation import LazyObjectUsed, StateObjectCreated, VariableCreated


def check(event: VariableCreated | StateObjectCreated | LazyObjectUsed) -> Iterator[Report]:
    """Report state that first appears on a later trace."""
    context = event.context
    if context.in_layer_call:
        return  # Keras builds a model, with all its layers, before it trains it
    # Of two sides of a condition one is what the first call takes, and may make its state.
    depends = [g for g in context.guards if g.arguments and not (g.alternative and g.side is g.usual)]
    if isinstance(event, LazyObjectUsed):
        if (depends or event.chosen) and not context.runs_once and not event.built:
            yield Report(
                f"{event.text} is chosen by an argument, so its variables may be made "
                "on a later trace, where TensorFlow refuses them; build it before the first call",
                target=event.text,
            )
    elif depends and context.runs_once:
        yield Report(
            f"{event.text}() is guarded, but the guard depends on an argument: another value makes it on a "
            "later trace, where TensorFlow refuses it; make all variables before the first call",
            target=event.text,
        )


RULE = Rule(
    id="E7104",
    symbol="tf-late-state-creation",
    summary="state first appears on a later trace, where it may not be made",
    events=(
        VariableCreated,
        StateObjectCreated,
        LazyObjectUsed,
    ),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("ValueError",), SINGLETON, later=True),)),
    errors=(
        "tf.function only supports singleton tf.Variables created on the first call",
        "tried to create variables on non-first call",
        "Creating variables on a non-first call",
    ),
    preview=True,
)
