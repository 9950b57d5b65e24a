"""Plain experiments: a name is looked up, or the code is run once as it is written.

What is wrong wherever it stands, in traced functions and outside of them, needs no comparison of two modes:
a name that the installed TensorFlow does not have is missing in both, a line of TensorFlow 1 raises in both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tfguard.confirm.experiments.driving import as_root
from tfguard.confirm.experiments.requests import Shadows, new_request, request_for
from tfguard.confirm.experiments.task import Task
from tfguard.confirm.judging import evidence
from tfguard.confirm.judging.errors import matches
from tfguard.confirm.judging.judge import broken_run
from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.repro.plain import Written, script_of
from tfguard.confirm.repro.verified import offered
from tfguard.confirm.slices.materials import Gatherer, Materials
from tfguard.confirm.slices.program import choose
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects import callers, steps
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.confirm.workers.protocol import Failure, Observation
from tfguard.rules.finding import Finding
from tfguard.rules.proof import NameMissing, NotObservable, OptionDeprecated, Proof, Raises
from tfguard.syntax.place import Place
from tfguard.syntax.source import SourceError
from tfguard.tracing.traced import Drive, RootKind

_PLAIN = (NameMissing, NotObservable, OptionDeprecated)
_LIBRARY_NAME = re.compile(r"(?:tensorflow|keras)(?:\.\w+)+")
_MODULE = "tfguard_look_up"
_CALLS = 2
MOST_LEVELS = 2
MOST_CALLERS = 3
_TRIES = 8
_LOOK_UP = """\
import importlib

found = importlib.import_module({top!r})
for part in {rest!r}:
    found = getattr(found, part)
"""
# The text that tf.function's own documentation has of such options, in every TensorFlow from 2.12 to 2.21.
_ASK_FOR_OPTION = """\
import re

import tensorflow as tf

listed = re.findall("ARGUMENTS ARE DEPRECATED: `?[(]([^)]*)[)]", tf.function.__doc__ or "")
if any({option!r} in options for options in listed):
    raise AttributeError("tf.function's documentation calls {option} deprecated")
"""


def is_plain(proof: Proof | None) -> bool:
    """Tell whether a rule's findings are proved without comparing two modes."""
    return proof is not None and any(isinstance(one, _PLAIN) for one in proof.expectations)


class PlainExperiment:
    """Findings that are looked up, or that the code as it is written shows.

    Args:
        task: the findings.
    """

    def __init__(self, task: Task) -> None:
        self.task = task

    def verdict_all(self) -> dict[int, Verdict]:
        """Judge every finding; none is left without a verdict."""
        return {index: self._with_script(finding) for index, finding in self.task.findings}

    def _with_script(self, finding: Finding) -> Verdict:
        """Judge, and add the script that shows the finding, where one is wanted."""
        self._rests_on: Written | None = None
        verdict = self._judge(finding)
        if verdict.outcome not in self.task.scripts:
            return verdict
        script = script_of(finding, verdict, self.task.proofs[finding.rule_id], self._rests_on)
        run, seconds, memory = self.task.run, self.task.seconds, self.task.memory
        return replace(verdict, repro=offered(script, verdict, run, seconds, memory))

    def _judge(self, finding: Finding) -> Verdict:
        proof = self.task.proofs[finding.rule_id]
        for expectation in proof.expectations:
            if isinstance(expectation, NotObservable):
                return inconclusive(Reason.NOT_OBSERVABLE, expectation.reason)
            if isinstance(expectation, OptionDeprecated):
                return self._asked(_ASK_FOR_OPTION.format(option=finding.target))
            if isinstance(expectation, NameMissing) and _LIBRARY_NAME.fullmatch(finding.target):
                top, *rest = finding.target.split(".")
                return self._asked(_LOOK_UP.format(top=top, rest=rest))
        raised = [one for one in proof.expectations if isinstance(one, Raises)]
        try:
            return self._as_written(finding, raised)
        except SourceError as error:
            return inconclusive(Reason.SOURCE_CHANGED, str(error))

    # Looking up

    def _asked(self, program: str) -> Verdict:
        """Run a program of tfguard's own that raises AttributeError where the claim is true."""
        files = [{"module": _MODULE, "path": f"{_MODULE}.py", "text": program}]
        request = request_for("graph", files, _MODULE, [Plan()], self.task.seconds, self.task.memory)
        run = self.task.run({**request, "calls": 0})
        details = evidence.details(None, run, "")
        broken = broken_run(run)
        if broken is not None:
            return inconclusive(*broken)
        if run.failure is None:
            return Verdict(Outcome.REFUTED, "", f"TensorFlow {run.tensorflow} has it", details)
        if run.failure.type == "AttributeError":
            said = run.failure.line.removeprefix("AttributeError: ")
            return Verdict(Outcome.CONFIRMED, "", f"TensorFlow {run.tensorflow}: {said}", details)
        return inconclusive(Reason.MODULE_MISSING, run.failure.line)

    # Running

    def _as_written(self, finding: Finding, expected: Sequence[Raises]) -> Verdict:
        """Run what holds the place: the traced function, the function around it, or the module.

        Where that raises, its callers are run too: they may have opened a graph for it.
        """
        tree = Tree(self.task.project.load(finding.place.path))
        return self._through_callers(tree, self._drive(tree, finding), finding, expected, MOST_LEVELS)

    def _through_callers(
        self, tree: Tree, drive: Drive, finding: Finding, expected: Sequence[Raises], levels: int
    ) -> Verdict:
        own = self._driven(tree, drive, finding, expected)
        if own.outcome is not Outcome.CONFIRMED or not drive.line or not levels:
            return own
        above = []
        for caller in callers.callers_of(tree, drive)[:MOST_CALLERS]:
            verdict = self._through_callers(tree, caller, finding, expected, levels - 1)
            above.append((verdict, self._rests_on))
        for outcome in (Outcome.REFUTED, Outcome.CONFIRMED, Outcome.INCONCLUSIVE):
            for verdict, rests_on in above:
                if verdict.outcome is outcome:
                    self._rests_on = rests_on
                    return verdict
        return own

    def _driven(self, tree: Tree, drive: Drive, finding: Finding, expected: Sequence[Raises]) -> Verdict:
        prepared = self._around_function(drive, finding) if drive.line else self._around_module(tree, finding)
        if isinstance(prepared, Verdict):
            return prepared
        materials, plans, edits = prepared
        shadows = materials.shadows({drive.path: edits})
        request = new_request("graph", materials, shadows, plans, self.task.seconds, self.task.memory)
        request["calls"] = _CALLS if drive.line else 0
        request["tries"] = _TRIES
        request["search"] = any(plan.holes for plan in plans) or len(plans) > 1
        run = self.task.run(request)
        self._rests_on = Written(
            materials, plans[min(run.plan, len(plans) - 1)], tuple(edits), drive, tree, run
        )
        note = f"{drive.qualname or 'the module'} run as it is written"
        return self._verdict(finding, run, shadows, expected, note)

    def _drive(self, tree: Tree, finding: Finding) -> Drive:
        root = finding.root
        if root.kind is not RootKind.UNTRACED:
            return Drive(root.path, root.line, root.qualname, ())
        return callers.drive_around(tree, finding.place) or Drive(root.path, 0, "", ())

    def _around_function(
        self, drive: Drive, finding: Finding
    ) -> tuple[Materials, Sequence[Plan], list[Edit]] | Verdict:
        traced = finding.root.kind is not RootKind.UNTRACED
        own = traced and (finding.root.path, finding.root.qualname) == (drive.path, drive.qualname)
        root = finding.root if own else as_root(drive)
        found = steps.find(self.task.project, root, frozenset((drive.qualname.partition(".")[0],)))
        if found is None or not found.plans:
            return inconclusive(Reason.SUBJECT_NOT_FOUND, f"no way to {drive.qualname} is known")
        extra: dict[str, set[str]] = {}
        for link in finding.chain:
            extra.setdefault(link.place.path, set()).add(link.function.partition(".")[0])
        wanted = {getattr(found.path[0], "name", "")} | extra.get(drive.path, set())
        wanted = wanted.union(*(plan.wanted for plan in found.plans)) - {""}
        pinned = [] if found.pinned is None else [found.pinned]
        materials = Gatherer(self.task.project).gather(found.tree.module, wanted, pinned, extra)
        return materials, found.plans, []

    def _around_module(
        self, tree: Tree, finding: Finding
    ) -> tuple[Materials, Sequence[Plan], list[Edit]] | Verdict:
        program = choose(tree.module, [finding.place], [], set())
        if not program.pinned:
            return inconclusive(Reason.NOT_REACHED, "no statement of the module leads to it")
        gatherer = Gatherer(self.task.project, {program.module.path: program.module})
        materials = gatherer.gather(program.module, set(program.wanted), [], {}, program.pinned)
        return materials, [Plan()], list(program.edits)

    def _verdict(
        self,
        finding: Finding,
        run: Observation,
        shadows: Shadows,
        expected: Sequence[Raises],
        note: str,
    ) -> Verdict:
        details = evidence.details(None, run, note)
        broken = broken_run(run)
        if broken is not None:
            return inconclusive(*broken, details=details)
        failure = run.failure
        if failure is None:
            return Verdict(Outcome.REFUTED, "", "the code ran and nothing was raised", details)
        for one in expected:
            places = [finding.place, *(other.place for other in finding.related if one.related)]
            place = next((place for place in places if _is_at(failure, place, shadows)), None)
            if place is not None and matches(failure, one):
                text = f"raised {failure.line[:300]} at line {place.line}"
                return Verdict(Outcome.CONFIRMED, "", text, details)
        if not _is_at(failure, finding.place, shadows):
            return inconclusive(Reason.NOT_REACHED, failure.line, details=details)
        return inconclusive(Reason.EAGER_FAILS, failure.line, details=details)


def _is_at(failure: Failure, place: Place, shadows: Shadows) -> bool:
    if failure.innermost is None or failure.innermost[0] not in shadows:
        return False
    path, shadow = shadows[failure.innermost[0]]
    return path == place.path and place.line <= shadow.user_line(failure.innermost[1]) <= place.end_line
