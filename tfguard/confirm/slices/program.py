"""A module's own statements, as far as they drive a traced function: what a run of "the program" keeps.

A driven run needs the statements that make the flagged calls, those that lead to them, and those in between
that may change what is called; a training run or an evaluation beside them stays out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tfguard.confirm.slices.keeping import is_main_guard, not_run
from tfguard.confirm.slices.names import bound_names, names_read
from tfguard.confirm.slices.shadow import Edit
from tfguard.syntax.module import Module
from tfguard.syntax.place import Place

_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Program:
    """The part of a module's statements that is run.

    Attributes:
        module: the module; where the calls stand under ``if __name__ == "__main__"``, the statements of that
            block take its place, so that each can be kept or left out.
        pinned: indexes of statements that are run whatever they bind.
        edits: what lets them run.
        wanted: names that they need.
    """

    module: Module
    pinned: frozenset[int]
    edits: tuple[Edit, ...]
    wanted: frozenset[str]


def choose(module: Module, calls: Sequence[Place], changes: Sequence[Place], names: Iterable[str]) -> Program:
    """Choose the statements that make some calls.

    Args:
        module: the module.
        calls: the watched calls; those in functions are reached through the statements that lead there.
        changes: further places that have to run: writes to what the calls read.
        names: names of the module through which calls in other files are reached.
    """
    reach = _Reach(module.tree.body)
    lines = [place.line for place in (*calls, *changes) if place.path == module.path]
    targets = {*names, *_around(module.tree.body, lines)}
    body: list[ast.stmt] = []
    edits: list[Edit] = []
    for statement in module.tree.body:
        if isinstance(statement, ast.If) and is_main_guard(statement) and not statement.orelse:
            inside = any(_holds(inner, lines) or reach.leads(inner, targets) for inner in statement.body)
            if inside:
                test = module.place(statement.test)
                edits.append(Edit(test.line, test.column - 1, "True or ", False, (1 << 20, 0)))
                body += statement.body
                continue
        body.append(statement)
    view = replace(module, tree=ast.Module(body=body, type_ignores=[]))
    reach = _Reach(body)
    runs = [
        index for index, statement in enumerate(body) if not isinstance(statement, (*_DEFINES, *_IMPORTS))
    ]
    pinned = {index for index in runs if _holds(body[index], lines) or reach.leads(body[index], targets)}
    if pinned:
        core = _core(reach, body, pinned, calls, module) | reach.closure(targets)
        between = [index for index in runs if min(pinned) < index < max(pinned)]
        pinned |= {
            index for index in between
            if not not_run(body[index]) and reach.leads(body[index], core)
        }  # fmt: skip
        first = body[min(pinned)]
        edits.append(Edit(first.lineno, 0, "_tfguard_begin()", whole_line=True))
    wanted = frozenset(targets).union(*(names_read(body[index]) for index in pinned))
    return Program(view, frozenset(pinned), tuple(edits), wanted)


def _holds(statement: ast.stmt, lines: Sequence[int]) -> bool:
    if isinstance(statement, _DEFINES):
        return False
    return any(statement.lineno <= line <= (statement.end_lineno or statement.lineno) for line in lines)


def _around(body: Sequence[ast.stmt], lines: Sequence[int]) -> Iterator[str]:
    """Name the top-level definitions that some lines lie in."""
    for statement in body:
        if isinstance(statement, _DEFINES):
            first = min([statement.lineno, *(node.lineno for node in statement.decorator_list)])
            if any(first <= line <= (statement.end_lineno or first) for line in lines):
                yield statement.name


def _core(
    reach: _Reach, body: Sequence[ast.stmt], pinned: Iterable[int], calls: Sequence[Place], module: Module
) -> set[str]:
    """Names that what is called rests on: a statement that touches one of them may change it."""
    found: set[str] = set()
    wanted = {(place.line, place.column) for place in calls if place.path == module.path}
    for index in pinned:
        for node in ast.walk(body[index]):
            if isinstance(node, ast.Call):
                here = module.place(node)
                if (here.line, here.column) in wanted:
                    found |= names_read(node.func)
    return reach.closure(found)


class _Reach:
    """Which names a statement touches, through the definitions and assignments that it uses."""

    def __init__(self, body: Sequence[ast.stmt]) -> None:
        self._reads: dict[str, set[str]] = {}
        self._imports: set[str] = set()
        for statement in body:
            if isinstance(statement, _IMPORTS):
                self._imports |= bound_names(statement)
            elif isinstance(statement, (*_DEFINES, ast.Assign, ast.AnnAssign)):
                for name in bound_names(statement):
                    self._reads.setdefault(name, set()).update(names_read(statement))

    def closure(self, names: Iterable[str]) -> set[str]:
        """Give names and all that they rest on, without what is imported."""
        found: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name not in found and name not in self._imports:
                found.add(name)
                queue += self._reads.get(name, ())
        return found

    def leads(self, statement: ast.stmt, targets: set[str]) -> bool:
        """Tell whether running a statement may come to one of some names."""
        if isinstance(statement, (*_DEFINES, *_IMPORTS)):
            return False
        direct = names_read(statement) & targets & self._imports
        return bool(direct or self.closure(names_read(statement) | bound_names(statement)) & targets)
