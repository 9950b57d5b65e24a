"""Reports made by hand, with something of everything in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cli.making import finding, root_at

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression
from tfguard.rules.finding import Related
from tfguard.syntax.place import Cell, Place
from tfguard.tracing.traced import Link

SOURCE = (
    "import tensorflow as tf\n\ndef helper(x):\n    print(x)\n\n@tf.function\ndef step(x):\n    helper(x)\n"
)
CONFIRMED = Verdict(
    Outcome.CONFIRMED,
    evidence="printed 3 times eagerly, once as a graph",
    details=(("arguments", "x = tf.ones([2])"),),
)
INCONCLUSIVE = Verdict(Outcome.INCONCLUSIVE, "no arguments were found: x")
REFUTED = Verdict(Outcome.REFUTED, evidence="printed as often as eagerly")


@dataclass(frozen=True)
class Texts:
    """What a report takes from user code.

    Attributes:
        path: of the file, absolute.
        message: of the finding, its related place, and the error.
        function: names of functions.
        evidence: of the verdict, and its details.
        name: of an unused suppression.
    """

    path: str = "/p/a.py"
    message: str = "print runs only while tracing; use tf.print"
    function: str = "helper"
    evidence: str = CONFIRMED.evidence
    name: str = "tf-print"


def reported(texts: Texts, verdict: Verdict | None = None, cell: Cell | None = None) -> Reported:
    """A finding in a helper that a traced function calls."""
    place = Place(texts.path, 4, 5, 4, 13, cell)
    start = Link("step", Place(texts.path, 7, 1, 8, 14, cell))
    call = Link(texts.function, Place(texts.path, 8, 5, 8, 14, cell))
    found = replace(
        finding(texts.path, 4, message=texts.message, root=root_at(texts.path, 7)),
        place=place,
        chain=(start, call),
    )
    related = (
        Related(Place(texts.path, 3, 1, 3, 15, cell), texts.message),
        Related(Place(texts.path, 3, 1, 3, 15, cell), texts.message),
    )
    return Reported(found, place, found.message, related, 1, verdict)


def report(*verdicts: Verdict | None, texts: Texts = Texts(), cell: Cell | None = None) -> Report:
    """A report of a finding for each verdict, two errors and an unused suppression."""
    return Report(
        tuple(reported(texts, verdict, cell) for verdict in verdicts),
        (FileError(texts.path, texts.message, 3, 7, cell), FileError(texts.path, texts.message)),
        (UnusedSuppression(texts.path, 4, 15, texts.name, cell),),
        files=2,
        skipped=1,
        seconds=0.25,
        sources={texts.path: SOURCE},
    )


def here(name: str) -> str:
    """A path below the current directory."""
    return str(Path.cwd() / name)
