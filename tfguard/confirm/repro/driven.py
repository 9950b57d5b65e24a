"""Scripts for findings about calls: the project's own code makes them, and they are watched."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfguard.confirm.judging.calls import DrivenCase
from tfguard.confirm.judging.saves import Claim, claim_of
from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.repro import whole
from tfguard.confirm.repro.calling import driven_function
from tfguard.confirm.repro.checks import Check
from tfguard.confirm.repro.code import looking, renamed
from tfguard.confirm.repro.script import Script
from tfguard.confirm.slices.materials import Materials
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects.arguments import Function
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Verdict
from tfguard.confirm.workers.protocol import Observation, Trial
from tfguard.rules.finding import Finding
from tfguard.rules.proof import (
    KeepsOld,
    LateBound,
    LostBySaving,
    NoEffect,
    Proof,
    Raises,
    RemakesFunction,
    Retraces,
    SharesTrace,
    StaleValue,
)
from tfguard.syntax.place import Place

Placed = tuple[str, Edit]
MOST_REPLACED = 40  # calls that are compared


@dataclass(frozen=True)
class Driven:
    """What a script is made from.

    Attributes:
        finding: what is shown.
        verdict: its verdict.
        proof: what its rule expects.
        case: the runs that it rests on.
        materials: the slice.
        plan: the way to the code that is run.
        function: the traced function.
        tree: the module of the flagged place.
        edits: what lets the code run, and watches its calls and the traced function.
        others: probes of further arguments that keep their first value.
    """

    finding: Finding
    verdict: Verdict
    proof: Proof
    case: DrivenCase
    materials: Materials
    plan: Plan
    function: Function
    tree: Tree
    edits: tuple[Placed, ...]
    others: tuple[Placed, ...]


def script_of(driven: Driven) -> Script | None:
    """Write the script that shows a finding; None where no script can."""
    check, flagged = _check(driven)
    if check is None:
        return None
    place = _marked(driven)
    edits: dict[str, list[Edit]] = {}
    for path, edit in (*driven.edits, *_first(driven.others)):
        if "_tfguard_begin" not in edit.text:
            edits.setdefault(path, []).extend(renamed([edit]))
    mark = whole.mark_of(driven.finding, place.line)
    edits.setdefault(place.path, []).append(mark)
    values = dict(check.values)
    if check.other[0]:
        part = next(one for one in driven.materials.parts if one.module.path == place.path)
        other = renamed(check.other[1])
        values[check.other[0]] = whole.lines_otherwise(part, place.end_line, [mark], (), other)
        if not values[check.other[0]]:
            return None
    for path, edit in flagged:
        edits.setdefault(path, []).append(edit)
    run = driven.case.eager
    values |= {"VARIATION": 0, **whole.surroundings(run, (), Plan())}
    values["AT_ONCE"] = driven.plan.abort
    names = whole.names_of(driven.materials)
    called = driven_function(driven.plan, run.values, names, driven.case.graph.body)
    return whole.script(
        driven.finding, driven.verdict, check, driven.materials, edits, values, tuple(run.stubs_made), called
    )


def _first(placed: Sequence[Placed]) -> list[Placed]:
    """Let further arguments keep their first value."""
    found = []
    for path, edit in placed:
        text = re.sub(r"_tfguard_argument\((\d+), \d+, ", r"repro_first(\1, ", edit.text)
        found.append((path, Edit(edit.line, edit.column, text, edit.closes, edit.extent, edit.whole_line)))
    return found


def _marked(driven: Driven) -> Place:
    """The statement that the mark stands above: the flagged one, or the change that a script leaves out."""
    place = driven.finding.place
    if driven.case.flagged.kept and _expects(driven, LostBySaving):
        place = driven.finding.related[0].place
    tree = driven.tree if place.path == driven.finding.place.path else None
    node = tree.at(place) if tree is not None else None
    statement = tree.statement(node) if tree is not None and node is not None else None
    if tree is None or statement is None:
        return place
    here = tree.module.place(statement)
    decorated = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)) and place.line < here.line
    return place if decorated else here


def _expects(driven: Driven, kind: type) -> bool:
    return any(isinstance(one, kind) for one in driven.proof.expectations)


def _check(driven: Driven) -> tuple[Check | None, tuple[Placed, ...]]:
    """Choose the check, and what is put in at the flagged place."""
    case, calls = driven.case, ("driving",)
    edits = driven.case.flagged.edits
    if _expects(driven, LostBySaving):
        return _saved(driven), ()
    if _expects(driven, Retraces):
        refused = next((one for one in driven.proof.expectations if isinstance(one, Raises)), None)
        failed = [call.failure for call in case.graph.calls if call.failure is not None]
        if refused is not None and failed:
            values = {"ERRORS": refused.classes, "TEXT": refused.pattern, "LINES": 0, "MOST": 6}
            shows = "eager calls return; as a graph the flagged call raises an error before the body runs"
            return Check(("call_raises", "raises", *calls), shows, values), _renamed(edits)
        values = {"MOST": max(len(case.graph.calls), 3), "WHOLE": case.flagged.whole}
        shows = "each new value adds a trace; with the first value kept there is one"
        return Check(("retraces", *calls), shows, values), _renamed(edits)
    if _expects(driven, RemakesFunction):
        shows = "each function that is made is traced; with the first one kept there is one trace"
        return Check(("remade", *calls), shows, {"MOST": 200}), _renamed(case.flagged.kept or edits)
    if _expects(driven, StaleValue):
        shows = "what is read changes between the calls: eager calls see it, graph calls do not"
        most = max(2, min(len(case.eager.calls), len(case.graph.calls)))
        return Check(("stale", *calls, "describing"), shows, {"MOST": most}), _looking(driven, edits)
    if _expects(driven, LateBound):
        shows = "the functions are made with different values, and all read the last one"
        return Check(("late", *calls, "describing"), shows, {"MOST": 40}), _looking(driven, edits)
    if _expects(driven, SharesTrace):
        shows = "a call returns another type of number as a graph than eagerly"
        values = {"MOST": max(len(case.graph.calls), 2)}
        return Check(("shares", *calls), shows, values), _renamed(edits)
    if _expects(driven, KeepsOld):
        shows = "the modes give different results, and the same ones without the flagged line"
        left_out = tuple(edit for _, edit in case.flagged.kept)
        return Check(("replaced", *calls), shows, {"MOST": MOST_REPLACED}, other=("WITHOUT", left_out)), ()
    if _expects(driven, NoEffect):
        shows = "the learning rate stays what it was"
        return Check(("rate", *calls), shows, {"MOST": 200}), _renamed(edits)
    return None, ()


def _renamed(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    return tuple((path, new) for path, edit in placed for new in renamed([edit]))


def _looking(driven: Driven, placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Hand on what is read; other marks stay."""
    path = driven.finding.place.path
    text = driven.tree.module.text
    reads = [edit for where, edit in placed if where == path][:2]
    rest = [one for one in placed if one[1] not in reads]
    return (*((path, edit) for edit in looking(reads, text)), *_renamed(rest))


def _saved(driven: Driven) -> Check:
    claim = claim_of(driven.finding, driven.function)
    save = next(iter(driven.case.graph.saves[-1:]), None)
    values: dict[str, object] = {
        "FUNCTION": save.name if save is not None else driven.finding.root.qualname.rpartition(".")[2]
    }
    if claim is Claim.ARGUMENT:
        refused = _refused(driven.case.graph)
        other = ast.literal_eval(refused.value) if refused is not None else None
        values |= {"PARAMETER": driven.finding.target, "OTHER": other}
        shows = "the loaded function refuses a Python value that the object takes"
        return Check(("saved", "driving"), shows, values)
    if claim is Claim.STATE:
        shows = "after the change the live object gives something else, and the loaded one does not"
        left_out = tuple(edit for _, edit in driven.case.flagged.kept)
        return Check(("saved", "driving"), shows, values, other=("WITHOUT", left_out))
    return Check(("saved", "driving"), "the SavedModel holds no trace of the function", values)


def _refused(run: Observation) -> Trial | None:
    trials = [trial for save in run.saves for trial in save.trials]
    refused = [trial for trial in trials if trial.saved.failure and not trial.live.failure]
    return next(iter(refused or trials), None)
