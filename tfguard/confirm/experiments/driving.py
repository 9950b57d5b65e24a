"""Driven experiments: the project's own code runs, and the calls that it makes are watched.

What goes wrong only from call to call (a trace for each value, a value that stands still) depends on how the
project makes its calls. Values of tfguard's own would prove nothing: a loop over ``range`` traces again and
again, the same loop over ``np.arange`` does not.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from tfguard.confirm.experiments.requests import Shadows, fix, new_request
from tfguard.confirm.experiments.task import Task
from tfguard.confirm.judging import calls as judge_calls
from tfguard.confirm.judging import saves as judge_saves
from tfguard.confirm.judging.calls import DrivenCase
from tfguard.confirm.judging.case import CALL_COUNT, CONTROL
from tfguard.confirm.judging.judge import broken_run
from tfguard.confirm.judging.saves import Claim
from tfguard.confirm.probes import probing, watching
from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.probes.watching import Flagged, Site
from tfguard.confirm.repro.driven import Driven, script_of
from tfguard.confirm.repro.verified import offered
from tfguard.confirm.slices.materials import Gatherer, Materials
from tfguard.confirm.slices.names import names_read
from tfguard.confirm.slices.program import Program, choose
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects import callers, steps
from tfguard.confirm.subjects.arguments import COUNT, Function
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.confirm.workers.protocol import Observation
from tfguard.rules.finding import Finding
from tfguard.rules.proof import (
    Expectation,
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
from tfguard.syntax.source import SourceError
from tfguard.tracing.traced import Drive, Root, RootKind

MOST_CALLS = 200  # watched until what is read changes, or a function has been made often enough
MOST_VALUES = 60  # calls watched until the flagged argument has had a few values
LONGER = 40
ROUNDS = "6"
FIRST_SITE = 1
FIRST_FLAGGED = 1001
_DRIVEN = (Retraces, RemakesFunction, StaleValue, LateBound, SharesTrace, NoEffect, LostBySaving)
_MAY_BE_LIFTED = (Reason.FEW_CALLS, Reason.NOT_REACHED, Reason.NO_ARGUMENTS, Reason.EAGER_FAILS)
MOST_CALLERS = 3
MOST_LIFTS = 2


def is_driven(proof: Proof | None) -> bool:
    """Tell whether a rule's findings are proved by running the code that makes the calls."""
    return proof is not None and any(isinstance(one, _DRIVEN) or _is_later(one) for one in proof.expectations)


def _is_later(expectation: Expectation) -> bool:
    return isinstance(expectation, Raises) and expectation.later


def _expects(proof: Proof, kind: type) -> bool:
    return any(isinstance(expectation, kind) for expectation in proof.expectations)


def _is_kept(expectation: Expectation) -> bool:
    return isinstance(expectation, KeepsOld)


@dataclass(frozen=True)
class Hold:
    """What a control run changes.

    Attributes:
        first: flagged arguments that keep their first value.
        tensor: flagged arguments that are made tensors.
        kept: flagged places whose first result is kept.
    """

    first: frozenset[int] = frozenset()
    tensor: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Order:
    """When a run ends; see the worker's ``calls.CallRuntime``."""

    most: int = CALL_COUNT
    least: int = CALL_COUNT
    varying: int = -1
    changing: int = 0
    making: int = -1
    rest: bool = False
    body: bool = False

    def as_json(self) -> dict[str, object]:
        """Give the form that the worker reads."""
        return {
            "most": self.most,
            "least": self.least,
            "varying": self.varying,
            "changing": self.changing,
            "making": self.making,
            "rest": self.rest,
            "body": self.body,
        }


@dataclass(frozen=True)
class Item:
    """One finding of the experiment."""

    index: int
    finding: Finding
    proof: Proof
    flagged: Flagged

    def expects(self, kind: type) -> bool:
        """Whether the proof has an expectation of some kind."""
        return _expects(self.proof, kind)


class DrivenExperiment:
    """Findings about the calls that one piece of the project's code makes.

    Args:
        task: the findings, all of one root and one drive.
        lifts: how often the callers of the driven function may be driven instead.
    """

    def __init__(self, task: Task, lifts: int = MOST_LIFTS) -> None:
        self.task = task
        self.lifts = lifts
        self.verdicts: dict[int, Verdict] = {}
        self._rests_on: dict[int, DrivenCase] = {}
        self._trees: dict[str, Tree] = {}
        self._seen: dict[tuple[str, Hold, Order], tuple[Observation, Shadows]] = {}
        self._chosen: dict[Order, tuple[Observation, Shadows]] = {}

    def verdict_all(self) -> dict[int, Verdict]:
        """Judge every finding; none is left without a verdict."""
        if self._is_undriven():
            return self._through_calls()
        try:
            drive = self._drive_of(self.task.findings[0][1])
            if drive is None:
                return self._all(Reason.NO_CALLER)
            missing = self._prepare(drive)
        except SourceError as error:
            return self._all(Reason.SOURCE_CHANGED, str(error))
        if missing is not None:
            self._all(*missing)
        else:
            for item in self.items:
                verdict = self._judge(item)
                self.verdicts[item.index] = self._with_script(item, verdict)
        self._lift(drive)
        return self.verdicts

    def _is_undriven(self) -> bool:
        """Whether the finding does not say which code makes the calls: any call of the function will do."""
        finding = self.task.findings[0][1]
        expectations = self.task.proofs[finding.rule_id].expectations
        return finding.drive is None and any(_is_later(one) or _is_kept(one) for one in expectations)

    def _through_calls(self) -> dict[int, Verdict]:
        """Drive each piece of code that calls the traced function, until one decides."""
        root = self.task.findings[0][1].root
        try:
            drives = callers.calling(self._tree(root.path), root)
        except SourceError as error:
            return self._all(Reason.SOURCE_CHANGED, str(error))
        for drive in drives[:MOST_CALLERS]:
            driven = [(index, replace(finding, drive=drive)) for index, finding in self.task.findings]
            for index, verdict in DrivenExperiment(self.task.of(driven), self.lifts).verdict_all().items():
                if index not in self.verdicts or verdict.outcome is not Outcome.INCONCLUSIVE:
                    self.verdicts[index] = verdict
            if all(one.outcome is not Outcome.INCONCLUSIVE for one in self.verdicts.values()):
                break
        return self._all(Reason.NO_CALLER)

    def _drive_of(self, finding: Finding) -> Drive | None:
        """The code to run; for an assignment or a call that saves, the code that it stands in."""
        proof = self.task.proofs[finding.rule_id]
        saves = _expects(proof, LostBySaving)
        if finding.drive is not None or not (saves or _expects(proof, NoEffect)):
            return finding.drive
        calls = (finding.place,) if saves else ()
        return callers.drive_around(self._tree(finding.place.path), finding.place, calls)

    def _lift(self, drive: Drive) -> None:
        """Drive the callers instead, where the code alone makes too few calls or cannot be called."""
        open_still = [
            (index, finding) for index, finding in self.task.findings
            if self.verdicts[index].why in _MAY_BE_LIFTED
        ]  # fmt: skip
        if not (open_still and drive.line and self.lifts):
            return
        for caller in callers.callers_of(self._tree(drive.path), drive)[:MOST_CALLERS]:
            lifted = [(index, replace(finding, drive=caller)) for index, finding in open_still]
            above = DrivenExperiment(self.task.of(lifted), self.lifts - 1)
            for index, verdict in above.verdict_all().items():
                if verdict.outcome is not Outcome.INCONCLUSIVE or verdict.why is Reason.FEW_CALLS:
                    self.verdicts[index] = verdict
            open_still = [one for one in open_still if self.verdicts[one[0]].why in _MAY_BE_LIFTED]
            if not open_still:
                return

    def _all(self, why: Reason, detail: str = "") -> dict[int, Verdict]:
        for index, _ in self.task.findings:
            self.verdicts.setdefault(index, inconclusive(why, detail))
        return self.verdicts

    # What is prepared

    def _tree(self, path: str) -> Tree:
        if path not in self._trees:
            self._trees[path] = Tree(self.task.project.load(path))
        return self._trees[path]

    def _prepare(self, drive: Drive) -> tuple[Reason, str] | None:
        self.drive, self.root = drive, self.task.findings[0][1].root
        self.root_tree = self._tree(self.root.path)
        function = steps.function_at(self.root_tree, self.root)
        if function is None:
            return Reason.SOURCE_CHANGED, "the traced function is not in the file"
        self.function: Function = function
        self.sites = self._sites(drive)
        self.items = self._items()
        self.edits: tuple[tuple[str, Edit], ...] = ()
        if drive.line:
            found = steps.find(self.task.project, as_root(drive), self._classes())
            if found is None or not found.plans:
                return Reason.SUBJECT_NOT_FOUND, f"no way to {drive.qualname} is known"
            self.plans = tuple(_driving(plan, drive) for plan in found.plans)
            self.materials = self._around_function(found)
            inner = found.path[:-1] and not isinstance(found.path[-2], ast.ClassDef)
            if inner:
                caught = probing.subject(found.tree, found.node)
                self.edits = tuple((drive.path, edit) for edit in caught)
        else:
            program = choose(self._tree(drive.path).module, self._calls(), self._changes(), self._leading())
            if not program.pinned:
                return Reason.NOT_REACHED, "no statement of the module leads to the call"
            self.plans = (Plan(),)
            self.materials = self._around_program(program)
            self.edits = tuple((drive.path, edit) for edit in program.edits)
        if not self.materials.name_of(self.root.path):
            return Reason.NOT_REACHED, "the code that calls does not import the traced function"
        return None

    def _classes(self) -> frozenset[str]:
        return frozenset((self.drive.qualname.partition(".")[0],))

    def _sites(self, drive: Drive) -> list[Site]:
        found: list[Site] = []
        places = [*drive.calls]
        for _, finding in self.task.findings:
            # The call whose trace is shared is as much a part of it as the one that shares it.
            if _expects(self.task.proofs[finding.rule_id], SharesTrace):
                places += [one.place for one in finding.related]
        for place in places:
            tree = self._tree(place.path)
            node = probing.call_at(tree, place)
            if node is not None and all(site.node is not node for site in found):
                found.append(Site(FIRST_SITE + len(found), tree, node))
        return found

    def _items(self) -> list[Item]:
        found = []
        numbers: dict[Place, int] = {}
        for index, finding in self.task.findings:
            proof = self.task.proofs[finding.rule_id]
            number = numbers.setdefault(self._watched_place(finding), FIRST_FLAGGED + len(numbers))
            flagged = self._flagged(number, finding, proof)
            if flagged is None:
                self.verdicts[index] = inconclusive(Reason.NOT_OBSERVABLE, "no probe can stand there")
            else:
                found.append(Item(index, finding, proof, flagged))
        return found

    def _watched_place(self, finding: Finding) -> Place:
        """The place of the finding, or of one beside it, in a watched call; two rules may share it."""
        places = [finding.place, *(one.place for one in finding.related)]
        return next((one for one in places if watching.site_of(self.sites, one)), finding.place)

    def _flagged(self, number: int, finding: Finding, proof: Proof) -> Flagged | None:
        kinds = {type(expectation) for expectation in proof.expectations}
        tree = self._tree(finding.place.path)
        if kinds & {Retraces, SharesTrace}:
            place = self._watched_place(finding)
            return watching.argument(number, place, self.sites, self.function, self._is_bound())
        if LostBySaving in kinds:
            return self._flagged_save(number, finding)
        if NoEffect in kinds:
            return watching.assigned(number, tree, finding.place)
        if RemakesFunction in kinds:
            return watching.making(number, tree, finding.place)
        if KeepsOld in kinds:
            return watching.saving(number, 0, (tree, finding.place))
        if LateBound in kinds:
            return watching.late(number, tree, finding.place, finding.target, self.root_tree, self.function)
        return watching.read(number, tree, finding.place, finding.target)

    def _flagged_save(self, number: int, finding: Finding) -> Flagged | None:
        site = watching.site_of(self.sites, finding.place)
        if site is None:
            return None
        changed = judge_saves.claim_of(finding, self.function) is Claim.STATE
        places = [one.place for one in finding.related] if changed else []
        return watching.saving(
            number, site.number, next(((self._tree(one.path), one) for one in places), None)
        )

    def _is_bound(self) -> bool:
        around = steps.definitions(self.root_tree, self.function)[-2:-1]
        decorators = [ast.unparse(one) for one in getattr(self.function, "decorator_list", [])]
        return bool(around) and isinstance(around[0], ast.ClassDef) and "staticmethod" not in decorators

    def _calls(self) -> list[Place]:
        return [site.place for site in self.sites] or [item.finding.place for item in self.items]

    def _changes(self) -> list[Place]:
        """Writes at module level that the findings speak of; they are part of what is driven."""
        related = [one.place for item in self.items for one in item.finding.related]
        return [place for place in related if place.path == self.drive.path and self._at_top(place)]

    def _at_top(self, place: Place) -> bool:
        node = self._tree(place.path).at(place)
        return node is not None and len(steps.definitions(self._tree(place.path), node)) == 1

    def _leading(self) -> set[str]:
        """Names through which the module reaches calls in other files."""
        found: set[str] = set()
        for place in self._calls():
            if place.path != self.drive.path:
                found |= {self._top_name(place), self._tree(place.path).module.name.rpartition(".")[2]}
        if any(item.expects(LostBySaving) for item in self.items):
            # What is done to the object before it is saved is part of what is saved.
            found = found.union(*(names_read(part) for site in self.sites for part in site.node.args[:1]))
        return found - {""}

    def _top_name(self, place: Place) -> str:
        tree = self._tree(place.path)
        node = tree.at(place)
        around = steps.definitions(tree, node) if node is not None else ()
        return str(getattr(around[0], "name", "")) if around else ""

    def _extra(self) -> dict[str, set[str]]:
        """Names that are needed of each file."""
        extra: dict[str, set[str]] = {self.root.path: {self.root.qualname.partition(".")[0]}}
        for item in self.items:
            for link in item.finding.chain:
                extra.setdefault(link.place.path, set()).add(link.function.partition(".")[0])
            places = [item.finding.place, *(one.place for one in item.finding.related)]
            for place in (*places, *self._calls()):
                name = self._top_name(place)
                if name:
                    extra.setdefault(place.path, set()).add(name)
        return {path: names - {"", "<lambda>"} for path, names in extra.items()}

    def _around_function(self, found: steps.Subject) -> Materials:
        extra = self._extra()
        wanted = set(extra.get(self.drive.path, ())).union(*(plan.wanted for plan in found.plans))
        name = getattr(found.path[0], "name", "")
        module = found.tree.module
        return Gatherer(self.task.project).gather(module, wanted | ({name} - {""}), [], extra)

    def _around_program(self, program: Program) -> Materials:
        extra = self._extra()
        wanted = set(program.wanted) | extra.get(self.drive.path, set())
        path = program.module.path
        gatherer = Gatherer(self.task.project, {path: program.module})
        return gatherer.gather(program.module, wanted, [], extra, program.pinned)

    # Runs

    def _shadows(self, hold: Hold) -> Shadows:
        edits: dict[str, list[Edit]] = {}
        placed = [*self.edits]
        placed += [(site.tree.module.path, edit) for site in self.sites for edit in site.edits()]
        done: set[int] = set()
        for item in self.items:
            flagged = item.flagged
            if flagged.number not in done:
                done.add(flagged.number)
                placed += flagged.kept if flagged.number in hold.kept else flagged.edits
        path = self.root.path
        placed += [(path, edit) for edit in probing.control(self.root_tree, CONTROL, self.function)]
        for file, edit in placed:
            edits.setdefault(file, []).append(edit)
        return self.materials.shadows(edits)

    def _specs(self, hold: Hold) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {
            str(site.number): {"watch": "", "argument": "record"} for site in self.sites
        }
        for item in self.items:
            number = item.flagged.number
            how = "first" if number in hold.first else "tensor" if number in hold.tensor else "record"
            found[str(number)] = {
                "watch": "",
                "argument": how,
                "keep": number in hold.kept,
                "rate": item.expects(NoEffect),
            }
            if item.expects(LostBySaving):
                found[str(item.flagged.site)]["saved"] = self._claim(item)
            if item.flagged.whole and how == "first":
                for site in self.sites:
                    found[str(site.number)]["argument"] = how
        return found

    def _claim(self, item: Item) -> dict[str, str]:
        """What a save is said to lose, as the worker looks for it."""
        finding = item.finding
        meant = judge_saves.claim_of(finding, self.function) is Claim.ARGUMENT
        return {
            "module": self.materials.name_of(finding.root.path),
            "qualname": finding.root.qualname,
            "parameter": finding.target if meant else "",
        }

    def _request(self, mode: str, hold: Hold, order: Order) -> tuple[dict[str, object], Shadows]:
        shadows = self._shadows(hold)
        request = new_request(mode, self.materials, shadows, self.plans, self.task.seconds, self.task.memory)
        request["probes"] = self._specs(hold)
        request["goal"] = [site.number for site in self.sites]
        request["drive"] = order.as_json()
        return request, shadows

    def _search(self, order: Order, mode: str = "eager") -> tuple[Observation, Shadows]:
        """Run with arguments that let the code come to the calls."""
        if order not in self._chosen:
            request, shadows = self._request(mode, Hold(), order)
            holes = any(plan.holes for plan in self.plans)
            request["search"] = holes or len(self.plans) > 1
            found = self.task.run(request)
            if found.reported and found.failure is None and found.tries > 1:
                fix(request, self.plans, found)
                again = self.task.run(request)
                if again.reported and again.failure is None:
                    found = replace(again, tries=found.tries, plan=found.plan)
            self._chosen[order] = found, shadows
        return self._chosen[order]

    def _given(self, mode: str, hold: Hold, order: Order, chosen: Observation) -> tuple[Observation, Shadows]:
        """Run with the chosen arguments; equal runs are made once."""
        key = (mode, hold, order)
        if key not in self._seen:
            request, shadows = self._request(mode, hold, order)
            if len(chosen.values) == len(self.plans[chosen.plan].holes):
                fix(request, self.plans, chosen)
            self._seen[key] = self.task.run(request), shadows
        return self._seen[key]

    # Judging

    def _judge(self, item: Item) -> Verdict:
        if item.expects(LostBySaving):
            return self._judge_save(item)
        if item.expects(KeepsOld):
            return self._judge_replaced(item)
        number = item.flagged.number
        order = self._order(item)
        eager, shadows = self._search(order)
        plan = self.plans[min(eager.plan, len(self.plans) - 1)]
        case = DrivenCase(
            item.finding, number, item.flagged, tuple(self.sites), eager, eager, None, None, shadows,
            judge_calls.shown(self.drive, plan.note),
        )  # fmt: skip
        broken = broken_run(eager)
        if broken is not None:
            return case.undecided(*broken)
        if eager.failure is not None:
            return judge_calls.eager_failed(case)
        verdicts = [self._expectation(item, one, case, order) for one in item.proof.expectations]
        for outcome in (Outcome.CONFIRMED, Outcome.INCONCLUSIVE, Outcome.REFUTED):
            for verdict in verdicts:
                if verdict.outcome is outcome:
                    return verdict
        return case.undecided(Reason.NO_PROOF)

    def _judge_save(self, item: Item) -> Verdict:
        """Judge from one run of each kind: the eager results are those of the object that was saved."""
        number, order = item.flagged.number, Order(MOST_CALLS, least=1)
        run, shadows = self._search(order, "graph")
        plan = self.plans[min(run.plan, len(self.plans) - 1)]
        kept = None
        if item.flagged.kept and run.saves:
            kept, _ = self._given("graph", Hold(kept=frozenset((number,))), order, run)
        case = DrivenCase(
            item.finding, number, item.flagged, tuple(self.sites), run, run, kept, None, shadows,
            judge_calls.shown(self.drive, plan.note),
        )  # fmt: skip
        self._rests_on[item.index] = case
        refusals = [one for one in item.proof.expectations if isinstance(one, Raises)]
        return judge_saves.lost_by_saving(case, judge_saves.claim_of(item.finding, self.function), refusals)

    def _with_script(self, item: Item, verdict: Verdict) -> Verdict:
        """Add the script that shows a finding, where one is wanted."""
        if verdict.outcome not in self.task.scripts or item.index not in self._rests_on:
            return verdict
        case = self._rests_on[item.index]
        others = self._other_arguments(item) if item.expects(Retraces) else frozenset()
        kept = {one.flagged.number: one.flagged.edits for one in self.items if one.flagged.number in others}
        watching_edits = [
            *self.edits,
            *((site.tree.module.path, edit) for site in self.sites for edit in site.edits()),
            *((self.root.path, one) for one in probing.control(self.root_tree, CONTROL, self.function)),
        ]
        driven = Driven(
            item.finding, verdict, item.proof, case, self.materials,
            self.plans[min(case.eager.plan, len(self.plans) - 1)], self.function,
            self._tree(item.finding.place.path), tuple(watching_edits),
            tuple(placed for edits in kept.values() for placed in edits),
        )  # fmt: skip
        run, seconds, memory = self.task.run, self.task.seconds, self.task.memory
        return replace(verdict, repro=offered(script_of(driven), verdict, run, seconds, memory))

    def _judge_replaced(self, item: Item) -> Verdict:
        """Run the code as it is and without the flagged statement, each in both modes."""
        order, kept = Order(LONGER), Hold(kept=frozenset((item.flagged.number,)))
        eager, shadows = self._search(order)
        graph, _ = self._given("graph", Hold(), order, eager)
        note = judge_calls.shown(self.drive, self.plans[min(eager.plan, len(self.plans) - 1)].note)
        case = DrivenCase(
            item.finding, item.flagged.number, item.flagged, tuple(self.sites), eager, graph, None, None,
            shadows, note,
        )  # fmt: skip
        self._rests_on[item.index] = case
        if eager.failure is not None or not item.flagged.kept:
            return judge_calls.eager_failed(case)
        without = [self._given(mode, kept, order, eager)[0] for mode in ("eager", "graph")]
        return judge_calls.keeps_old(case, without[0], without[1], self._is_given(eager))

    def _order(self, item: Item) -> Order:
        number = item.flagged.number
        if item.expects(Retraces):
            return Order(MOST_VALUES, varying=0 if item.flagged.whole else number, body=True)
        if item.expects(StaleValue):
            return Order(MOST_CALLS, changing=number)
        if item.expects(RemakesFunction) or item.expects(NoEffect):
            return Order(MOST_CALLS, making=number)
        return Order(LONGER, rest=item.expects(LateBound))

    def _is_invented(self, item: Item, eager: Observation) -> bool:
        """Tell whether the flagged argument's values come from arguments that tfguard made up."""
        plan = self.plans[min(eager.plan, len(self.plans) - 1)]
        if not self.drive.line or len(eager.values) != len(plan.holes):
            return False
        holes = [plan.holes[int(str(argument["hole"]))] for argument in plan.call]
        made_up = {str(hole["name"]) for hole in holes if hole["guessed"]}
        tree = self._tree(item.finding.place.path)
        return bool(made_up & watching.rests_on(tree, item.finding.place, self.drive))

    def _is_given(self, eager: Observation) -> bool:
        """Tell whether the code is driven with arguments: tfguard may have chosen others than the project."""
        return bool(self.plans[min(eager.plan, len(self.plans) - 1)].call)

    def _other_arguments(self, item: Item) -> frozenset[int]:
        if item.flagged.whole:
            return frozenset()
        others = [one.flagged for one in self.items if one.expects(Retraces) and not one.flagged.whole]
        return frozenset(one.number for one in others) - {item.flagged.number}

    def _expectation(self, item: Item, expectation: Expectation, case: DrivenCase, order: Order) -> Verdict:
        number = frozenset((item.flagged.number,))
        eager = case.eager
        if isinstance(expectation, Retraces):
            # Other flagged arguments of these calls keep their first value: they would trace on their own.
            others = self._other_arguments(item)
            graph, shadows = self._given("graph", Hold(others), order, eager)
            self._rests_on[item.index] = replace(case, graph=graph)
            length = Order(max(1, len(graph.calls)), body=True)
            kept, _ = self._given("graph", Hold(others | number), length, eager)
            case = replace(case, graph=graph, shadows=shadows, kept=kept)
            if judge_calls.plain_numbers(case):
                tensors, _ = self._given("graph", Hold(others, number), length, eager)
                case = replace(case, tensors=tensors)
            verdict = judge_calls.retraces(case, self._is_invented(item, eager))
            if others and verdict.outcome is Outcome.REFUTED:
                alone, _ = self._given("graph", Hold(), length, eager)
                if judge_calls.traces_again(alone):
                    return case.undecided(Reason.NOT_OBSERVABLE, "not because of this argument alone")
            return verdict
        if isinstance(expectation, StaleValue):
            order = Order(len(eager.calls) if eager.stopped in ("enough", "time") else MOST_CALLS)
        graph, shadows = self._given("graph", Hold(), order, eager)
        case = replace(case, graph=graph, shadows=shadows)
        self._rests_on[item.index] = case
        if isinstance(expectation, StaleValue):
            return judge_calls.stale_value(case)
        if isinstance(expectation, RemakesFunction):
            if item.flagged.kept:
                case = replace(case, kept=self._given("graph", Hold(kept=number), order, eager)[0])
            return judge_calls.remakes_function(case)
        if isinstance(expectation, LateBound):
            return judge_calls.late_bound(case)
        if isinstance(expectation, SharesTrace):
            return judge_calls.shares_trace(case)
        if isinstance(expectation, NoEffect):
            return judge_calls.no_effect(case)
        if isinstance(expectation, Raises) and expectation.later:
            return judge_calls.raises_later(case, expectation, self._is_given(eager))
        if isinstance(expectation, Raises):
            return judge_calls.raises(case, expectation)
        return case.undecided(Reason.NO_PROOF, f"not for a driven run: {type(expectation).__name__}")


def as_root(drive: Drive) -> Root:
    """Take the driven function for something to reach, as traced functions are."""
    place = Place(drive.path, drive.line, 1, drive.line, 2)
    return Root(drive.path, drive.line, drive.qualname, RootKind.DECORATOR, "drives the calls", place)


def _driving(plan: Plan, drive: Drive) -> Plan:
    """Fit a plan for driving: a constructor runs when its object is made; a guess is a count more often."""
    if drive.qualname.endswith(".__init__") and plan.steps[-1:] == [{"do": "attribute", "name": "__init__"}]:
        plan = replace(plan, steps=plan.steps[:-1], call=[])
    holes: list[dict[str, object]] = []
    for hole in plan.holes:
        texts = hole["candidates"]
        if hole["guessed"] and isinstance(texts, list):
            place = 0 if texts[:1] == [COUNT] else 1
            texts = list(dict.fromkeys([*texts[:place], ROUNDS, *texts[place:]]))
        holes.append({**hole, "candidates": texts})
    return replace(plan, holes=holes)
