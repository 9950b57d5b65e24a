"""The experiment of one traced function: which runs are made, and for which findings."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfguard.confirm.experiments.converting import Conversion
from tfguard.confirm.experiments.driving import DrivenExperiment
from tfguard.confirm.experiments.requests import fix, new_request
from tfguard.confirm.experiments.task import Task
from tfguard.confirm.judging.case import CONTROL, Case, persists
from tfguard.confirm.judging.judge import broken_run, eager_failed, judge
from tfguard.confirm.judging.state import results_agree
from tfguard.confirm.probes import probing
from tfguard.confirm.probes.probing import Probe, Tree
from tfguard.confirm.repro.comparing import Compared, catching, script_of
from tfguard.confirm.repro.verified import offered
from tfguard.confirm.slices.materials import Gatherer, Materials
from tfguard.confirm.slices.names import bound_names
from tfguard.confirm.slices.shadow import Edit, Shadow
from tfguard.confirm.subjects import steps
from tfguard.confirm.subjects.arguments import other_kinds, parameters
from tfguard.confirm.subjects.steps import Plan, Subject, find
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.confirm.workers.protocol import Observation
from tfguard.rules.finding import Finding
from tfguard.rules.proof import (
    CheckLeftOut,
    CompiledDiffers,
    Contrast,
    Effect,
    FrozenValue,
    GrowsGraph,
    KeepsOld,
    LeaksTensor,
    LeftOut,
    Proof,
    Raises,
    ResultDiffers,
    ReturnRefused,
    RunsOnceInLoop,
    RunsOnlyWhileTracing,
    SpoilsObject,
    StateDiffers,
    SymbolicText,
    UnrollsLoop,
)
from tfguard.syntax.source import SourceError
from tfguard.tracing.traced import RootKind


@dataclass(frozen=True)
class Item:
    """One finding with its proof and its probe.

    Attributes:
        index: which finding.
        finding, proof: what is claimed and what proves it.
        probe: its place.
    """

    index: int
    finding: Finding
    proof: Proof
    probe: Probe

    @property
    def both_fail(self) -> bool:
        """Whether even the eager run is expected to raise."""
        return self.proof.contrast is Contrast.BOTH_FAIL

    @property
    def raises(self) -> bool:
        """Whether it ends the graph run, and with it every other finding's chance to be seen."""
        watching = self.has(LeaksTensor) or self.has(StateDiffers) or self.has(RunsOnlyWhileTracing)
        return not self.both_fail and self.has(Raises) and not watching

    @property
    def creates(self) -> bool:
        """Whether it makes an object that can be kept instead of made again."""
        return self.raises and bool(self.probe.once) and self.finding.rule_id.startswith("E71")

    @property
    def defines(self) -> bool:
        """Whether it is the flagged decorator or wrapping call that is expected to raise."""
        return self.proof.contrast is Contrast.DEFINITION

    @property
    def unrun(self) -> bool:
        """Whether no call runs the flagged place: a decorator, or a function whose calls run nothing."""
        expectations = self.proof.expectations
        defines = self.defines and self.finding.drive is None
        return defines or any(isinstance(each, ReturnRefused) and each.unrun for each in expectations)

    @property
    def is_drawn(self) -> bool:
        """Whether its value is said to change by itself, and not with what the place reads."""
        reads = any(
            isinstance(each, RunsOnlyWhileTracing) and each.effects == {Effect.FILE}
            for each in self.proof.expectations
        )
        return self.has(FrozenValue) and bool(self.probe.twice) and not (reads or self.probe.environ)

    @property
    def is_of_an_order(self) -> bool:
        """Whether it is about decorators that do not go together."""
        return any(isinstance(each, Raises) and each.through for each in self.proof.expectations)

    @property
    def is_unconverted(self) -> bool:
        """Whether it is said to keep AutoGraph from converting the function."""
        return any(isinstance(each, Raises) and each.unconverted for each in self.proof.expectations)

    def has_open_axes(self) -> bool:
        """Whether it shows only where the first axis of the arguments is open."""
        return any(isinstance(each, Raises) and each.open_axes for each in self.proof.expectations)

    def has(self, kind: type) -> bool:
        """Whether the proof has an expectation of some kind."""
        return any(isinstance(expectation, kind) for expectation in self.proof.expectations)


@dataclass(frozen=True)
class Variant:
    """How a shadow file departs from the user's code beside its probes.

    Attributes:
        once: probes whose expression keeps its first value.
        removed: probes whose statement is left out.
        mended: probes whose statement is written as it should be.
        lifted: probes whose expression is made once, as a tensor outside of the graph.
        halved: probes whose loop goes over half of its elements.
        undecorated: probes whose decorator is left out.
        without: probes whose decorator or context is left out, and that stay.
        bare: probes whose definition has no decorators.
        failing: probes whose check is made to fail.
        twice: probes whose expression is evaluated twice in a row.
    """

    once: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    mended: frozenset[int] = frozenset()
    lifted: frozenset[int] = frozenset()
    halved: frozenset[int] = frozenset()
    undecorated: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    bare: frozenset[int] = frozenset()
    failing: frozenset[int] = frozenset()

    def departure(self, probe: Probe) -> Sequence[Edit] | None:
        """Give what stands at a probe's place in place of the user's code and the probe; None for these."""
        ways = (
            (self.removed, probe.removed),
            (self.mended, probe.mended),
            (self.once, probe.once),
            (self.halved, probe.halved),
            (self.lifted, probe.lifted),
            (self.twice, probe.twice),
            (self.bare, probe.bare),
            (self.undecorated, probe.undecorated),
            (self.without, probe.without),
        )
        return next((edits for numbers, edits in ways if probe.number in numbers), None)

    twice: frozenset[int] = frozenset()


def _differing(names: Sequence[str], first: Sequence[str], values: Sequence[str]) -> str:
    pairs = zip(names, first, values, strict=True)
    return ", ".join(f"{name} = {value}" for name, before, value in pairs if value != before)


class Experiment:
    """All findings of one traced function, judged from runs that they share.

    Args:
        task: the findings, all of one root.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.verdicts: dict[int, Verdict] = {}
        self._rests_on: dict[int, tuple[Case, Variant]] = {}
        self._seen: dict[tuple[str, Variant], tuple[Observation, dict[str, tuple[str, Shadow]]]] = {}

    def verdict_all(self) -> dict[int, Verdict]:
        """Judge every finding; none is left without a verdict."""
        try:
            finding = self._longest()
            heirs = [(path, name.partition(".")[0]) for path, name in reversed(steps.entered(finding)[1:])]
            subject = find(
                self.task.project, finding.root, self._classes(), heirs, small=self._may_be_small()
            )
        except SourceError as error:
            return self._all(Reason.SOURCE_CHANGED, str(error))
        if subject is None or not subject.plans:
            return self._all(Reason.SUBJECT_NOT_FOUND, "no way to it is known")
        self.subject: Subject = subject
        self.items = self._items(subject)
        if self.items and not self._judged_through_cases():
            self.subject = subject
            self.materials = self._materials(subject)
            self._judge_items()
            self._retry_through_owners(subject)
        return self.verdicts

    def _retry_through_owners(self, subject: Subject) -> None:
        """Where no arguments were found, let the objects around the function find them."""
        whys = {self.verdicts[item.index].why for item in self.items}
        if not whys & {Reason.NO_ARGUMENTS, Reason.EAGER_FAILS, Reason.NOT_REACHED, Reason.TIME_LIMIT}:
            return
        plans = steps.through_owners(
            self.task.project, self._longest().root, subject, small=self._may_be_small()
        )
        before = dict(self.verdicts)
        if plans and self._judged_through(subject, plans):
            for index, verdict in before.items():
                if verdict.outcome is not Outcome.INCONCLUSIVE:
                    self.verdicts[index] = verdict

    def _judged_through_cases(self) -> bool:
        """Judge by what a test of the project passes, if there is one that comes to all places."""
        files = steps.through_cases(self.task.project, self._longest(), self.subject)
        return any(self._judged_through(self.subject, plans) for plans in files)

    def _judged_through(self, subject: Subject, plans: list[Plan]) -> bool:
        """Judge by what some other code calls the function with, if it comes to all places."""
        goal = {item.probe.number for item in self.items if not item.unrun}
        try:
            self.subject = replace(subject, plans=tuple(plans))
            self.materials = self._materials(self.subject)
        except SourceError:
            return False
        self._seen.clear()
        eager, shadows = self._search(self._base())
        reached = {number for number in goal if any(call.sight(number).entered for call in eager.calls)}
        if broken_run(eager) is None and eager.failure is None and reached == goal:
            self._judge_all(eager, shadows)
            return True
        self._seen.clear()
        return False

    def _may_be_small(self) -> bool:
        """Whether nothing is asked that hangs on sizes: how large the graph is."""
        proofs = [self.task.proofs.get(finding.rule_id) for _, finding in self.task.findings]
        expected = [each for proof in proofs if proof is not None for each in proof.expectations]
        return not any(isinstance(each, (GrowsGraph, UnrollsLoop)) for each in expected)

    def _longest(self) -> Finding:
        return max((finding for _, finding in self.task.findings), key=lambda one: len(one.chain))

    def _classes(self) -> frozenset[str]:
        """Classes whose methods the chains enter."""
        names = {link.function for _, finding in self.task.findings for link in finding.chain}
        return frozenset(name.partition(".")[0] for name in names if "." in name)

    def _all(self, why: Reason, detail: str = "") -> dict[int, Verdict]:
        for index, _ in self.task.findings:
            self.verdicts.setdefault(index, inconclusive(why, detail))
        return self.verdicts

    # What is prepared

    def _items(self, subject: Subject) -> list[Item]:
        trees = {subject.tree.module.path: subject.tree}
        numbers: dict[tuple[object, ...], int] = {}
        found = []
        for index, finding in self.task.findings:
            proof = self.task.proofs.get(finding.rule_id)
            if proof is None:
                self.verdicts[index] = inconclusive(Reason.NO_PROOF, finding.rule_id)
                continue
            if not proof.expectations:
                self.verdicts[index] = inconclusive(Reason.NO_PROOF, "style")
                continue
            try:
                tree = trees.setdefault(finding.place.path, Tree(self.task.project.load(finding.place.path)))
            except SourceError as error:
                self.verdicts[index] = inconclusive(Reason.SOURCE_CHANGED, str(error))
                continue
            key = (finding.place, finding.target)
            number = numbers.setdefault(key, len(numbers) + 1)
            without = proof.contrast is Contrast.WITHOUT
            place = probing.header(tree, finding.place) if without else finding.place
            probe = probing.build(tree, number, place, finding.target)
            if probe is None:
                self.verdicts[index] = inconclusive(Reason.SOURCE_CHANGED, "the place is not in the file")
                continue
            found.append(Item(index, finding, proof, probe))
        return found

    def _materials(self, subject: Subject) -> Materials:
        wanted: set[str] = set()
        for plan in subject.plans:
            wanted |= plan.wanted
        outer = subject.path[0]
        name = getattr(outer, "name", "")
        if name:
            wanted.add(name)
        extra: dict[str, set[str]] = {}
        for item in self.items:
            for link in item.finding.chain:
                extra.setdefault(link.place.path, set()).add(link.function.partition(".")[0])
        wanted |= extra.get(subject.tree.module.path, set())
        pinned = [] if subject.pinned is None else [subject.pinned]
        if subject.pinned is not None:
            wanted |= bound_names(subject.tree.module.tree.body[subject.pinned])
        beside: dict[str, set[str]] = {}
        for plan in subject.plans:
            for path, names in plan.beside.items():
                beside.setdefault(path, set()).update(names)
        wanted |= beside.pop(subject.tree.module.path, set())
        return Gatherer(self.task.project).gather(subject.tree.module, wanted, pinned, extra, beside=beside)

    def _shadows(self, variant: Variant) -> dict[str, tuple[str, Shadow]]:
        edits: dict[str, list[Edit]] = {}
        done: set[int] = set()
        for item in self.items:
            probe = item.probe
            if probe.number in done:
                continue
            done.add(probe.number)
            here = edits.setdefault(probe.place.path, [])
            departure = variant.departure(probe)
            if departure is not None:
                here += departure
            else:
                here += probe.edits
                if probe.number in variant.failing:
                    here += probe.failing
        main = edits.setdefault(self.subject.tree.module.path, [])
        main += probing.control(self.subject.tree, CONTROL, self.subject.node)
        if any(plan.passes for plan in self.subject.plans):
            main += probing.passed(self.subject.tree, self.subject.node, steps.is_bound(self.subject.path))
        caught = self._around_all() or self.subject.wrapping or self._nested()
        if caught is not None:
            main += probing.subject(self.subject.tree, caught)
        return self.materials.shadows(edits)

    def _around_all(self) -> ast.AST | None:
        """Where what is flagged is a call around the one that wraps, what it gives is what is called."""
        tree, wrapping = self.subject.tree, self.subject.wrapping
        orders = [item for item in self.items if item.is_of_an_order and item.probe.called]
        if wrapping is None or not orders or len(orders) < len(self.items):
            return None
        flagged = probing.call_at(tree, orders[0].finding.place)
        inside = flagged is not None and any(node is wrapping for node in ast.walk(flagged))
        return flagged if inside else None

    def _nested(self) -> ast.AST | None:
        """A decorated function inside another is caught where it is defined."""
        outer = self.subject.path[:-1]
        inside = any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for node in outer)
        return self.subject.node if inside else None

    # Runs

    def _request(
        self, mode: str, variant: Variant
    ) -> tuple[dict[str, object], dict[str, tuple[str, Shadow]]]:
        shadows = self._shadows(variant)
        request = new_request(
            mode, self.materials, shadows, self.subject.plans, self.task.seconds, self.task.memory
        )
        request["probes"] = self._specs(mode, variant)
        request["goal"] = sorted({item.probe.number for item in self.items if not item.unrun})
        request["environ"] = sorted({name for item in self.items for name in item.probe.environ})
        request["open"] = mode == "graph" and self._opens()
        texts = {item.probe.number for item in self.items if item.has(SymbolicText)}
        request["open_texts"] = sorted(texts) if mode == "graph" and self._is_opened() else []
        request["measure"] = mode == "graph" and any(
            item.has(GrowsGraph) or item.has(UnrollsLoop) for item in self.items
        )
        return request, shadows

    def _opens(self) -> bool:
        """Whether to trace with open axes too, as the one who calls the function has it traced."""
        return self._is_opened() and any(item.has_open_axes() for item in self.items)

    def _is_opened(self) -> bool:
        """Whether others trace the function, who leave the first axis open: Keras, a dataset."""
        return self.task.findings[0][1].root.kind not in (RootKind.DECORATOR, RootKind.CALL)

    def _specs(self, mode: str, variant: Variant) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        jit = bool(self.task.findings[0][1].root.options.jit_compile)
        for item in self.items:
            probe = item.probe
            spec = found.setdefault(str(probe.number), {"record": False})
            spec["watch"], spec["name"] = probe.watch.kind, probe.watch.name
            spec["module"] = self.materials.name_of(probe.place.path)
            spec["closes"] = probe.closes and probe.number not in variant.removed
            spec["uses"] = mode == "graph" and item.has(LeftOut)
            if mode == "graph" and (item.has(FrozenValue) or item.has(SymbolicText)) and not jit:
                spec["record"] = True
        return found

    def _search(self, variant: Variant) -> tuple[Observation, dict[str, tuple[str, Shadow]]]:
        request, shadows = self._request("eager", variant)
        request["search"] = True
        found = self.task.run(request)
        if found.reported and found.failure is None and found.tries > 1:
            # Later attempts share a process with failed ones: what counts is a run from a fresh state.
            fix(request, self.subject.plans, found)
            again = self.task.run(request)
            if again.reported and again.failure is None:
                found = replace(again, tries=found.tries, plan=found.plan)
        return found, shadows

    def _given(
        self, mode: str, variant: Variant, chosen: Observation
    ) -> tuple[Observation, dict[str, tuple[str, Shadow]]]:
        """Run with the chosen arguments; equal runs are made once."""
        key = (mode, variant)
        if key not in self._seen:
            request, shadows = self._request(mode, variant)
            if len(chosen.values) == len(self.subject.plans[chosen.plan].holes):
                fix(request, self.subject.plans, chosen)
            self._seen[key] = (self.task.run(request), shadows)
        return self._seen[key]

    # Judging

    def _base(self) -> Variant:
        """What every run departs in: what fails in any case is mended, what defines is left out."""
        both = frozenset(item.probe.number for item in self.items if item.both_fail and item.probe.mended)
        defining = frozenset(item.probe.number for item in self.items if item.defines)
        return Variant(mended=both, undecorated=defining)

    def _judge_items(self) -> None:
        eager, shadows = self._search(self._base())
        broken = broken_run(eager)
        if broken is not None and not eager.reported:
            self._all(*broken)
            return
        self._judge_all(eager, shadows)
        self._retry_unreached(eager)
        self._ask_for_calls()

    def _judge_all(self, eager: Observation, shadows: dict[str, tuple[str, Shadow]]) -> None:
        base = self._base()
        for item in self.items:
            verdict = self._judge_one(item, base, eager, shadows)
            if verdict.outcome is Outcome.REFUTED:
                verdict = self._with_other_kinds(item, base, eager, verdict)
            self.verdicts[item.index] = self._with_script(item, verdict)

    def _with_other_kinds(self, item: Item, base: Variant, eager: Observation, verdict: Verdict) -> Verdict:
        """Ask again with tensors of other types and ranks, where those that refuted a finding are guesses."""
        plan = self.subject.plans[min(eager.plan, len(self.subject.plans) - 1)]
        guessed = [bool(hole["guessed"]) for hole in plan.holes]
        if len(guessed) != len(eager.values):
            return verdict
        tried = []
        for values in other_kinds(eager.values, guessed):
            kept, self._seen = self._seen, {}
            rested = self._rests_on.get(item.index)
            again, shadows = self._given("eager", base, replace(eager, values=values))
            other = None
            if again.reported and again.failure is None:
                again = replace(again, plan=eager.plan, tries=eager.tries)
                other = self._judge_one(item, base, again, shadows)
            self._seen = kept
            if other is not None and other.outcome is Outcome.CONFIRMED:
                return other
            if rested is not None:
                self._rests_on[item.index] = rested
            tried += [values] if other is not None and other.outcome is Outcome.REFUTED else []
        if not tried:
            return verdict
        names = [str(hole["name"]) for hole in plan.holes]
        told = "; ".join(_differing(names, eager.values, values) for values in tried)
        return replace(verdict, evidence=f"{verdict.evidence}; also with {told}")

    def _neutral(self, item: Item) -> tuple[frozenset[int], frozenset[int]]:
        """Probes of other findings that are made harmless for this one: kept once, or left out."""
        if item.has(SpoilsObject):
            return frozenset(), frozenset()  # what spoils the object is the others' subject too
        others = [other for other in self.items if other.probe.number != item.probe.number]
        once = frozenset(other.probe.number for other in others if other.creates)
        removed = frozenset(
            other.probe.number
            for other in others
            if other.raises and not other.creates and other.probe.removed
        )
        return once, removed

    def _judge_one(
        self, item: Item, base: Variant, eager: Observation, shadows: dict[str, tuple[str, Shadow]]
    ) -> Verdict:
        plan = self.subject.plans[min(eager.plan, len(self.subject.plans) - 1)]
        names = tuple(arg.arg for arg, _, _ in parameters(self.subject.node, False))
        target = item.finding.target
        function = item.finding.root.qualname
        case = Case(
            item.probe, item.proof, eager, None, None, None, shadows, plan.note, names, target, function
        )
        if item.defines:
            return self._judge_definition(item, base, case)
        if item.proof.contrast is Contrast.WITHOUT:
            return self._judge_without(item, base, case)
        related = tuple(one.place for one in item.finding.related)
        case = replace(case, related=related, inside=self._is_inside(item))
        if item.both_fail:
            return self._judge_both(item, base, case)
        if broken_run(eager) is not None:
            return judge(case)
        if eager.failure is not None and not any(map(item.has, (FrozenValue, SymbolicText, Raises))):
            return eager_failed(case)
        once, removed = self._neutral(item)
        variant = replace(base, once=once, removed=removed)
        compares = item.has(ResultDiffers) or item.has(RunsOnceInLoop)
        if compares and variant != base and self._given("graph", base, eager)[0].failure is None:
            variant = base  # nothing has to be made harmless: results are those of the code as it is
        graph, shadows = self._given("graph", variant, eager)
        case = replace(case, graph=graph, shadows=shadows)
        if compares and variant != base:  # both modes have to run the same program
            case = replace(case, eager=self._given("eager", variant, eager)[0])
        if item.has(ResultDiffers) and item.probe.mended:
            number = frozenset((item.probe.number,))
            case = replace(
                case, mended=self._given("graph", replace(variant, mended=base.mended | number), eager)[0]
            )
        if item.has(UnrollsLoop) and item.probe.halved:
            number = frozenset((item.probe.number,))
            case = replace(case, mended=self._given("graph", replace(variant, halved=number), eager)[0])
        if item.has(GrowsGraph) and item.probe.lifted:
            number = frozenset((item.probe.number,))
            case = replace(case, mended=self._given("graph", replace(variant, lifted=number), eager)[0])
        if item.has(RunsOnceInLoop) and item.probe.removed:
            left_out = replace(variant, removed=variant.removed | {item.probe.number})
            eager_without, graph_without = (
                self._given(mode, left_out, eager)[0] for mode in ("eager", "graph")
            )
            case = replace(case, without=(eager_without, graph_without))
        if item.has(CompiledDiffers):
            case = replace(case, control=self._given("uncompiled", variant, eager)[0])
        if item.has(CheckLeftOut) and item.probe.failing:
            case = replace(case, failing=self._failing(item, variant, eager))
        if item.is_drawn:
            twice = replace(variant, twice=frozenset((item.probe.number,)))
            case = replace(case, twice=self._given("eager", twice, eager)[0])
        self._rests_on[item.index] = case, variant
        verdict = judge(case)
        if verdict.outcome is Outcome.CONFIRMED and item.is_unconverted and not self._stops(item):
            return case.undecided(Reason.NOT_OBSERVABLE, "it is another line that AutoGraph does not convert")
        open_still = verdict.outcome is Outcome.REFUTED or verdict.why is Reason.NOT_REACHED
        if open_still and item.has(StateDiffers):
            verdict = self._without(item, variant, case) or verdict
        return verdict

    def _stops(self, item: Item) -> bool:
        conversion = Conversion(self.task.run, self.task.seconds, self.task.memory)
        tree = Tree(self.task.project.load(item.finding.place.path))
        return conversion.is_stopped_by(tree, item.finding.place)

    def _is_inside(self, item: Item) -> bool:
        """Whether the place stands in the body of the traced function."""
        body = self.subject.node.body
        place = item.finding.place
        if place.path != self.subject.tree.module.path or not isinstance(body, list):
            return False
        return body[0].lineno <= place.line <= (body[-1].end_lineno or body[-1].lineno)

    def _failing(self, item: Item, variant: Variant, eager: Observation) -> tuple[Observation, Observation]:
        """Make the flagged check fail, compiled and not."""
        failing = replace(variant, failing=frozenset((item.probe.number,)))
        return self._given("graph", failing, eager)[0], self._given("uncompiled", failing, eager)[0]

    def _judge_both(self, item: Item, base: Variant, case: Case) -> Verdict:
        """Run the line as it is written in both modes; the mended code is the control."""
        number = frozenset((item.probe.number,))
        once, removed = self._neutral(item)
        written = Variant(once, removed, base.mended - number)
        eager, shadows = self._given("eager", written, case.eager)
        graph, _ = self._given("graph", written, case.eager)
        control = None
        if item.probe.mended:
            control, _ = self._given("graph", replace(base, once=once, removed=removed), case.eager)
        case = replace(case, eager=eager, graph=graph, control=control, shadows=shadows)
        self._rests_on[item.index] = case, written
        return judge(case)

    def _judge_without(self, item: Item, base: Variant, case: Case) -> Verdict:
        """Run the code as it is written, and without what is flagged, both as a graph."""
        if not item.probe.without:
            return case.undecided(Reason.SOURCE_CHANGED, "there is nothing at the place that can be left out")
        if broken_run(case.eager) is None and case.eager.failure is None:
            without = replace(base, without=frozenset((item.probe.number,)))
            graph, control = (self._given("graph", variant, case.eager)[0] for variant in (base, without))
            case = replace(case, graph=graph, control=control)
        return judge(case)

    def _judge_definition(self, item: Item, base: Variant, case: Case) -> Verdict:
        """Run the definition as it is written, and once more without the flagged decorator."""
        if not item.probe.undecorated:
            return case.undecided(Reason.SOURCE_CHANGED, "there is no decorator at the place")
        number = frozenset((item.probe.number,))
        written = replace(base, undecorated=base.undecorated - number)
        graph, shadows = self._given("graph", written, case.eager)
        control, _ = self._given("graph", base, case.eager)
        case = replace(case, graph=graph, control=control, shadows=shadows)
        self._rests_on[item.index] = case, written
        verdict = judge(case)
        if verdict.why is Reason.GRAPH_FAILS_ELSEWHERE and item.is_of_an_order and item.probe.bare:
            # Of two decorators that do not go together, it may be the other one that raises.
            bare, _ = self._given("graph", replace(written, bare=number), case.eager)
            return judge(replace(case, control=bare, bare=True))
        return verdict

    def _with_script(self, item: Item, verdict: Verdict) -> Verdict:
        """Add the script that shows a finding, where one is wanted."""
        if verdict.outcome not in self.task.scripts or item.index not in self._rests_on:
            return verdict
        case, variant = self._rests_on[item.index]
        neutral = [
            (other.probe.place.path, edit)
            for other in self.items
            if other.probe.number != item.probe.number
            for edit in self._neutral_edits(other.probe, variant)
        ]
        plan = self.subject.plans[min(case.eager.plan, len(self.subject.plans) - 1)]
        compared = Compared(
            item.finding, verdict, case, self.materials, self.subject, plan, catching(self.subject),
            tuple(neutral), tuple(sorted({name for one in self.items for name in one.probe.environ})),
        )  # fmt: skip
        # What a test or a model passes, a script of its own cannot have.
        script = None if plan.passes or plan.module else script_of(compared)
        run, seconds, memory = self.task.run, self.task.seconds, self.task.memory
        return replace(verdict, repro=offered(script, verdict, run, seconds, memory))

    def _neutral_edits(self, probe: Probe, variant: Variant) -> tuple[Edit, ...]:
        """What makes another finding's place harmless."""
        if probe.number in variant.removed:
            return probe.removed
        if probe.number in variant.once:
            return probe.once
        return probe.undecorated if probe.number in variant.undecorated else ()

    def _without(self, item: Item, variant: Variant, case: Case) -> Verdict | None:
        """Leave the statement out: if both modes then agree and did not before, it is the cause.

        A flag that is switched while tracing ends alike in both modes and still freezes a branch.
        """
        graph, number = case.graph, item.probe.number
        if graph is None or not item.probe.removed or not persists(case.eager, number):
            return None
        wrote = any(call.sight(number).effects.get("state") for call in case.eager.calls)
        if not wrote or results_agree(case.eager, graph) or graph.failure is not None:
            return None
        without = replace(variant, removed=variant.removed | {number})
        runs = [self._given(mode, without, case.eager)[0] for mode in ("eager", "graph")]
        if any(run.failure is not None or not run.reported for run in runs) or not results_agree(*runs):
            return None
        return case.confirmed(
            "the same calls return something else as a graph; without this line both modes agree"
        )

    def _ask_for_calls(self) -> None:
        """Let the project's own calls show what untraced code does to a trace."""
        for item in self.items:
            outside = not self._is_inside(item) and len(item.finding.chain) <= 1
            if item.has(KeepsOld) and outside and self.verdicts[item.index].why is Reason.NOT_REACHED:
                driven = DrivenExperiment(self.task.of([(item.index, item.finding)]))
                self.verdicts.update(driven.verdict_all())

    def _retry_unreached(self, eager: Observation) -> None:
        """Search once more for each place alone: one set of arguments need not reach them all."""
        if len({item.probe.number for item in self.items}) < 2:
            return
        unreached = [
            item for item in self.items
            if self.verdicts[item.index].why is Reason.NOT_REACHED
            and not any(call.sight(item.probe.number).entered for call in eager.calls)
        ]  # fmt: skip
        for item in unreached[:8]:
            alone = Experiment(self.task.of([(item.index, item.finding)]))
            self.verdicts.update(alone.verdict_all())
