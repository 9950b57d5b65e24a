"""The calls of traced functions, and of what leads to them, in a file and in the files that it imports.

A file sees what it imports, so what a program's main file does to a traced function of another file is found
with the main file. Which calls are worth looking at is told by names first (:class:`Names`), and decided by
what the callee evaluates to.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, ImportedName, Scope
from tfguard.syntax.source import SourceError
from tfguard.tracing import attributes, candidates
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import (
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Value,
    members,
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
_TEST_FILE = re.compile(r"(^|[/\\])(tests?|testing)[/\\]|(^|[/\\])(test_[^/\\]*|[^/\\]*_test|conftest)\.py$")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """An expression where it stands.

    Attributes:
        node: the expression.
        scope: the scope it stands in (a comprehension's, where it stands in one).
        module: the module.
    """

    node: ast.expr
    scope: Scope
    module: Module


@dataclass(frozen=True, slots=True, eq=False)
class Call(Spot):
    """A call expression."""

    node: ast.Call

    @property
    def in_test(self) -> bool:
        """Whether it stands in a test, which says little of how the code is used."""
        return is_test_file(self.module.path)


@dataclass(frozen=True, slots=True)
class Making:
    """What makes a traced function: a decorator or a call.

    Attributes:
        node: it.
        module: where it stands.
    """

    node: ast.AST
    module: Module


@dataclass(frozen=True, slots=True, eq=False)
class Site(Call):
    """A call of a traced function.

    Attributes:
        function: what is traced, bound where it is a method.
        options: those of its ``tf.function``.
        given: how many positional arguments a partial has given already.
        handed: True when the function is handed to ``strategy.run``, with its arguments in ``args``.
        receiver: the object whose method is called, as far as the call says which.
        made: what makes the traced function.
    """

    function: Function
    options: TraceOptions
    given: int = 0
    handed: bool = False
    receiver: Instance | None = None
    made: Making | None = None

    @property
    def text(self) -> str:
        """The callee as written."""
        callee = self.node.args[0] if self.handed else self.node.func
        return self.module.text_of(callee)


@dataclass(slots=True)
class Names:
    """Last parts of names in a file that may mean a traced function, or something that gives one.

    Attributes:
        traced: of traced functions and of what holds them.
        makers: of functions that return one.
        classes: of classes whose instances are called as one.
    """

    traced: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    def size(self) -> int:
        """How many names are known."""
        return len(self.traced) + len(self.makers) + len(self.classes)


class Program:
    """A file and the files that it imports, as far as they have to do with tracing.

    Args:
        world: what is known of all files.
        module: the file.
    """

    def __init__(self, world: World, module: Module) -> None:
        self.world = world
        self.module = module
        self.moments: dict[ast.AST, object] = {}  # see tracing.between.moments
        self._callers: dict[Scope, list[Call]] = {}

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The file, what it imports that speaks of ``tf.function``, and what it imports that calls it."""
        found = [self.module]
        for module in found:
            for imported in imports_of(self.world, module):
                if imported not in found and len(found) < MAX_MODULES:
                    found.append(imported)
        traced = frozenset().union(*(names_of(self.world, module).traced for module in found))
        for path in paths_of(self.world, self.module):
            if _mentions(self.world, path, traced) and len(found) < MAX_MODULES:
                between = self.world.module(path)
                if between is not None and between not in found:
                    found.append(between)
        return tuple(found)

    @cached_property
    def near(self) -> frozenset[str]:
        """Names of the functions that the file calls, and of those that these call."""
        direct = frozenset(self.module.index.calls_by_name)
        further = [
            called
            for module in self.modules[1:]
            for caller, called in calls_by_caller(self.world, module).items()
            if caller in direct
        ]
        return direct.union(*further)

    @cached_property
    def sites(self) -> list[Site]:
        """All calls of traced functions in the program's files."""
        return [site for module in self.modules for site in sites_of(self.world, module)]

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
        known = self.world.homes.get(node)
        if known is None:
            known = next((m for m in self.world.modules() if node in m.evaluated), None)
            if known is not None:
                self.world.homes[node] = known
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
        name = getattr(scope.node, "name", "")
        owner = scope.owner_class
        if name == "__init__" and owner is not None:
            name = getattr(owner.node, "name", "")
            names = {name, *self._heirs_without_constructor(owner)}
        elif name == "__call__" and owner is not None:
            names = {getattr(owner.node, "name", "")}
        else:
            names = {name}
        if name:
            for module in self.modules:
                yield from self._callers_in(module, names, scope)

    def _heirs_without_constructor(self, owner: Scope) -> Iterator[str]:
        for module in self.modules:
            for cls in module.index.classes:
                if cls is not owner and "__init__" not in cls.bindings:
                    bases = self.world.bases(self.world.class_of(cls, module))
                    if any(isinstance(base, Class) and base.scope is owner for base in bases):
                        yield getattr(cls.node, "name", "")

    def _callers_in(self, module: Module, names: set[str], scope: Scope) -> Iterator[Call]:
        direct = [site for name in sorted(names) for site in module.index.calls_by_name.get(name, ())]
        others = meanings(self.world, module, frozenset(names)) - names
        indirect = [site for name in sorted(others) for site in module.index.calls_by_name.get(name, ())]
        for node, where in (*direct, *indirect):
            call = Call(node, where, module)
            if self._calls(node.func, call, scope):
                yield call
        yield from self._mapped(module, names | others, scope)

    def _mapped(self, module: Module, names: set[str], scope: Scope) -> Iterator[Call]:
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
        possible = callees(self.world, callee_node, call)
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
            module = next(m for m in self.world.modules() if m.index.scope is scope.module)
            bases = self.world.bases(self.world.class_of(scope, module))
            families.append({b.scope for b in bases if isinstance(b, Class) and name in b.scope.bindings})
        return bool(families[0] & families[1])

    def evaluate(self, node: ast.expr, call: Spot) -> Value:
        """What an expression at a place is, at any time."""
        walk = self.world.walk
        with walk.outside(Origin(Owner.UNKNOWN)):
            return walk.evaluate(node, self.world.frame(call.scope, call.module))


@dataclass(frozen=True, slots=True, eq=False)
class Mapped(Call):
    """A call that calls a function for each element of what it is given.

    Attributes:
        items: the elements.
    """

    items: ast.expr | None = None


def callees(world: World, node: ast.expr, call: Spot) -> tuple[Value, ...]:
    """What a callee may be; for a method of ``self`` also what subclasses make of it."""
    frame = world.frame(call.scope, call.module)
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        found = members(world.walk.evaluate(node, frame))
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return found
        receivers = members(world.walk.evaluate(node.value, frame))
    more: list[Value] = []
    for receiver in receivers:
        if isinstance(receiver, Instance) and receiver.node is None:
            more += _overrides(world, receiver, node.attr)
    return (*found, *more)


def _overrides(world: World, receiver: Instance, name: str) -> Iterator[Value]:
    for module in world.modules():
        if name not in module.index.defined:
            continue
        for scope in module.index.classes:
            if name not in scope.bindings or scope is receiver.cls.scope:
                continue
            cls = world.class_of(scope, module)
            if receiver.cls not in world.bases(cls):
                continue
            member = world.class_member(cls, name)
            if member is not None:
                yield from members(attributes.bind_member(member[0], member[1], world.instance(cls)))


def calls_by_caller(world: World, module: Module) -> dict[str, set[str]]:
    """For each function name of a file: the names that functions of that name call."""
    known = world.calls_by_caller.get(module)
    if known is None:
        known = world.calls_by_caller[module] = {}
        for name, calls in module.index.calls_by_name.items():
            for _, scope in calls:
                function = scope.function
                caller = getattr(function.node, "name", "") if function is not None else ""
                known.setdefault(caller, set()).add(name)
    return known


def is_test_file(path: str) -> bool:
    """Whether a file holds tests, going by its path."""
    return _TEST_FILE.search(path) is not None


# Files


def imports_of(world: World, module: Module) -> list[Module]:
    """The project files that a file imports and that speak of ``tf.function``."""
    known = world.imports.get(module)
    if known is None:
        marked = [path for path in paths_of(world, module) if candidates.is_marked(world.project, path)]
        loaded = [world.module(path) for path in marked]
        known = world.imports[module] = [found for found in loaded if found is not None]
    return known


def paths_of(world: World, module: Module) -> list[str]:
    """The project files that a file imports."""
    known = world.import_paths.get(module)
    if known is None:
        found = dict.fromkeys(
            path for imported in _imports(module) for path in _paths(world, imported, module)
        )
        found.pop(module.path, None)
        known = world.import_paths[module] = list(found)
    return known


def _imports(module: Module) -> Iterator[ImportedName]:
    for scope in module.index.scopes.values():
        for bindings in scope.bindings.values():
            for binding in bindings:
                if binding.imported is not None:
                    yield binding.imported


def _paths(world: World, imported: ImportedName, module: Module) -> Iterator[str]:
    path, dotted = world.project.imported_path(imported, module)
    if path is not None:
        yield path
        if imported.name and path.endswith("__init__.py"):
            below = world.project.find(f"{dotted}.{imported.name}", module.path)
            if below is not None:
                yield below


def _mentions(world: World, path: str, names: frozenset[str]) -> bool:
    """Whether a file's text has one of some names with a bracket behind it: a call, perhaps."""
    if not names:
        return False
    called = world.called_names.get(path)
    if called is None:
        try:
            called = frozenset(_CALLED.findall(world.project.text(path)))
        except SourceError:
            called = frozenset()
        world.called_names[path] = called
    return not called.isdisjoint(names)


_CALLED = re.compile(r"(\w+)[ \t]*\(")


# Names


def names_of(world: World, module: Module) -> Names:
    """The names in a file that may mean a traced function."""
    known = world.traced_names.get(module)
    if isinstance(known, Names):
        return known
    names = Names()
    world.traced_names[module] = names  # for files that import each other
    for imported in imports_of(world, module):
        theirs = names_of(world, imported)
        names.traced |= theirs.traced
        names.makers |= theirs.makers
        names.classes |= theirs.classes
    _Reader(world, module, names).read()
    return names


class _Reader:
    """Finds names to a fixed point: what is assigned from, returned as, or passed as a traced function."""

    def __init__(
        self, world: World, module: Module, names: Names, tracers: frozenset[str] | None = None
    ) -> None:
        self.world, self.module, self.names = world, module, names
        self.tracers = world.tracer_names(module) if tracers is None else tracers

    def read(self) -> None:
        """Start from what is decorated or wrapped."""
        self._decorated()
        self.follow()

    def follow(self) -> None:
        """Follow the names to what is made of them."""
        stores = list(_stores(self.module))
        returns = [
            (getattr(scope.node, "name", ""), value.value)
            for scope in self.module.index.functions
            for value in self.world.returns(scope)
            if value.value is not None
        ]
        size = -1
        while size != self.names.size():
            size = self.names.size()
            for target, value in stores:
                if target not in self.names.traced and self.holds(value):
                    self.names.traced.add(target)
            for function, value in returns:
                if function and function not in self.names.makers and self.holds(value):
                    self.names.makers.add(function)
            self._imported()
            self._passed()

    def _decorated(self) -> None:
        for scope in self.module.index.functions:
            node = scope.node
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            if any(self._is_tracer(decorator) for decorator in node.decorator_list):
                self.names.traced.add(node.name)
                if node.name == "__call__" and scope.owner_class is not None:
                    self.names.classes.add(getattr(scope.owner_class.node, "name", ""))

    def _is_tracer(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return self._is_tracer(node.func) or any(self._is_tracer(argument) for argument in node.args)
        return last_name(node) in self.tracers

    def _imported(self) -> None:
        for name, bindings in self.module.index.scope.bindings.items():
            for binding in bindings:
                old = binding.imported.name if binding.imported is not None else None
                if old is None or old == name:
                    continue
                for known in (self.names.traced, self.names.makers, self.names.classes):
                    if old in known:
                        known.add(name)

    def _passed(self) -> None:
        """Parameters of the file's functions to which a traced function is passed."""
        for call, _ in self.module.index.calls:
            given = [place for place, argument in enumerate(call.args) if self.holds(argument)]
            named = [k.arg for k in call.keywords if k.arg and self.holds(k.value)]
            if not given and not named:
                continue
            self.names.traced.update(named)
            for scope in self._functions(last_name(call.func)):
                node = scope.node
                assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
                positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
                extra = [node.args.vararg.arg] if node.args.vararg is not None else []
                skipped = scope.owner_class is not None
                self.names.traced.update(
                    name for place in given for name in (positional[place + skipped :][:1] or extra)
                )

    def _functions(self, name: str) -> Iterator[Scope]:
        for scope in self.module.index.functions:
            node = scope.node
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            owner = scope.owner_class
            if node.name == name or (
                node.name == "__init__" and owner is not None and getattr(owner.node, "name", "") == name
            ):
                yield scope

    def holds(self, node: ast.expr) -> bool:
        """Whether an expression may give a traced function, or something that holds one."""
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in self.names.traced
            case ast.Call(func=func, args=args):
                callee = last_name(func)
                if callee in self.tracers or callee in self.names.makers or callee in self.names.classes:
                    return True
                wraps = callee in (
                    "partial",
                    "list",
                    "tuple",
                    "dict",
                    "iter",
                    "reversed",
                    "zip",
                    "items",
                    "values",
                )
                inside = [*args, *(k.value for k in node.keywords)] if wraps else []
                if callee in ("items", "values", "get", "pop", "setdefault") and isinstance(
                    func, ast.Attribute
                ):
                    inside.append(func.value)
                return any(map(self.holds, inside))
            case ast.IfExp(body=first, orelse=second):
                return self.holds(first) or self.holds(second)
            case (
                ast.BoolOp(values=values)
                | ast.List(elts=values)
                | ast.Tuple(elts=values)
                | ast.Set(elts=values)
            ):
                return any(map(self.holds, values))
            case ast.Dict(values=values):
                return any(map(self.holds, values))
            case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner) | ast.SetComp(elt=inner):
                return self.holds(inner)
            case ast.Lambda():
                return False
            case ast.DictComp(value=inner) | ast.Subscript(value=inner) | ast.NamedExpr(value=inner):
                return self.holds(inner)
            case ast.Starred(value=inner) | ast.Await(value=inner):
                return self.holds(inner)
            case _:
                return False


def _stores(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Every name or attribute with an expression that it is bound from."""
    for scope in module.index.scopes.values():
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                if binding.value is not None and _hands_over(binding):
                    yield name, binding.value
    for name, stores in module.index.attribute_stores.items():
        for store in stores:
            if store.binding.value is not None and _hands_over(store.binding):
                yield name, store.binding.value
    for call, _ in module.index.calls_by_name.get("append", ()):
        if isinstance(call.func, ast.Attribute) and call.args:
            holder = last_name(call.func.value)
            if holder:
                yield holder, call.args[0]
    for node in module.index.item_stores:
        holder = last_name(node.target.value)
        if holder and node.value is not None:
            yield holder, node.value


def _hands_over(binding: Binding) -> bool:
    return binding.kind in (BindingKind.ASSIGN, BindingKind.ITERATE)


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def meanings(world: World, module: Module, names: frozenset[str]) -> frozenset[str]:
    """Other names in a file that may mean a function of one of some names: aliases, parameters, holders."""
    key = (module, names)
    known = world.meanings.get(key)
    if known is None:
        found = Names(traced=set(names), classes=set(names))
        _Reader(world, module, found, tracers=frozenset()).follow()
        known = world.meanings[key] = frozenset(found.traced)
    return known


# Sites


def sites_of(world: World, module: Module) -> list[Site]:
    """The calls of traced functions in a file."""
    known = world.sites.get(module)
    if known is None:
        world.sites[module] = []
        known = list(_find_sites(world, module))
        world.sites[module] = list(known)
    return [site for site in known if isinstance(site, Site)]


def _find_sites(world: World, module: Module) -> Iterator[Site]:
    names = names_of(world, module)
    reader = _Reader(world, module, names)
    for node, scope in module.index.calls:
        handed = last_name(node.func) == "run" and bool(node.args) and reader.holds(node.args[0])
        callee = node.args[0] if handed else node.func
        if not handed and not reader.holds(callee):
            continue
        call = Call(node, scope, module)
        for member in callees(world, callee, call):
            yield from _site(world, call, member, handed)


def _site(world: World, call: Call, value: Value, handed: bool) -> Iterator[Site]:
    given, called = 0, value
    while isinstance(value, Partial):
        given += len(value.args)
        value = value.func
    if isinstance(value, Instance):
        found = world.class_member(value.cls, "__call__")
        if found is None:
            return
        value = attributes.bind_member(found[0], found[1], value)
    if not isinstance(value, TracedCallable):
        return
    traced = value
    options, inner = traced.tracer.options, traced.func
    while isinstance(inner, (TracedCallable, Partial)):
        given += len(inner.args) if isinstance(inner, Partial) else 0
        inner = inner.func
    if isinstance(inner, Function):
        receiver = _receiver(world, call, called, handed)
        made = Making(traced.made, traced.module) if traced.made is not None and traced.module else None
        for function in (inner, *_overriding(world, inner)):
            yield Site(call.node, call.scope, call.module, function, options, given, handed, receiver, made)


def _overriding(world: World, function: Function) -> Iterator[Function]:
    """What subclasses make of a method that is traced by its instance: ``tf.function(self._step)``."""
    bound = function.bound
    if isinstance(bound, Instance) and bound.node is None:
        for member in _overrides(world, bound, getattr(function.scope.node, "name", "")):
            if isinstance(member, Function):
                yield member


def _receiver(world: World, call: Call, called: Value, handed: bool) -> Instance | None:
    """The instance on which a method is called: the object before the dot, or the called object itself."""
    if isinstance(called, Instance):
        return called
    callee = call.node.args[0] if handed else call.node.func
    if not isinstance(callee, ast.Attribute):
        return None
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        holder = world.walk.evaluate(callee.value, world.frame(call.scope, call.module))
    return next((member for member in members(holder) if isinstance(member, Instance)), None)


def arguments(site: Site) -> list[tuple[str, ast.expr]]:
    """The parameters of the traced function that a call passes something for, with what it passes."""
    node = site.function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    names = names[(site.function.bound is not None) + site.given :]
    positional = list(site.node.args)
    keywords = [(keyword.arg, keyword.value) for keyword in site.node.keywords]
    if site.handed:
        handed = next((value for name, value in keywords if name == "args"), None)
        handed = handed if handed is not None else (positional[1] if len(positional) > 1 else None)
        positional = list(handed.elts) if isinstance(handed, (ast.Tuple, ast.List)) else []
        keywords = []
    extra = node.args.vararg.arg if node.args.vararg is not None else ""
    found = list(_positional(positional, names, extra, bool(node.args.defaults)))
    return found + [(name, value) for name, value in keywords if name]


def _positional(
    given: list[ast.expr], names: list[str], extra: str, defaults: bool
) -> Iterator[tuple[str, ast.expr]]:
    """Parameters for positional arguments; behind a starred one they are counted from the end."""
    starred = [place for place, argument in enumerate(given) if isinstance(argument, ast.Starred)]
    for place, argument in enumerate(given[: starred[0]] if starred else given):
        name = names[place] if place < len(names) else extra
        if name:
            yield name, argument
    if len(starred) == 1 and not extra and not defaults:
        rest = given[starred[0] + 1 :]
        if rest:
            yield from zip(names[-len(rest) :], rest, strict=False)


def held(value: Value) -> Iterator[Value]:
    """A value and what a container holds."""
    for member in members(value):
        yield member
        if isinstance(member, Container):
            for item in (*(member.items or ()), *(member.keys or {}).values(), member.element):
                yield from members(item)
