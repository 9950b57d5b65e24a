"""Finds options of tf.function that its documentation calls deprecated.

What it does
    Reports ``experimental_compile``, ``experimental_relax_shapes`` and ``experimental_follow_type_hints``
    where they get to ``tf.function``: in a decorator or a call, in a ``functools.partial``, in a dict that
    is unpacked, and through a function of the project that hands its ``**kwargs`` on. Silent: options of
    the same name that a function of the project has itself, and code for an older TensorFlow (under a
    condition on its version, or where the new name was tried first).

Why it is a problem
    TensorFlow accepts them without a word and may drop them in any release. And
    ``experimental_follow_type_hints`` has no effect any more: annotations do not change how often a function
    is traced (experiment: TensorFlow 2.12 to 2.21).

Use instead
    ``jit_compile`` for ``experimental_compile``, ``reduce_retracing`` for ``experimental_relax_shapes``;
    nothing for ``experimental_follow_type_hints``.

How it is proved
    By asking the installed TensorFlow: confirmed when the documentation of its ``tf.function`` calls the
    option deprecated.

Versions
    Deprecated in TensorFlow 2.12, 2.15, 2.18 and 2.21; ``reduce_retracing`` is there from 2.9 on,
    ``jit_compile`` from 2.5 on.

Known limits
    Wrappers of ``tf.function`` whose source is not in the project are not seen through.

References
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, OptionDeprecated, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed
from tfguard.tracing.uses.table import About
from tfguard.tracing.uses.tracers import DEPRECATED


def check(event: NameUsed) -> Iterator[Report]:
    """Report options with another name today."""
    if event.watched.about is not About.TRACER:
        return
    given = [name for name in DEPRECATED if event.given(name) is not None]
    if given:
        yield Report(f"deprecated option of tf.function: {', '.join(map(_cure, given))}", target=given[0])


def _cure(name: str) -> str:
    new = DEPRECATED[name]
    return f"{name} is called {new} now" if new else f"{name} has no effect; drop it"


RULE = Rule(
    id="C7705",
    symbol="tf-deprecated-argument",
    summary="an option of tf.function that is deprecated",
    events=(NameUsed,),
    check=check,
    proof=Proof(Contrast.LOOKUP, (OptionDeprecated(),)),
)
