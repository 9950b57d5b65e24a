"""Events of watched names: each place of a file that uses one, and what holds there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope, ScopeKind
from tfguard.tracing import api, candidates
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.events.event import Context, Guard, Path
from tfguard.tracing.events.uses import NameUsed, Where
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.traced import Link, Root, RootKind
from tfguard.tracing.uses.gate import uses_watched
from tfguard.tracing.uses.methods import used_methods
from tfguard.tracing.uses.surroundings import Surroundings
from tfguard.tracing.uses.table import LAZY, TF1, About, Watched, last_names, watched
from tfguard.tracing.uses.tracers import used_tracers
from tfguard.tracing.values import Container, Function, Library, Origin, Owner, Partial, Value, members
from tfguard.tracing.world import World

# By these a file is known to use TensorFlow 2.
_MODERN = frozenset(("tensorflow.GradientTape", "tensorflow.function", "tensorflow.optimizers", "keras"))
_NOWHERE = Origin(Owner.UNKNOWN)


def walk_uses(world: World, module: Module, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    """The uses of watched names in a file.

    Args:
        world: what is known of the program.
        module: the file.
        walks: the walks of its own roots.

    Yields:
        For each use, a walk that holds its event.
    """
    yield from _Uses(world, module, walks).walks()
    for other in _reached(world, module, walks):
        yield from _Uses(world, other, walks).walks(traced_only=True)


def _reached(world: World, module: Module, walks: Sequence[RootWalk]) -> Iterator[Module]:
    """The other files into which traces lead and that have watched names."""
    paths = {traced.path for walk in walks for traced in walk.traced} - {module.path}
    for path in sorted(paths):
        other = world.module(path)
        if other is None:
            continue
        if path not in world.watched_names:
            world.watched_names[path] = uses_watched(other.text, everything=True)
        if world.watched_names[path]:
            yield other


@dataclass(frozen=True, slots=True, eq=False)
class _Use:
    """One place.

    Attributes:
        node: what is flagged.
        scope: where it stands.
        name: what it resolves to.
        watched: what is known of that.
        rest: what hangs on it: ``.dense``.
        bound: for a call of a partial: the partial.
        call: the call of it, where it is called.
        value: for an attribute that is set: what it is set to.
        fails: what is known of the objects says that it does not work.
        inferred: what it belongs to is only likely.
    """

    node: ast.AST
    scope: Scope
    name: str
    watched: Watched
    call: ast.Call | None = None
    value: ast.expr | None = None
    fails: bool = False
    inferred: bool = False
    rest: str = ""
    bound: Partial | None = None


class _Uses:
    def __init__(self, world: World, module: Module, walks: Sequence[RootWalk]) -> None:
        self._world, self._module, self._walks = world, module, walks
        self._index = module.index

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(self._module)

    def walks(self, traced_only: bool = False) -> Iterator[RootWalk]:
        """The events, of traced functions only or of all code; nothing is said of guarded code."""
        found = list(self.all())
        for use in found:
            if (not traced_only or self._trace_of(use.scope)) and not self.around.guarded(use.node):
                others = [other for other in found if other.name == use.name and other is not use]
                yield self.walk_of(use, others)

    def all(self) -> Iterator[_Use]:
        """Every use of a watched name, in no order."""
        yield from self.names()
        yield from self.calls_by_other_names()
        yield from self.calls_of_kept()
        yield from self.methods()

    # Names

    def names(self) -> Iterator[_Use]:
        """Every watched name that an attribute or an import spells out."""
        table = watched()
        for last in self._index.attribute_loads.keys() & last_names():
            for node, scope in self._index.attribute_loads[last]:
                raw = self.dotted(node, scope)
                if raw and all(name in table for name in raw):
                    yield self._named(node, scope, table[raw[0]])
        yield from self._lazy()
        yield from self._imported()

    def _lazy(self) -> Iterator[_Use]:
        """``legacy.dense`` where ``legacy = tf.compat.v1.layers``: it is the function that is not there."""
        for known in (watched()[name] for name in LAZY):
            last = known.name.rpartition(".")[2]
            names = {*self._index.aliases.get(last, ()), *self._import_names.get(last, ()), last}
            if not names & self._index.name_loads.keys():
                continue
            for loads in self._index.attribute_loads.values():
                for node, scope in loads:
                    named = isinstance(node.value, ast.Name) and node.value.id in names
                    if named and self.dotted(node.value, scope) == (known.name,):
                        call = self._call_of(node)
                        yield _Use(node, scope, known.name, known, call, rest=f".{node.attr}")

    def _call_of(self, callee: ast.AST) -> ast.Call | None:
        parent = self._module.parents.get(callee)
        return parent if isinstance(parent, ast.Call) and parent.func is callee else None

    def _named(self, node: ast.Attribute, scope: Scope, known: Watched) -> _Use:
        """A use of a name, with what hangs on it: ``tf.layers`` in ``tf.layers.dense(x)``."""
        whole: ast.AST = node
        rest, parents = "", self._module.parents
        while isinstance(above := parents.get(whole), ast.Attribute):
            whole, rest = above, f"{rest}.{above.attr}"
        return _Use(whole, scope, known.name, known, self._call_of(whole), rest=rest)

    def _imported(self) -> Iterator[_Use]:
        """``from tensorflow import Session``, ``import tensorflow.contrib.slim as slim``."""
        scopes = [self._index.scope, *self._index.functions, *self._index.classes]
        for scope in scopes:
            for bindings in scope.bindings.values():
                for binding in bindings:
                    if binding.imported is None:
                        continue
                    known = _import_of(binding)
                    if known is not None and not self._is_ours(binding):
                        yield _Use(binding.node, scope, known.name, known)

    def _is_ours(self, binding: Binding) -> bool:
        """Whether an import means a file of the project: Keras' own files import Keras."""
        imported = binding.imported
        return (
            imported is not None and self._world.project.imported_path(imported, self._module)[0] is not None
        )

    def calls_by_other_names(self) -> Iterator[_Use]:
        """Calls of what exists still, by a name of the file's own: ``from ... import placeholder``."""
        table = watched()
        for last in last_names():
            others = self._index.aliases.get(last, ())
            for name in {last, *others, *self._import_names.get(last, ())}:
                for call, scope in self._index.calls_by_name.get(name, ()):
                    if isinstance(call.func, ast.Name):
                        raw = self.dotted(call.func, scope)
                        known = table.get(raw[0]) if len(raw) == 1 else None
                        if known is not None and not known.gone:
                            yield _Use(call.func, scope, known.name, known, call)

    def calls_of_kept(self) -> Iterator[_Use]:
        """Calls of what exists still and the file keeps: in a partial, in an attribute, in a table."""
        keepers = self._keepers()
        if not keepers:
            return
        calls = [site for name in sorted(keepers) for site in self._index.calls_by_name.get(name, ())]
        calls += [site for site in self._index.calls if _is_item_of(site[0].func, keepers)]
        for call, scope in calls:
            if isinstance(call.func, ast.Name) and self.dotted(call.func, scope):
                continue  # another name for it
            with self._world.walk.outside(_NOWHERE):
                value = self._world.walk.evaluate(call.func, self._world.frame(scope, self._module))
            kept = [_kept(member) for member in members(value)]
            known = next((each[0] for each in kept if each is not None), None)
            if known is not None and all(kept):
                bound = next((each[1] for each in kept if each is not None), None)
                yield _Use(call.func, scope, known.name, known, call, bound=bound)

    def _keepers(self) -> set[str]:
        """The names and attributes in which watched names are kept that nothing calls there."""
        found: set[str] = set()
        for node in self._kept_nodes():
            target = _keeper(node, self._module.parents)
            if target is not None:
                found.add(target.attr if isinstance(target, ast.Attribute) else target.id)
        return found

    def _kept_nodes(self) -> Iterator[ast.expr]:
        table = watched()
        for last in self._index.attribute_loads.keys() & last_names():
            for node, scope in self._index.attribute_loads[last]:
                if self._call_of(node) is None:
                    raw = self.dotted(node, scope)
                    if raw and all(name in table and not table[name].gone for name in raw):
                        yield node
        for last in last_names():
            for name in {last, *self._import_names.get(last, ())} & self._index.name_loads.keys():
                if any(one.imported is not None for one in self._index.scope.bindings.get(name, ())):
                    yield from (node for node in self._names.get(name, ()) if self._call_of(node) is None)

    @cached_property
    def _names(self) -> dict[str, list[ast.Name]]:
        """The places at which the file reads or binds each name."""
        found: dict[str, list[ast.Name]] = {}
        for node in self._module.parents:
            if isinstance(node, ast.Name):
                found.setdefault(node.id, []).append(node)
        return found

    @cached_property
    def _import_names(self) -> dict[str, set[str]]:
        """What the file calls the names that it imports under others."""
        found: dict[str, set[str]] = {}
        for scope in (self._index.scope, *self._index.functions):
            for name, bindings in scope.bindings.items():
                for binding in bindings:
                    if binding.imported is not None and binding.imported.name not in (None, name):
                        found.setdefault(str(binding.imported.name), set()).add(name)
        return found

    def dotted(self, node: ast.expr, scope: Scope) -> tuple[str, ...]:
        """The names of libraries that an expression may be, unless it may be anything else."""
        if isinstance(node, ast.Attribute):
            return tuple(f"{name}.{node.attr}" for name in self.dotted_base(node.value, scope))
        return self.dotted_base(node, scope)

    def dotted_base(self, node: ast.expr, scope: Scope) -> tuple[str, ...]:
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return ()
        home = scope.home_of(root.id)
        if home is not None and not all(map(_is_plain, home.bindings.get(root.id, ()))):
            return ()
        if home is None and "*" not in self._index.scope.bindings:
            return ()
        with self._world.walk.outside(_NOWHERE):
            value = self._world.walk.evaluate(node, self._world.frame(scope, self._module))
        found = members(value)
        if not all(isinstance(member, Library) for member in found):
            return ()
        return tuple(member.name for member in found if isinstance(member, Library))

    # Methods

    def methods(self) -> Iterator[_Use]:
        """Calls of methods, and attributes that are set."""
        for method in used_methods(self._world, self._module, self.around, self._is_traced):
            call = method.node if isinstance(method.node, ast.Call) else None
            known = method.watched
            yield _Use(
                method.node, method.scope, known.name, known, call, method.value, True, method.inferred
            )
        for call, scope in used_tracers(self._world, self._module):
            known = Watched("tensorflow.function", About.TRACER, False)
            yield _Use(call, scope, known.name, known, call)

    # What holds

    @cached_property
    def modern(self) -> bool:
        """Whether the file uses TensorFlow 2."""
        if self._asked_to_trace or any(
            map(self._is_modern, ("GradientTape", "keras", "optimizers", "function"))
        ):
            return True
        numpy = self._index.calls_by_name.get("numpy", ())
        if any(not call.args and isinstance(call.func, ast.Attribute) for call, _ in numpy):
            return True
        bindings = self._index.scope.bindings.values()
        return any(_imports_modern(binding) for each in bindings for binding in each)

    @cached_property
    def _asked_to_trace(self) -> bool:
        """Whether the file uses ``tf.function``; what is given to ``Dataset.map`` TensorFlow 1 traces too."""
        return any(walk.found.root.kind in (RootKind.DECORATOR, RootKind.CALL) for walk in self._walks)

    def _is_modern(self, last: str) -> bool:
        return any(
            api.canonical(name) in _MODERN and not (last == "keras" and name.startswith(TF1))
            for node, scope in self._index.attribute_loads.get(last, ())
            for name in self.dotted(node, scope)
        )

    @cached_property
    def _traced(self) -> dict[tuple[str, int, str], tuple[Root, tuple[Link, ...]]]:
        """By function: the root that traces it, and how."""
        found: dict[tuple[str, int, str], tuple[Root, tuple[Link, ...]]] = {}
        for walk in self._walks:
            for traced in walk.traced:
                key = (traced.path, traced.line, traced.qualname)
                if key not in found or len(traced.chain) < len(found[key][1]):
                    found[key] = (traced.root, traced.chain)
        return found

    def _is_traced(self, scope: Scope) -> bool:
        return self._trace_of(scope) is not None

    def _trace_of(self, scope: Scope) -> tuple[Root, tuple[Link, ...]] | None:
        function = scope.function
        while function is not None:
            line = getattr(function.node, "lineno", 0)
            found = self._traced.get((self._module.path, line, function.qualname))
            if found is not None:
                return found
            function = function.parent.function if function.parent is not None else None
        return None

    def walk_of(self, use: _Use, others: list[_Use]) -> RootWalk:
        """A walk that holds the event of one use."""
        traced = self._trace_of(use.scope)
        chain = traced[1] if traced is not None else ()
        guards = self.around.conditions(use.node, use.scope)
        where = Where.MODULE if use.scope.function is None else Where.FUNCTION
        arguments, keywords = self._arguments(use)
        # What is said of a model elsewhere is said of another one.
        near = [other for other in others if other.scope is use.scope or not use.name.startswith("model.")]
        event = NameUsed(
            use.node,
            self._context(chain, guards, use.inferred),
            name=use.name,
            rest=use.rest,
            watched=use.watched,
            callee=self._module.text_of(use.call.func) if use.call is not None else "",
            text=use.name if isinstance(use.node, ast.stmt) else self._module.text_of(use.node),
            where=Where.TRACE if traced is not None else where,
            modern=self.modern,
            eager=use.fails or self._is_eager(use),
            certain=self._is_certain(use),
            in_test=is_test_file(self._module.path),
            called=use.call is not None,
            arguments=arguments,
            keywords=keywords,
            others=tuple(value for other in near for value in self._arguments(other)[0][:1]),
            traces=self._traces,
            run=self._run_of(use),
            between=self.around.is_between(use.node),
            alone=self.around.is_alone(use.node, use.scope),
        )
        function = Function(use.scope.function or self._index.scope, self._module)
        root = traced[0] if traced is not None else self._untraced(use.scope)
        return RootWalk(FoundRoot(root, function), (event,), (), False)

    def _is_certain(self, use: _Use) -> bool:
        return self._trace_of(use.scope) is not None or self.around.runs_certainly(use.scope)

    def _is_eager(self, use: _Use) -> bool:
        if _is_in_class(use.scope) and not self._asked_to_trace and not self._is_certain(use):
            return False  # who calls a method, and in which graph, is not known: Keras has its own
        return not self.around.makes_graphs and not self.around.in_graph(use.node)

    @cached_property
    def _traces(self) -> bool:
        """Whether the file makes traced functions, or uses those of other files of the project."""
        project = self._world.project
        return self._asked_to_trace or bool(
            candidates.used_imports(project, self._module.path, self._module.text)
        )

    def _run_of(self, use: _Use) -> ast.Call | None:
        """The call of a method ``run`` that is given the result of a call, or belongs to it."""
        around = self._module.parents.get(use.call) if use.call is not None else None
        match around:
            case ast.Call(func=ast.Attribute(attr="run")):
                return around
            case ast.Attribute(attr="run"):
                return self._call_of(around)
            case ast.Assign(targets=[ast.Name(id=name)]):
                runs = self._index.calls_by_name.get("run", ())
                return next((call for call, at in runs if at is use.scope and _is_run_of(call, name)), None)
            case _:
                return None

    def _arguments(self, use: _Use) -> tuple[tuple[Value, ...], dict[str, Value]]:
        """What a name is called with, or what an attribute is set to."""
        walk, frame = self._world.walk, self._world.frame(use.scope, self._module)
        with walk.outside(_NOWHERE):
            if use.value is not None:
                return (walk.evaluate(use.value, frame),), {}
            call = use.call
            if call is None:
                return (), {}
            positional = [argument for argument in call.args if not isinstance(argument, ast.Starred)]
            keywords: dict[str, Value] = dict(use.bound.keywords) if use.bound is not None else {}
            given = use.bound.args if use.bound is not None else ()
            for keyword in call.keywords:
                value = walk.evaluate(keyword.value, frame)
                if keyword.arg is not None:
                    keywords[keyword.arg] = value
                elif isinstance(value, Container):  # **options
                    keys = value.keys or {}
                    keywords |= {key: item for key, item in keys.items() if isinstance(key, str)}
            return (*given, *(walk.evaluate(argument, frame) for argument in positional)), keywords

    def _context(self, chain: tuple[Link, ...], guards: tuple[Guard, ...], inferred: bool) -> Context:
        nothing: frozenset[Path] = frozenset()
        return Context(
            module=self._module,
            target=self._world.target(self._module),
            chain=chain,
            guards=guards,
            staged=(),
            in_init_scope=False,
            inferred=inferred,
            converted=False,
            trace_reads=nothing,
            trace_writes=nothing,
            reached={},
            kept=frozenset(),
            in_layer_call=False,
            raises=False,
        )

    def _untraced(self, scope: Scope) -> Root:
        """Who runs code that nothing traces: the function around it, or the module."""
        function = scope.function
        node = function.node if function is not None else self._module.tree
        line = getattr(node, "lineno", 1)
        return Root(
            self._module.path,
            line,
            function.qualname if function is not None else "<module>",
            RootKind.UNTRACED,
            "not traced",
            self._module.place(node),
            cell=self._module.cell_at(line),
        )


def _kept(value: Value) -> tuple[Watched, Partial | None] | None:
    """What a value calls, where that is a watched name which exists still; with the partial around it."""
    partial = value if isinstance(value, Partial) else None
    function = partial.func if partial is not None else value
    known = watched().get(function.name) if isinstance(function, Library) else None
    return (known, partial) if known is not None and not known.gone else None


def _is_run_of(call: ast.Call, name: str) -> bool:
    """``name.run()`` or ``session.run(name)``."""
    held = call.func.value if isinstance(call.func, ast.Attribute) else None
    asked = held if not call.args else call.args[0]
    return isinstance(asked, ast.Name) and asked.id == name


def _keeper(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> ast.Name | ast.Attribute | None:
    """The name or attribute that an assignment binds to a partial of an expression, or a table with it."""
    above = parents.get(node)
    while isinstance(above, (ast.Call, ast.Dict, ast.List, ast.Tuple, ast.IfExp, ast.keyword)):
        above = parents.get(above)
    target: ast.expr | None = None
    match above:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target) | ast.For(target=target):
            pass
        case ast.comprehension(target=target):
            pass
    return target if isinstance(target, (ast.Name, ast.Attribute)) else None


def _is_item_of(callee: ast.expr, names: set[str]) -> bool:
    """``table["key"](...)``."""
    held = callee.value if isinstance(callee, ast.Subscript) else None
    return getattr(held, "attr", getattr(held, "id", "")) in names


def _is_in_class(scope: Scope | None) -> bool:
    while scope is not None and scope.kind is not ScopeKind.CLASS:
        scope = scope.parent
    return scope is not None


def _is_plain(binding: Binding) -> bool:
    """An import, or another name for a part of one: ``tf1 = tf.compat.v1``."""
    if binding.kind is BindingKind.IMPORT:
        return True
    value = binding.value if binding.kind is BindingKind.ASSIGN and not binding.unpack else None
    while isinstance(value, ast.Attribute):
        value = value.value
    return isinstance(value, ast.Name)


def _import_of(binding: Binding) -> Watched | None:
    """The name that TensorFlow 2 does not have and that an import names."""
    imported = binding.imported
    if imported is None or imported.level or imported.module.partition(".")[0] not in ("tensorflow", "keras"):
        return None
    dotted = [imported.module if imported.name is None else f"{imported.module}.{imported.name}"]
    if isinstance(binding.node, ast.Import):  # `import tensorflow.contrib` binds `tensorflow` alone
        dotted = [alias.name for alias in binding.node.names]
    for name in dotted:
        while name:
            known = watched().get(api.canonical(name) if name.startswith(f"{TF1}keras") else name)
            if known is not None:
                return known if known.gone else None
            name = name.rpartition(".")[0]
    return None


def _imports_modern(binding: Binding) -> bool:
    """``import keras``, ``from tensorflow.keras import layers``, ``from tensorflow import GradientTape``."""
    imported = binding.imported
    if imported is None or imported.level:
        return False
    name = imported.module if imported.name is None else f"{imported.module}.{imported.name}"
    if name.startswith(TF1):
        return False
    known = api.canonical(name)
    return known in _MODERN or known.startswith("keras.")
