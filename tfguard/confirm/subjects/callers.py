"""Which code runs some other code: the function around a place, and the callers of a function in its file."""

from __future__ import annotations

import ast
from dataclasses import replace

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.callsites import calls_of
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Drive, Root

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


def calling(tree: Tree, root: Root) -> list[Drive]:
    """List the code in the file that calls a traced function, with the calls.

    Args:
        tree: the module.
        root: the function; it is known by its name, by that of its wrapping call's target, and for
            ``__call__`` by the names of what its class makes.
    """
    names = {root.qualname.rpartition(".")[2]}
    if names & {"__call__", "call"} and "." in root.qualname:
        names |= _made_by(tree, {root.qualname.split(".")[-2]})
    node = tree.at(root.wrapped_at)
    names |= _targets(tree.parents.get(node)) if node is not None else set()
    found = [(_around(tree, call, ()), tree.module.place(call)) for call in calls_of(tree, names)]
    outside = [each for each in found if (each[0].line, each[0].qualname) != (root.line, root.qualname)]
    # A function that is driven may call others that make calls too: all are watched.
    every = tuple(place for _, place in outside)
    return [replace(drive, calls=every) for drive in dict.fromkeys(drive for drive, _ in outside)]


def _made_by(tree: Tree, classes: set[str]) -> set[str]:
    """The names to which objects of some classes are assigned."""
    return set().union(*(_targets(tree.parents.get(call)) for call in calls_of(tree, classes)))


def _targets(statement: ast.AST | None) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in targets} - {""}


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
