"""What is looked at in the user's program: probes for the findings, and the files that hold them."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tfguard.confirm.probes import probing, watching
from tfguard.confirm.probes.probing import Probe, Tree
from tfguard.confirm.program_runs.conditions import is_conditional
from tfguard.confirm.slices.keeping import Kept
from tfguard.confirm.slices.shadow import Edit, Shadow, render
from tfguard.confirm.subjects import steps
from tfguard.confirm.subjects.arguments import Function
from tfguard.confirm.subjects.callsites import bindings_of
from tfguard.confirm.verdict import Reason
from tfguard.rules.finding import Finding
from tfguard.rules.proof import LeftOut, Proof, RemakesFunction, Retraces
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError
from tfguard.tracing.traced import Root, RootKind

NO_PROBE = 0


@dataclass(frozen=True)
class Item:
    """One finding, as the program's run watches it.

    Attributes:
        index: which finding.
        finding, proof: what is claimed and what proves it.
        probe: its number, or 0.
        control: the number of the probe on the traced function's first statement, or 0.
        built: the probe, where it is one of a place within a trace.
        function: file, first and last line of the head, and qualified name of the traced function.
        sites: for findings about calls, file, first and last line of each call.
        parameter: the parameter that the flagged argument is given to; empty where the whole call is meant.
        conditional: Python may decide whether a call comes to the place.
        augmented: the place is an assignment like ``count += 1``.
        hindered: why nothing can be seen of it, or None.
    """

    index: int
    finding: Finding
    proof: Proof
    probe: int = NO_PROBE
    control: int = NO_PROBE
    built: Probe | None = None
    function: tuple[str, int, int, str] = ("", 0, 0, "")
    sites: tuple[tuple[str, int, int], ...] = ()
    parameter: str = ""
    conditional: bool = False
    augmented: bool = False
    hindered: tuple[Reason, str] | None = None

    def expects(self, kind: type) -> bool:
        """Whether the proof has an expectation of some kind."""
        return any(isinstance(one, kind) for one in self.proof.expectations)


@dataclass
class RunPlan:
    """Everything that is put into the program.

    Attributes:
        items: the findings.
        files: numbers of the flagged files, by their real path.
        shadows: by number.
        specs: what each probe watches.
    """

    items: list[Item] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    shadows: dict[str, tuple[str, Shadow]] = field(default_factory=dict)
    specs: dict[int, dict[str, object]] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the plan for the hook; give the plan file.

        Raises:
            OSError: a file cannot be read or written.
        """
        listed = []
        for number, (path, shadow) in self.shadows.items():
            (folder / f"{number}.original").write_bytes(Path(path).read_bytes())
            text = {"text": shadow.text, "lines": shadow.lines, "inserted": shadow.inserted}
            (folder / f"{number}.shadow").write_text(json.dumps(text), encoding="utf-8")
            listed.append(number.encode() + b" " + os.fsencode(path))
        plan = folder / "plan.json"
        plan.write_text(json.dumps({"version": 1, "probes": self.specs}), encoding="utf-8")
        (folder / "plan.json.files").write_bytes(b"\0".join(listed))
        return plan


def plan(findings: Sequence[Finding], proofs: Mapping[str, Proof], project: Project) -> RunPlan:
    """Plan what is looked at.

    Args:
        findings: what is to be judged.
        proofs: by rule id.
        project: the files.
    """
    return _Planner(proofs, project).plan(findings)


class _Planner:
    def __init__(self, proofs: Mapping[str, Proof], project: Project) -> None:
        self.proofs = proofs
        self.project = project
        self.made = RunPlan()
        self._edits: dict[str, list[Edit]] = {}
        self._trees: dict[str, Tree] = {}
        self._numbers: dict[object, int] = {}

    def plan(self, findings: Sequence[Finding]) -> RunPlan:
        for index, finding in enumerate(findings):
            self.made.items.append(self._item(index, finding))
        for path, edits in self._edits.items():
            module = self._trees[path].module
            every = Kept(frozenset(range(len(module.tree.body))), frozenset())
            shadow = render(module.text, module.tree, every, edits)
            self.made.shadows[self._file(path)] = (os.path.realpath(path), shadow)
        return self.made

    def _item(self, index: int, finding: Finding) -> Item:
        proof = self.proofs[finding.rule_id]
        item = Item(index, finding, proof)
        place = finding.place
        if place.cell is not None or place.path.endswith(".ipynb"):
            return replace(item, hindered=(Reason.NOT_REACHED, "a notebook is no part of the program"))
        if not Path(place.path).is_file():
            return replace(item, hindered=(Reason.NOT_REACHED, "it is in no file"))
        try:
            return self._watched(item)
        except SourceError as error:
            return replace(item, hindered=(Reason.SOURCE_CHANGED, str(error)))

    def _watched(self, item: Item) -> Item:
        finding = item.finding
        item = self._with_root(item)
        if item.expects(Retraces):
            return self._of_calls(item)
        if item.expects(RemakesFunction):
            return self._of_making(item)
        tree = self._tree(finding.place.path)
        number = self._number("place", finding.place, finding.target)
        probe = probing.build(tree, number, finding.place, finding.target)
        if probe is None:
            return replace(item, hindered=(Reason.SOURCE_CHANGED, "the place is not in the file"))
        probe = _harmless(tree, probe)
        self._add(finding.place.path, number, probe.edits)
        spec = self.made.specs.setdefault(number, {"uses": False})
        spec.update(watch=probe.watch.kind, name=probe.watch.name, file=self._file(finding.place.path))
        spec["uses"] = spec["uses"] or item.expects(LeftOut)
        augmented = isinstance(tree.statement(tree.at(finding.place) or tree.module.tree), ast.AugAssign)
        conditional = self._conditional(finding)
        return replace(item, probe=number, built=probe, conditional=conditional, augmented=augmented)

    def _with_root(self, item: Item) -> Item:
        root = item.finding.root
        if root.kind is RootKind.UNTRACED or root.cell is not None or not Path(root.path).is_file():
            return item
        function = steps.function_at(self._tree(root.path), root)
        if function is None:
            return item
        number = self._number("root", root.path, root.line, root.qualname)
        self._add(root.path, number, probing.control(self._tree(root.path), number, function))
        self.made.specs.setdefault(number, {"watch": "", "name": "", "file": self._file(root.path)})
        first = min([function.lineno, *(one.lineno for one in getattr(function, "decorator_list", []))])
        where = (os.path.realpath(root.path), first, function.lineno, root.qualname)
        return replace(item, control=number, function=where)

    def _of_calls(self, item: Item) -> Item:
        """Calls are seen where they arrive: they need no probes, only their lines."""
        finding = item.finding
        calls = finding.drive.calls if finding.drive is not None else (finding.place,)
        sites = [site for place in calls for site in self._site(place)]
        places = [finding.place, *(one.place for one in finding.related)]
        place = next((one for one in places if watching.site_of(sites, one)), finding.place)
        own = watching.site_of(sites, place)
        chosen = [own] if own is not None else sites
        lines = tuple(
            (os.path.realpath(site.place.path), site.place.line, site.place.end_line) for site in chosen
        )
        parameter = self._parameter(own, place, finding.root) if own is not None else ""
        return replace(item, sites=lines, parameter=parameter)

    def _site(self, place: Place) -> Iterator[watching.Site]:
        tree = self._tree(place.path)
        node = probing.call_at(tree, place)
        if node is not None:
            yield watching.Site(0, tree, node)

    def _parameter(self, own: watching.Site, place: Place, root: Root) -> str:
        function = steps.function_at(self._tree(root.path), root)
        node = watching.argument_at(own, place)
        if function is None or node is None:
            return ""
        skip = int(self._is_bound(root, function))
        return next(
            (name for name, value in bindings_of(own.node, function, skip).items() if value is node), ""
        )

    def _is_bound(self, root: Root, function: Function) -> bool:
        around = steps.definitions(self._tree(root.path), function)[-2:-1]
        decorators = [ast.unparse(one) for one in getattr(function, "decorator_list", [])]
        return bool(around) and isinstance(around[0], ast.ClassDef) and "staticmethod" not in decorators

    def _of_making(self, item: Item) -> Item:
        place = item.finding.place
        number = self._number("making", place)
        flagged = watching.making(number, self._tree(place.path), place)
        if flagged is None:
            return replace(item, hindered=(Reason.NOT_OBSERVABLE, "no probe can stand there"))
        edits: dict[str, list[Edit]] = {}
        for path, edit in flagged.edits:
            edits.setdefault(path, []).append(edit)
        for path, here in edits.items():
            self._add(path, number, here)
        self.made.specs.setdefault(number, {"watch": "", "name": "", "file": self._file(place.path)})
        return replace(item, probe=number)

    def _conditional(self, finding: Finding) -> bool:
        """Whether Python may decide in the place's function, or in those on the way to it."""
        places = [finding.place, *(link.place for link in finding.chain[1:])]
        return any(is_conditional(self._tree(place.path), place) for place in places)

    def _tree(self, path: str) -> Tree:
        if path not in self._trees:
            self._trees[path] = Tree(self.project.load(path))
        return self._trees[path]

    def _number(self, *key: object) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _file(self, path: str) -> str:
        real = os.path.realpath(path)
        return self.made.files.setdefault(real, str(len(self.made.files) + 1))

    def _add(self, path: str, number: int, edits: Sequence[Edit]) -> None:
        """Put a probe's edits in, once."""
        if number not in self.made.specs:
            self._edits.setdefault(path, []).extend(edits)


def _harmless(tree: Tree, probe: Probe) -> Probe:
    """Leave out of a probe what it would evaluate and the program's own statement would not.

    A name that is not there yet would raise in the probe, and it is the user's program that would end.
    """
    source = probe.watch.source
    statement = tree.statement(tree.at(probe.place) or tree.module.tree)
    if not source or statement is None or source in set(_evaluated(statement)):
        return probe
    function = tree.function(statement)
    if function is not None and source in {
        one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)
    }:
        return probe
    call = f"_tfguard_enter({probe.number}"
    edits = tuple(
        replace(edit, text=edit.text.replace(f"{call}, {source})", f"{call})")) for edit in probe.edits
    )
    return replace(probe, edits=edits, watch=probing.Watch())


def _evaluated(statement: ast.stmt) -> Iterator[str]:
    """The names, attributes and elements that a statement evaluates, without the statements in it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        read = isinstance(getattr(node, "ctx", None), ast.Load) or (
            isinstance(statement, ast.AugAssign) and node is statement.target
        )
        if read:
            yield ast.unparse(node)
        inner = (one for one in ast.iter_child_nodes(node) if not isinstance(one, (ast.stmt, ast.Lambda)))
        waiting += [one for one in inner if not isinstance(one, ast.ExceptHandler)]
