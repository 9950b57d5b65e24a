"""Finds placeholders of TensorFlow 1 in code that uses TensorFlow 2.

What it does
    Reports ``tf.placeholder`` and its kin, which TensorFlow 2 does not have, ``tf.compat.v1.placeholder``
    where no graph of TensorFlow 1 is open (eager code and traced functions), and ``feed_dict`` given to a
    session that cannot run. Silent as for ``tf1-session``: files that use nothing of TensorFlow 2, guarded
    code, an open ``tf.Graph``; and ``tf.compat.v1.placeholder_with_default``, which works everywhere.

Why it is a problem
    A placeholder is a hole in a graph that a session fills. Eagerly there is no graph: ``RuntimeError``
    ("tf.placeholder() is not compatible with eager execution"). A ``tf.function`` builds with one, and each
    call fails: "You must feed a value for placeholder tensor" (experiment: examples/placeholder).

Use instead
    An argument of the ``tf.function``, with an ``input_signature`` where its shape and type matter;
    ``keras.Input`` for models.

How it is proved
    By looking the name up in the installed TensorFlow, which must not have it; where it has, by running the
    code as it is written: confirmed when the line raises one of the errors above.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A function that nothing in the file calls may be called in a graph of TensorFlow 1: there the confidence
    is INFERENCE, and in test files nothing is said.

References
    - https://www.tensorflow.org/guide/migrate/tf1_vs_tf2
    - https://www.tensorflow.org/api_docs/python/tf/compat/v1/placeholder
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.leftovers import GONE, MISSING, confidence, fails, gone
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed, Where
from tfguard.tracing.uses.table import TF1, About

_FAILS = frozenset(
    f"{TF1}{name}"
    for name in ("placeholder", "sparse_placeholder", "sparse.placeholder", "ragged.placeholder")
)


def check(event: NameUsed) -> Iterator[Report]:
    """Report what waits for a session to fill it."""
    if event.name == "session.run" and event.given("feed_dict", 1) is not None:
        yield Report(
            f"{event.callee}(feed_dict=...) feeds a session of TensorFlow 1; pass the values to the function",
            confidence(event),
            older=not event.modern,
        )
    elif event.name in _FAILS and event.called and fails(event):
        when = (
            "is never fed: each call of the graph fails"
            if event.where is Where.TRACE
            else "fails in eager execution"
        )
        yield Report(f"{event.text}() {when}; make it an argument of a tf.function", confidence(event))
    else:
        yield from gone(event, About.PLACEHOLDER)


RULE = Rule(
    id="E7802",
    symbol="tf1-placeholder",
    summary="a placeholder of TensorFlow 1 in code that uses TensorFlow 2",
    events=(NameUsed,),
    check=check,
    proof=Proof(
        Contrast.LOOKUP,
        (
            MISSING,
            GONE,
            Raises(
                ("RuntimeError", "InvalidArgumentError"),
                r"is not compatible with eager execution|You must feed a value for placeholder|"
                r"The Session graph is empty|\{\{node \w*[Pp]laceholder",
            ),
        ),
    ),
    errors=(
        "tf.placeholder() is not compatible with eager execution",
        "You must feed a value for placeholder tensor",
        "module 'tensorflow' has no attribute 'placeholder'",
    ),
    older=True,
)
