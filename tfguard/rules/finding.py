"""A finding: what a rule says about one place."""

from __future__ import annotations

from dataclasses import dataclass

from tfguard.syntax.place import Place
from tfguard.tracing.traced import Confidence, Drive, Link, Root


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a finding.

    Attributes:
        place: where.
        message: what is to be seen there, one phrase.
    """

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at one place.

    Attributes:
        rule_id: Pylint's message id, for example ``W7201``.
        symbol: the rule's name, for example ``tf-print``.
        place: the flagged source; it may lie in another file than the one analysed.
        message: what happens, where, why this function is traced, what to write instead.
        confidence: how sure tfguard is.
        root: the traced function whose trace runs the place (the one with the shortest chain).
        chain: root, then each call site on the way to the place.
        related: places that explain the finding.
        target: source text of the thing written, read or made (``self.items``, ``counter``),
            empty where there is none.
        other_roots: how many further roots reach the same place.
        call: when ``place`` lies in another file than the one analysed: the call in the analysed
            file through which the trace leaves it; else None.
        drive: the project's code that calls the traced function, for pitfalls that show only over
            several calls; what confirm mode runs.
    """

    rule_id: str
    symbol: str
    place: Place
    message: str
    confidence: Confidence
    root: Root
    chain: tuple[Link, ...]
    related: tuple[Related, ...] = ()
    target: str = ""
    other_roots: int = 0
    call: Place | None = None
    drive: Drive | None = None
