"""Finds assignments to ``optimizer.lr``, which Keras 3 does not read.

What it does
    Reports ``optimizer.lr = value`` on a Keras optimizer that a traced function uses. Silent:
    ``learning_rate`` by assignment or ``assign``, schedules, an attribute ``lr`` of anything else, and a
    subclass that defines ``lr`` itself.

Why it is a problem
    In Keras 2 ``lr`` was another name of ``learning_rate``. Keras 3 has no such name: the assignment makes
    a plain attribute that nobody reads, and training goes on with the old rate, without a word (experiment:
    examples/optimizer_lr/bad_decay_in_loop.py). It is so eagerly and as a graph, and before the first call
    too (bad_before_first_call.py).

Use instead
    ``optimizer.learning_rate = value`` or ``optimizer.learning_rate.assign(value)``: the rate is a variable,
    and a graph that is already traced reads the new value. Or give the optimizer a schedule.

How it is proved
    The project's own code is run: confirmed when the learning rate, and what is computed with it, is the
    same after the assignment as before, in both modes.

Versions
    Keras 3, which comes with TensorFlow 2.16 and later. With Keras 2 (TensorFlow 2.12 to 2.15, ``tf_keras``)
    the assignment works, and nothing is reported (``target-keras``). Reading ``optimizer.lr`` before it
    was assigned raises AttributeError with Keras 3.

Known limits
    In preview: which Keras a program runs with is often said nowhere in it.

References
    - https://keras.io/api/optimizers/
    - Keras 3 migration guide: https://keras.io/guides/migrating_to_keras_3/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, NoEffect, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.calls import RateAliasSet


def check(event: RateAliasSet) -> Iterator[Report]:
    """Report the old name of the learning rate."""
    cure = event.text.removesuffix("lr") + "learning_rate"
    yield Report(
        f"assigning {event.text} has no effect: in Keras 3 it is a plain attribute that the optimizer "
        f"does not read; assign {cure}",
        target=event.text,
    )


RULE = Rule(
    id="W7406",
    symbol="tf-optimizer-lr",
    summary="optimizer.lr = value has no effect in Keras 3",
    events=(RateAliasSet,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (NoEffect(),)),
    preview=True,
)
