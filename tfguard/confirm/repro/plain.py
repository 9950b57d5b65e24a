"""Scripts for findings that are looked up, or that the code shows as it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.repro import whole
from tfguard.confirm.repro.calling import function_and_arguments
from tfguard.confirm.repro.checks import Check
from tfguard.confirm.repro.script import Script
from tfguard.confirm.slices.materials import Materials
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Verdict
from tfguard.confirm.workers.protocol import Observation
from tfguard.rules.finding import Finding
from tfguard.rules.proof import NameMissing, OptionDeprecated, Proof, Raises
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Drive

_LIBRARY_NAME = re.compile(r"(?:tensorflow|keras)(?:\.\w+)+")
_NOTHING_CALLED = '''\
def repro_function():
    """The module's own statements are all that runs."""
    return lambda: None


def repro_arguments():
    """No arguments."""
    return [], {}
'''


@dataclass(frozen=True)
class Written:
    """The code as it is written, and its run.

    Attributes:
        materials: the slice.
        plan: the way to what is called.
        edits: what lets it run.
        drive: the function that is called; without a line, the module's statements run.
        tree: the module of the flagged place.
        run: what happened.
    """

    materials: Materials
    plan: Plan
    edits: tuple[Edit, ...]
    drive: Drive
    tree: Tree
    run: Observation


def script_of(finding: Finding, verdict: Verdict, proof: Proof, written: Written | None) -> Script | None:
    """Write the script that shows a finding; None where no script can.

    Args:
        finding: what is shown.
        verdict: its verdict.
        proof: what its rule expects.
        written: the code that was run, or None where a name was looked up.
    """
    if written is not None:
        return _as_written(
            finding, verdict, [one for one in proof.expectations if isinstance(one, Raises)], written
        )
    for expectation in proof.expectations:
        if isinstance(expectation, OptionDeprecated):
            shows = f"TensorFlow's documentation of tf.function calls {finding.target} deprecated"
            return _looked_up(finding, verdict, Check(("deprecated",), shows, {"OPTION": finding.target}))
        if isinstance(expectation, NameMissing) and _LIBRARY_NAME.fullmatch(finding.target):
            shows = f"the installed TensorFlow has no {finding.target}"
            return _looked_up(finding, verdict, Check(("missing",), shows, {"WANTED": finding.target}))
    return None


def _looked_up(finding: Finding, verdict: Verdict, check: Check) -> Script:
    about = tuple(whole.introduction(finding, verdict, check, code=False))
    return Script(
        about, (*check.parts, "common", "one_file"), check.values, (), "", "", whole.shown(finding.place.path)
    )


def _as_written(
    finding: Finding, verdict: Verdict, expected: Sequence[Raises], written: Written
) -> Script | None:
    if not expected:
        return None
    failure = written.run.failure
    chosen = next(
        (one for one in expected if failure is not None and re.search(one.pattern, failure.text, re.DOTALL)),
        expected[0],
    )
    place = finding.place
    if failure is not None and failure.innermost is not None:
        shown = next((part for part in written.materials.parts if part.shipped == failure.innermost[0]), None)
        line = failure.innermost[1]
        related = [one.place for one in finding.related if shown and one.place.path == shown.module.path]
        place = next((one for one in related if one.line <= line <= one.end_line), place)
    statement = written.tree.statement(written.tree.at(place) or written.tree.module.tree)
    here = written.tree.module.place(statement) if statement is not None else place
    values: dict[str, object] = {
        "ERRORS": chosen.classes,
        "TEXT": chosen.pattern,
        "LINES": _lines(place, here),
        "CALLS": 2,
        **whole.surroundings(written.run, (), written.plan),
    }
    edits = {written.drive.path: list(written.edits)}
    edits.setdefault(place.path, []).append(whole.mark_of(finding, here.line))
    called = _NOTHING_CALLED
    if written.drive.line:
        names = whole.names_of(written.materials)
        called = function_and_arguments(written.plan, written.run.values, names)
    check = Check(("raises_as_written", "raises"), "the flagged line raises an error", values)
    unneeded = tuple(written.run.stubs_made)
    return whole.script(finding, verdict, check, written.materials, edits, values, unneeded, called)


def _lines(place: Place, statement: Place) -> int:
    return place.end_line - statement.line + 1
