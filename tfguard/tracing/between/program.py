"""A file and the files that it imports, as far as they have to do with tracing.

A file sees what it imports, so what a program's main file does to a traced function of another file is found
with the main file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.files import callees_of, imports_of, users_of
from tfguard.tracing.between.names import last_name, meanings
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.between.sites import Call, Mapped, Site, Spot, callees, sites_of
from tfguard.tracing.roots.explicit import own_roots
from tfguard.tracing.values import (
    UNKNOWN,
    Class,
    Function,
    Instance,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Value,
)
from tfguard.tracing.world import World

MAX_MODULES = 60
MAX_CALLERS = 16
# Methods that objects of libraries have too.
_COMMON_METHODS = frozenset(
    (
        *dir(list), *dir(dict), *dir(set), *dir(str), *dir(bytes), "appendleft", "popleft", "step", "run",
        "reset", "close", "train", "apply", "fit", "predict", "evaluate", "call", "build", "compile", "save",
        "load", "set", "sample", "log", "write", "read", "start", "stop", "next", "send", "render", "result",
        "state", "numpy", "item", "tolist", "reshape", "mean", "sum", "loss", "name", "main", "forward",
        "transform",
    )
)  # fmt: skip


class Program:
    """A file and the files that it imports, as far as they have to do with tracing.

    Args:
        world: what is known of all files.
        module: the file.
        traced: functions that run inside a trace of the file's own roots.
    """

    def __init__(self, world: World, module: Module, traced: frozenset[Scope]) -> None:
        self.world = world
        self.module = module
        self.traced = traced
        self.moments: dict[tuple[ast.AST, int], object] = {}  # see tracing.between.moments
        self._callers: dict[Scope, list[Call]] = {}
        self._reached: dict[Scope, bool] = {}
        self._names: dict[Scope, frozenset[str]] = {}

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The file, what it imports that has to do with tracing, and what these import that traces."""
        found = [self.module]
        found += (module for module in users_of(self.world, self.module) if module is not self.module)
        del found[MAX_MODULES:]
        for module in found:
            for imported in imports_of(self.world, module):
                if imported not in found and len(found) < MAX_MODULES:
                    found.append(imported)
        return tuple(found)

    def in_trace(self, call: Call) -> bool:
        """Whether a call is made while something is traced: it starts no trace that stays."""
        function = call.scope.function
        if function is None or function in self.traced:
            return function is not None
        return any(root.function.scope is function for root in own_roots(self.world, call.module))

    def reaches(self, scope: Scope) -> bool:
        """Whether the file calls a function, or one that calls it."""
        known = self._reached.get(scope)
        if known is None:
            known = self._reached[scope] = self._reaches(scope)
        return known

    def _reaches(self, scope: Scope) -> bool:
        if self._near.isdisjoint(self._names_of(scope)):
            return False
        if any(True for _ in self._callers_in(self.module, scope)):
            return True
        around = dict.fromkeys(call.scope.function for call in self.callers(scope))
        return any(
            function is not None and any(True for _ in self._callers_in(self.module, function))
            for function in around
        )

    @cached_property
    def _near(self) -> frozenset[str]:
        """Names of the functions that the file calls, and of those that these call."""
        direct = frozenset(self.module.index.calls_by_name)
        further = [
            called
            for module in self.modules[1:]
            for caller, called in callees_of(self.world, module).items()
            if caller in direct
        ]
        return direct.union(*further)

    @cached_property
    def sites(self) -> list[Site]:
        """All calls of traced functions in the program's files."""
        return [site for module in self.modules for site in sites_of(self.world, module, self.modules)]

    @cached_property
    def sites_by_call(self) -> dict[ast.Call, list[Site]]:
        """Each call, for all the traced functions that it may call."""
        found: dict[ast.Call, list[Site]] = {}
        for site in self.sites:
            found.setdefault(site.node, []).append(site)
        return found

    @cached_property
    def sites_by_function(self) -> dict[Scope, list[Site]]:
        """The calls of each traced function."""
        found: dict[Scope, list[Site]] = {}
        for site in self.sites:
            found.setdefault(site.function.scope, []).append(site)
        return found

    def scope_of(self, node: ast.AST, module: Module) -> Scope:
        """The scope in which a decorator or a call is evaluated."""
        parent = module.parents.get(node)
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and node in parent.decorator_list:
            return module.index.scopes[parent].parent or module.index.scope
        while parent is not None:
            if parent in module.index.scopes:
                return module.index.scopes[parent]
            parent = module.parents.get(parent)
        return module.index.scope

    def home_of(self, node: ast.AST) -> Module | None:
        """The file in which a call or a decorator stands, of all that were read."""
        kept = notes_of(self.world).homes
        known = kept.get(node)
        if known is None:
            known = next((m for m in self.world.modules() if node in m.evaluated), None)
            if known is not None:
                kept[node] = known
        return known

    def module_of(self, node: ast.AST) -> Module | None:
        """The file in which a node stands."""
        return next((module for module in self.modules if node in module.parents), None)

    def callers(self, scope: Scope) -> list[Call]:
        """The calls of a function of the project."""
        known = self._callers.get(scope)
        if known is None:
            self._callers[scope] = []  # a function that calls itself is called by others
            known = self._callers[scope] = list(islice(self._find_callers(scope), MAX_CALLERS))
        return known

    def _find_callers(self, scope: Scope) -> Iterator[Call]:
        for module in self.modules:
            yield from self._callers_in(module, scope)

    def _names_of(self, scope: Scope) -> frozenset[str]:
        """The names by which a function is called."""
        known = self._names.get(scope)
        if known is None:
            known = self._names[scope] = frozenset(self._find_names(scope)) - {""}
        return known

    def _find_names(self, scope: Scope) -> Iterator[str]:
        name = getattr(scope.node, "name", "")
        owner = scope.owner_class
        if owner is not None and name in ("__init__", "__call__"):
            yield getattr(owner.node, "name", "")
            if name == "__init__":
                yield from self._heirs_without_constructor(owner)
        else:
            yield name

    def _heirs_without_constructor(self, owner: Scope) -> Iterator[str]:
        for module in self.modules:
            for cls in module.index.classes:
                if cls is not owner and "__init__" not in cls.bindings:
                    bases = self.world.bases(self.world.class_of(cls, module))
                    if any(isinstance(base, Class) and base.scope is owner for base in bases):
                        yield getattr(cls.node, "name", "")

    def _callers_in(self, module: Module, scope: Scope) -> Iterator[Call]:
        names = self._names_of(scope)
        if not names:
            return
        direct = [site for name in sorted(names) for site in module.index.calls_by_name.get(name, ())]
        others = meanings(self.world, module, names) - names
        indirect = [site for name in sorted(others) for site in module.index.calls_by_name.get(name, ())]
        for node, where in (*direct, *indirect):
            call = Call(node, where, module)
            if self._calls(node.func, call, scope):
                yield call
        yield from self._mapped(module, names | others, scope)

    def _mapped(self, module: Module, names: frozenset[str], scope: Scope) -> Iterator[Call]:
        """``map(f, items)``, ``min(items, key=f)``: a function that is called for each element."""
        for function in ("map", "filter", "min", "max", "sorted", "sort"):
            for node, where in module.index.calls_by_name.get(function, ()):
                given: ast.expr | None = next((k.value for k in node.keywords if k.arg == "key"), None)
                items = node.args[0] if node.args else None
                if given is None and function in ("map", "filter") and len(node.args) > 1:
                    given, items = node.args[0], node.args[1]
                if given is None or items is None or last_name(given) not in names:
                    continue
                if self._calls(given, Call(node, where, module), scope):
                    yield Mapped(node, where, module, items)

    def _calls(self, callee_node: ast.expr, call: Call, scope: Scope) -> bool:
        possible = callees(self.world, callee_node, call, self.modules)
        if possible == (UNKNOWN,) and self._is_only_method(callee_node, scope):
            return True
        for member in possible:
            callee: Value = member
            while isinstance(callee, (TracedCallable, Partial)):
                callee = callee.func
            if isinstance(callee, Instance):
                found = self.world.class_member(callee.cls, "__call__")
                callee = found[0] if found is not None else callee
                while isinstance(callee, (TracedCallable, Partial)):
                    callee = callee.func
            if isinstance(callee, Function) and callee.scope is scope:
                return True
            if isinstance(callee, Class):
                found = self.world.class_member(callee, "__init__")
                made = found[0] if found is not None else None
                if isinstance(made, Function) and made.scope is scope:
                    return True
        return False

    def _is_only_method(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a method's name says which one it is, where the object is not known."""
        owner = scope.owner_class
        if owner is None or not isinstance(node, ast.Attribute) or node.attr in _COMMON_METHODS:
            return False
        for module in self.modules:
            if node.attr in module.index.defined:
                for other in module.index.classes:
                    if node.attr in other.bindings and not self._related(owner, other, scope):
                        return False
        return True

    def _related(self, one: Scope, other: Scope, method: Scope) -> bool:
        """Whether two classes have a base of the project in common that has the method too."""
        name = getattr(method.node, "name", "")
        families = []
        for scope in (one, other):
            module = self.world.module_of(scope)
            bases = self.world.bases(self.world.class_of(scope, module)) if module is not None else ()
            families.append({b.scope for b in bases if isinstance(b, Class) and name in b.scope.bindings})
        return bool(families[0] & families[1])

    def evaluate(self, node: ast.expr, call: Spot) -> Value:
        """What an expression at a place is, at any time."""
        walk = self.world.walk
        with walk.outside(Origin(Owner.UNKNOWN)):
            return walk.evaluate(node, self.world.frame(call.scope, call.module))
