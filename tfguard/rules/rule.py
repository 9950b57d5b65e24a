"""What a rule is: its metadata, its detection, its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tfguard.rules.proof import Proof
from tfguard.syntax.place import Place
from tfguard.tracing.events.event import Event
from tfguard.tracing.traced import Confidence, Drive


@dataclass(frozen=True, slots=True)
class Report:
    """What a rule's ``check`` says of one event; the engine adds root, chain and place.

    Attributes:
        message: see :class:`tfguard.rules.finding.Finding`.
        confidence: an upper bound; the event's own context may lower it.
        place: the flagged source, when it is not the event's own.
        related: pairs of place and phrase.
        target: source text of the thing that is written, read or made.
        drive: the project's code that shows a pitfall which is one only over several calls.
        older: it is one only for people who ask for it: the code is written for TensorFlow 1, and runs.
    """

    message: str
    confidence: Confidence = Confidence.HIGH
    place: Place | None = None
    related: tuple[tuple[Place, str], ...] = ()
    target: str = ""
    drive: Drive | None = None
    older: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: Pylint's message id; never reused.
        symbol: name in options and comments; never renamed.
        summary: what it finds, one line, for tables.
        events: the event classes that ``check`` wants to see.
        check: reads one event, yields reports.
        proof: what TensorFlow must do for a finding to be confirmed.
        errors: fragments of TensorFlow error texts that this pitfall causes; ``*`` stands for anything.
        preview: True for rules that are off unless asked for.
        older: True for rules that also speak of code for TensorFlow 1 when they are selected by name.
        doc: the rule's page (the module's docstring).
        name: the rule's module, which also names its folder of examples.
    """

    id: str
    symbol: str
    summary: str
    events: tuple[type[Event], ...]
    check: Callable[..., Iterable[Report]]
    proof: Proof
    errors: tuple[str, ...] = ()
    preview: bool = False
    older: bool = False
    doc: str = ""
    name: str = ""
