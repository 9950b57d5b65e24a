"""The experiment for a decorator that is said to be redundant: the code that calls the function is run.

To call the function itself would not do: without its decorator it is not traced then. What the finding says
is about its callers: traced functions, in which it is traced anyway.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.confirm.experiments.comparing import Experiment
from tfguard.confirm.experiments.driving import as_root
from tfguard.confirm.experiments.task import Task
from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.callers import callers_of, calling
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.rules.finding import Finding
from tfguard.rules.proof import ChangesNothing, Proof
from tfguard.syntax.module import Module
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError
from tfguard.tracing.roots.every import every_root
from tfguard.tracing.traced import Drive
from tfguard.tracing.world import World

MOST_DRIVES = 6
MOST_STEPS = 20  # from the function to the code that is run


def asks_callers(proof: Proof | None) -> bool:
    """Tell whether the callers of a function are asked, and not the function."""
    expectations = proof.expectations if proof is not None else ()
    return any(isinstance(each, ChangesNothing) and each.shared for each in expectations)


class CallersExperiment:
    """Findings of one function, judged from runs of the code that calls it.

    Args:
        task: the findings, all of one root.
    """

    def __init__(self, task: Task) -> None:
        self.task = task

    def verdict_all(self) -> dict[int, Verdict]:
        """Judge every finding; none is left without a verdict."""
        return {index: self._judged(index, finding) for index, finding in self.task.findings}

    def _judged(self, index: int, finding: Finding) -> Verdict:
        try:
            tree = Tree(self.task.project.load(finding.root.path))
        except SourceError as error:
            return inconclusive(Reason.SOURCE_CHANGED, str(error))
        traced = _traced_in(self.task.project, tree.module)
        drives, plain = _outermost(tree, finding, traced)
        if len(drives) > MOST_DRIVES:
            return inconclusive(Reason.NOT_OBSERVABLE, f"{len(drives)} functions call it")
        name = finding.root.qualname.rpartition(".")[2]
        verdicts = []
        for drive in drives:
            root = as_root(drive) if drive is not None else finding.root
            moved = replace(finding, root=root, chain=())
            verdicts.append(Experiment(self.task.of([(index, moved)])).verdict_all()[index])
        for outcome in (Outcome.REFUTED, Outcome.INCONCLUSIVE):
            for verdict in verdicts:
                if verdict.outcome is outcome:
                    return verdict
        # Plain code has called it, and that made no difference: it is traced without this decorator, too.
        hidden = name.startswith("_") or "<locals>" in finding.root.qualname
        if not plain and (not hidden or _is_handed_on(tree, name)):
            return inconclusive(Reason.NOT_OBSERVABLE, "other code may call the function too")
        return verdicts[0]


def _outermost(tree: Tree, finding: Finding, traced: set[int]) -> tuple[list[Drive | None], bool]:
    """Go from a function to the code to run: traced functions, else what nothing in the file calls.

    Args:
        tree: the module.
        finding: about the function.
        traced: lines of the functions that are traced.

    Returns:
        The code, None for the function itself where the file has no caller; and whether some of it is plain.
    """
    waiting = calling(tree, finding.root)
    found: dict[tuple[int, str], Drive] = {}
    seen: set[tuple[int, str]] = set()
    plain = not waiting
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        drive = waiting.pop()
        key = (drive.line, drive.qualname)
        if key in seen:
            continue
        seen.add(key)
        above = [] if drive.line in traced or not drive.qualname else callers_of(tree, drive)
        if above:
            waiting += above
        else:
            found[key] = drive
            plain |= drive.line not in traced
    if not found:
        return [None], plain
    return [replace(drive, calls=()) for _, drive in sorted(found.items())], plain


def _traced_in(project: Project, module: Module) -> set[int]:
    """List the lines of the functions of a file that are traced."""
    world = project.knowledge if isinstance(project.knowledge, World) else World(project)
    return {found.root.line for found in every_root(world, module) if found.root.path == module.path}


def _is_handed_on(tree: Tree, name: str) -> bool:
    """Tell whether a function is mentioned otherwise than by calling it."""
    return not all(_is_called(tree, node) for node in _mentions(tree, name))


def _mentions(tree: Tree, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree.module.tree):
        named = (
            node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        )
        if named == name and isinstance(node, ast.expr):
            yield node


def _is_called(tree: Tree, node: ast.expr) -> bool:
    above = tree.parents.get(node)
    return isinstance(above, ast.Call) and above.func is node
