"""The smallest part of a module that still defines what an experiment needs.

A module's top level mixes definitions with a program that runs: parsing of arguments, downloads,
training. An experiment takes the definitions that its subject reaches and leaves the program out.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tfguard.confirm.slices.names import bound_by_head, bound_names, called_name, names_read
from tfguard.confirm.slices.trimming import BLOCKS, idle

# Calls whose result is costly, or depends on where and how the program was started: such an assignment
# is not run; its names are stood in for, and a verdict that rested on one says so.
NOT_RUN = frozenset((
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
        left_out: statements inside those that stay, of which nothing is needed.
    """

    statements: frozenset[int]
    stubbed: frozenset[int]
    lazy: Mapping[int, frozenset[str]] = field(default_factory=dict)
    left_out: tuple[ast.stmt, ...] = ()


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
    choice = _Choice(tree, {*pinned, *running})
    if wanted is None:
        wanted = [
            name
            for names, statement in zip(choice.binds, tree.body, strict=True)
            if not _only_runs(statement)
            for name in names
        ]
    choice.take(wanted)
    return Kept(
        frozenset(choice.kept),
        frozenset(index for index in choice.kept - running if not_run(tree.body[index])),
        {index: frozenset(names) for index, names in choice.lazy.items()},
        tuple(statement for index in sorted(choice.left_out) for statement in choice.left_out[index]),
    )


class _Choice:
    """What is kept so far.

    Args:
        tree: the module.
        whole: statements that are kept as they are.
    """

    def __init__(self, tree: ast.Module, whole: set[int]) -> None:
        self.body = tree.body
        self.binds = [bound_names(statement) for statement in tree.body]
        self.kept = whole | {index for index, statement in enumerate(tree.body) if _always(statement)}
        self.lazy: dict[int, set[str]] = {}
        self.left_out: dict[int, list[ast.stmt]] = {}
        self._whole = whole
        self._by_name = _binders(tree, self.binds)
        self._needed: set[str] = set()

    def take(self, names: Iterable[str]) -> None:
        """Keep what some names need, and then what finishes that, until nothing more is needed."""
        queue = set(names).union(*(names_read(self.body[index]) for index in self.kept))
        while queue:
            while queue:
                queue |= self._define(queue.pop()) - self._needed
            queue = self._finish() - self._needed

    def _define(self, name: str) -> set[str]:
        """Keep what binds a name; give the names that this needs. Those of blocks are told in the end."""
        more: set[str] = set()
        self._needed.add(name)
        for index in self._by_name.get(name, ()):
            statement = self.body[index]
            if _loads_lazily(statement):
                self.lazy.setdefault(index, set()).add(name)
            elif index not in self.kept and not isinstance(statement, BLOCKS):
                more |= names_read(statement) | self.binds[index]
            self.kept.add(index)
        return more

    def _finish(self) -> set[str]:
        """Keep what finishes a kept object, leave out what blocks only run; give the names that are read."""
        names = self._needed.intersection(self._by_name).union(*(self.binds[index] for index in self._whole))
        self.kept |= {index for index, statement in enumerate(self.body) if _finishes(statement, names)}
        serves = functools.partial(_serves, names=names)
        more: set[str] = set()
        for index in self.kept - self.lazy.keys():
            statement = self.body[index]
            self.left_out[index] = [] if index in self._whole else list(idle(statement, serves))
            more |= names_read(statement, self.left_out[index])
        return more


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


def _serves(statement: ast.stmt, names: set[str]) -> bool:
    """Tell a statement that binds or finishes one of some names; of a block, whether its head does."""
    if not names.isdisjoint(bound_by_head(statement)):
        return True
    return not isinstance(statement, BLOCKS) and (_always(statement) or _finishes(statement, names))


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
    return any(isinstance(node, ast.Call) and called_name(node) in NOT_RUN for node in ast.walk(statement))
