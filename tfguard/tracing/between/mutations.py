"""Places that change a list, dict, set or array in place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing import api
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.values import Library, Origin, Owner, Value, members
from tfguard.tracing.world import World

MUTATORS = frozenset(
    [
        "append",
        "appendleft",
        "extend",
        "extendleft",
        "insert",
        "add",
        "update",
        "setdefault",
        "pop",
        "popleft",
        "popitem",
        "clear",
        "remove",
        "discard",
        "sort",
        "reverse",
        "rotate",
        "fill",
        "put",
        "partition",
        "itemset",
        "move_to_end",
        "subtract",
        "__setitem__",
    ]
)
_CHANGED_BY_CALL = frozenset(("random.shuffle", "numpy.random.shuffle", "builtins.setattr", "heapq.heappush"))
# Functions that change their first argument.
_FUNCTIONS = (
    "shuffle",
    "copyto",
    "fill_diagonal",
    "put",
    "place",
    "putmask",
    "heappush",
    "heappop",
    "insort",
)


@dataclass(frozen=True, slots=True, eq=False)
class Mutation:
    """One place that changes an object in place.

    Attributes:
        node: the item that is bound, or the call.
        holder: the object, as written.
        scope, module: where it stands.
        method: for a call: its name.
        key: the item, where it is a constant.
        value: what the item is bound to.
    """

    node: ast.AST
    holder: ast.expr
    scope: Scope
    module: Module
    method: str = ""
    key: object = None
    value: ast.expr | None = None

    def held(self, world: World) -> tuple[Value, ...]:
        """What the object can be, asked once."""
        kept = notes_of(world).held
        known = kept.get(self.holder)
        if known is None:
            with world.walk.outside(Origin(Owner.UNKNOWN)):
                found = world.walk.evaluate(self.holder, world.frame(self.scope, self.module))
            known = kept[self.holder] = members(found)
        return known


def mutations_of(world: World, module: Module) -> list[Mutation]:
    """The places of a file that change objects in place."""
    kept = notes_of(world).mutations
    known = kept.get(module)
    if known is None:
        known = kept[module] = list(_mutations(world, module))
    return known


def _mutations(world: World, module: Module) -> Iterator[Mutation]:
    for store in module.index.item_stores:
        index = store.target.slice
        key = index.value if isinstance(index, ast.Constant) else None
        yield Mutation(store.target, store.target.value, store.scope, module, "", key, store.value)
    for name in sorted(MUTATORS & module.index.calls_by_name.keys()):
        for node, scope in module.index.calls_by_name[name]:
            if isinstance(node.func, ast.Attribute):
                yield Mutation(node, node.func.value, scope, module, name)
    for name in _FUNCTIONS:
        for node, scope in module.index.calls_by_name.get(name, ()):
            if node.args and _changes_its_argument(world, node, scope, module):
                yield Mutation(node, node.args[0], scope, module, name)


def _changes_its_argument(world: World, node: ast.Call, scope: Scope, module: Module) -> bool:
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        callee = world.walk.evaluate(node.func, world.frame(scope, module))
    name = callee.name if isinstance(callee, Library) else ""
    described = api.lookup(name)
    return name in _CHANGED_BY_CALL or (described is not None and described.mutates == 0)


def statement_around(node: ast.AST, module: Module) -> ast.AST:
    """The statement that a node stands in."""
    while not isinstance(node, ast.stmt):
        parent = module.parents.get(node)
        if parent is None:
            return node
        node = parent
    return node
