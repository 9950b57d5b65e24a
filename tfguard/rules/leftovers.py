"""What the rules on TensorFlow 1 share: names that are gone, and old names for who asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import NameMissing, Raises
from tfguard.rules.rule import Report
from tfguard.tracing.events.uses import NameUsed, Where
from tfguard.tracing.target import BRINGS_KERAS_3
from tfguard.tracing.traced import Confidence
from tfguard.tracing.uses.table import FIRST, TF1, About, Watched

# A name that is not there (AttributeError), imported or taken of a module; TensorFlow's and Keras' lazy
# loaders say it in their own words.
GONE = Raises(
    ("AttributeError", "ImportError"),
    r"has no attribute '\w+'|No module named|cannot import name|is not available with Keras 3",
)
MISSING = NameMissing()


def gone(event: NameUsed, *about: About) -> Iterator[Report]:
    """Report a name that TensorFlow 2 does not have, and an old one that it has where people ask for such.

    Args:
        event: the use.
        about: what the rule is about.
    """
    known = event.watched
    if known.about not in about:
        return
    target = known.formal or event.name + event.rest
    if known.is_gone(event.context.target):
        text = f"{event.callee or event.text} does not exist in {_where(known)}{_cure(event)}"
        yield Report(text, _surest(event), target=target, older=not event.modern)
    elif event.name.startswith(TF1) and not known.gone and not event.modern:
        text = f"{event.text} is of TensorFlow 1{_cure(event)}"
        yield Report(text, Confidence.INFERENCE, target=target, older=True)


def only_in_graphs(event: NameUsed, about: About) -> Iterator[Report]:
    """Report a call of what TensorFlow 2 still has, for graphs of TensorFlow 1, and refuses elsewhere.

    Args:
        event: the use.
        about: what the rule is about.
    """
    known = event.watched
    asked = known.graphs and known.about is about and event.called and not event.rest
    in_trace = event.where is Where.TRACE
    if asked and (known.untraceable or not in_trace) and fails(event):
        where = "a traced function" if in_trace else "eager execution"
        yield Report(f"{event.text}() fails in {where}{_cure(event)}", confidence(event))


def _cure(event: NameUsed) -> str:
    return f"; {event.watched.cure}" if event.watched.cure else ""


def _where(known: Watched) -> str:
    """What does not have a name: all of TensorFlow 2, or what came later."""
    if known.keras:
        return f"Keras {known.keras} (TensorFlow {_text(BRINGS_KERAS_3)} and later)"
    return f"TensorFlow {_text(known.since)} and later" if _is_late(known) else "TensorFlow 2"


def _text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _is_late(known: Watched) -> bool:
    """Whether some TensorFlow 2 has a name."""
    return bool(known.keras) or known.since > FIRST


def _surest(event: NameUsed) -> Confidence:
    """How sure it is that what the file is for does not have a name: code for an older one may be right."""
    assumed = _is_late(event.watched) and not event.context.target.is_said
    return Confidence.INFERENCE if assumed or event.context.inferred else Confidence.HIGH


def fails(event: NameUsed) -> bool:
    """Whether an old name that is still there fails where it is used: no graph of TensorFlow 1 is around.

    A function that nothing in sight calls may be called in such a graph, most of all in a test.
    """
    known_way = event.certain or event.where is Where.TRACE
    return event.modern and event.eager and (known_way or not event.in_test)


def confidence(event: NameUsed) -> Confidence:
    """How sure it is that no graph of TensorFlow 1 is around."""
    return Confidence.HIGH if event.certain or event.where is Where.TRACE else Confidence.INFERENCE
