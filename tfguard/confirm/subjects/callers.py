"""Which code runs some other code: the function around a place, and the callers of a function in its file."""

from __future__ import annotations

import ast

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.callsites import calls_of
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Drive

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def drive_around(tree: Tree, place: Place, calls: tuple[Place, ...] = ()) -> Drive | None:
    """Give the code to run so that a place is reached: the function around it, or the module's statements.

    Args:
        tree: the module.
        place: the place.
        calls: what is to be watched meanwhile.
    """
    node = tree.at(place)
    return None if node is None else _around(tree, node, calls)


def callers_of(tree: Tree, drive: Drive) -> list[Drive]:
    """List the code in the file that calls a driven function, by the function's last name."""
    name = drive.qualname.rpartition(".")[2]
    found: list[Drive] = []
    for call in calls_of(tree, {name}):
        above = _around(tree, call, drive.calls)
        if above not in found and (above.line, above.qualname) != (drive.line, drive.qualname):
            found.append(above)
    return found


def _around(tree: Tree, node: ast.AST, calls: tuple[Place, ...]) -> Drive:
    names: list[str] = []
    line = 0
    current: ast.AST | None = node
    while current is not None:
        if isinstance(current, _FUNCTIONS):
            if line:
                names.append("<locals>")
            line = line or current.lineno
            names.append(current.name)
        elif isinstance(current, ast.ClassDef) and line:
            names.append(current.name)
        current = tree.parents.get(current)
    return Drive(tree.module.path, line, ".".join(reversed(names)), calls)
