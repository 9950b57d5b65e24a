"""The smallest part of a module that still defines what an experiment needs.

A module's top level mixes definitions with a program that runs: parsing of arguments, downloads,
training. An experiment takes the definitions that its subject reaches and leaves the program out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# Calls whose result is costly, or depends on where and how the program was started: such an assignment
# is not run; its names are stood in for, and a verdict that rested on one says so.
_NOT_RUN = frozenset((
    "parse_args", "parse_known_args", "load_data", "read_csv", "get_file", "urlretrieve", "urlopen", "fit",
    "from_pretrained", "load_weights", "load_model", "input", "image_dataset_from_directory", "evaluate",
    "predict", "download", "train", "check_output", "train_on_batch",
))  # fmt: skip
# Statements that only run something stay out, except those that finish an object the subject uses.
_FINISHES = frozenset((
    "add", "build", "append", "appendleft", "extend", "insert", "update", "setdefault", "register", "compile",
    "remove", "discard", "pop", "clear", "sort", "reverse",
))  # fmt: skip
_DECLARES = "DEFINE_"  # a flag of absl, which has a default


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a module.

    Attributes:
        statements: indexes into the module's body.
        stubbed: indexes of assignments that are replaced by stand-ins.
        lazy: index of a block that names what a module loads at its first use -> the names that are needed;
            their imports take the block's place.
    """

    statements: frozenset[int]
    stubbed: frozenset[int]
    lazy: Mapping[int, frozenset[str]] = field(default_factory=dict)


def keep(
    tree: ast.Module, wanted: Iterable[str] | None, pinned: Iterable[int] = (), running: Iterable[int] = ()
) -> Kept:
    """Choose the top-level statements that define some names, transitively.

    Args:
        tree: the module.
        wanted: the names; None for every definition.
        pinned: statements that are kept whatever they bind.
        running: statements that are kept and never replaced by stand-ins.
    """
    running = frozenset(running)
    binds = [bound_names(statement) for statement in tree.body]
    if wanted is None:
        wanted = [
            name
            for names, statement in zip(binds, tree.body, strict=True)
            if not _only_runs(statement)
            for name in names
        ]
    by_name = _binders(tree, binds)
    kept = {index for index, statement in enumerate(tree.body) if _always(statement)}
    kept |= {*pinned, *running}
    needed = set(wanted)
    queue = [*needed]
    for index in kept:
        queue += names_read(tree.body[index])
    lazy: dict[int, set[str]] = {}
    while queue:
        while queue:
            name = queue.pop()
            for index in by_name.get(name, ()):
                if _loads_lazily(tree.body[index]):
                    kept.add(index)
                    lazy.setdefault(index, set()).add(name)
                elif index not in kept:
                    kept.add(index)
                    queue += names_read(tree.body[index]) | binds[index]
        # What finishes a kept object is kept with what it needs itself, which may have to be finished too.
        names = set().union(*(binds[index] for index in kept)) if kept else set()
        for index, statement in enumerate(tree.body):
            if index not in kept and _finishes(statement, names):
                kept.add(index)
                queue += names_read(statement)
    stubbed = {index for index in kept - running if not_run(tree.body[index])}
    return Kept(
        frozenset(kept), frozenset(stubbed), {index: frozenset(names) for index, names in lazy.items()}
    )


def _binders(tree: ast.Module, binds: list[set[str]]) -> dict[str, list[int]]:
    """Map names to the statements that bind them; loops count only as a last resort."""
    good: dict[str, list[int]] = {}
    rest: dict[str, list[int]] = {}
    for index, statement in enumerate(tree.body):
        if is_main_guard(statement):
            continue
        target = rest if isinstance(statement, (ast.For, ast.While, ast.AsyncFor)) else good
        for name in binds[index]:
            target.setdefault(name, []).append(index)
    return {**rest, **good}


def is_main_guard(statement: ast.stmt) -> bool:
    """Tell ``if __name__ == "__main__"``: never run."""
    return isinstance(statement, ast.If) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test)
    )


def is_for_type_checkers(statement: ast.stmt) -> bool:
    """Tell ``if TYPE_CHECKING``: what stands there is not run."""
    return isinstance(statement, ast.If) and any(
        getattr(node, "id", getattr(node, "attr", "")) == "TYPE_CHECKING" for node in ast.walk(statement.test)
    )


def _loads_lazily(statement: ast.stmt) -> bool:
    """Tell a block that shows imports to type checkers, and else puts another object in the module's place.

    What it names for type checkers is what the module's users get at the first use of a name.
    """
    if not (isinstance(statement, ast.If) and is_for_type_checkers(statement)):
        return False
    assigned = [
        node for inner in statement.orelse for node in ast.walk(inner) if isinstance(node, ast.Assign)
    ]
    return any(_replaces_module(target) for node in assigned for target in node.targets)


def lazy_imports(statement: ast.stmt, names: frozenset[str]) -> list[ast.ImportFrom]:
    """Give the imports of some names out of a block that loads lazily."""
    found = []
    for node in ast.walk(statement):
        if isinstance(node, ast.ImportFrom):
            aliases = [alias for alias in node.names if (alias.asname or alias.name) in names]
            if aliases:
                found.append(ast.ImportFrom(node.module, aliases, node.level))
    return found


def _always(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__" or any(alias.name == "*" for alias in statement.names)
    return False


def _only_runs(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.For, ast.While, ast.Expr, ast.AsyncFor)) or is_main_guard(statement)


def _finishes(statement: ast.stmt, names: set[str]) -> bool:
    """Tell ``model.add(...)``, ``f.calls = 0`` and the like on a kept name, with nothing costly in it.

    Loops and branches count when they do nothing else: a list that a loop fills is another one without it.
    """
    if isinstance(statement, (ast.For, ast.While, ast.If)):
        inner = [*statement.body, *statement.orelse]
        made = set().union(*(bound_names(one) for one in inner)) - names
        return not is_main_guard(statement) and all(
            isinstance(one, ast.Pass) or _finishes(one, names) or _only_names(one, made) for one in inner
        ) and any(_finishes(one, names) for one in inner)  # fmt: skip
    if isinstance(statement, ast.Assign):
        targets = [node for node in statement.targets if isinstance(node, (ast.Attribute, ast.Subscript))]
        if any(map(_replaces_module, targets)):
            return False
        owners = {
            inner.id for node in targets for inner in ast.walk(node.value) if isinstance(inner, ast.Name)
        }
        return bool(owners & names) and len(targets) == len(statement.targets) and not not_run(statement)
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return False
    function = statement.value.func
    return (
        isinstance(function, ast.Attribute)
        and (function.attr in _FINISHES or function.attr.startswith(_DECLARES))
        and isinstance(function.value, ast.Name)
        and function.value.id in names
        and not not_run(statement)
    )


def _replaces_module(target: ast.expr) -> bool:
    """Tell ``sys.modules[__name__] = ...``: what loads names at their first use stands in the slice's way."""
    return isinstance(target, ast.Subscript) and ast.unparse(target.value) == "sys.modules"


def _only_names(statement: ast.stmt, names: set[str]) -> bool:
    """Tell an assignment to some names, with nothing costly in it."""
    return (
        isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign))
        and bound_names(statement) <= names
        and not not_run(statement)
    )


def not_run(statement: ast.stmt) -> bool:
    """Tell a statement whose value is costly, or depends on how the program was started."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr)):
        return False
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in _NOT_RUN:
                return True
    return False


def bound_names(statement: ast.stmt) -> set[str]:
    """Names that a top-level statement binds in the module."""
    return set(_bound(statement))


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
        return
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]
        return
    for node in _shallow(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.stmt) and node is not statement:
            yield from _bound(node)


def _shallow(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a statement without entering nested functions, classes and other statements."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (ast.stmt, ast.Lambda)):
            yield from _shallow(child)


def names_read(statement: ast.AST) -> set[str]:
    """Names that a piece of code reads or declares global."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    } | {name for node in ast.walk(statement) if isinstance(node, ast.Global) for name in node.names}


def span(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement, decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(node.lineno for node in decorators)])
    return first, statement.end_lineno or statement.lineno
