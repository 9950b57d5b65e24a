"""Where a file uses watched names, whoever asks: found once for a file that many traces lead into."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing import api
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.uses.gate import uses_watched
from tfguard.tracing.uses.methods import used_methods
from tfguard.tracing.uses.surroundings import Surroundings
from tfguard.tracing.uses.table import LAZY, TF1, About, Watched, last_names, watched
from tfguard.tracing.uses.tracers import used_tracers
from tfguard.tracing.values import Library, Origin, Owner, Partial, Value, members
from tfguard.tracing.world import World

# By these a file is known to use TensorFlow 2.
_MODERN = frozenset(("tensorflow.GradientTape", "tensorflow.function", "tensorflow.optimizers", "keras"))
_NOWHERE = Origin(Owner.UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Use:
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
        in_traces: it means something in a trace only.
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
    in_traces: bool = False


def places_of(world: World, module: Module) -> Places:
    """The places of a file that use watched names."""
    kept = notes_of(world).places
    known = kept.get(module)
    if known is None:
        known = kept[module] = Places(world, module)
    return known


class Places:
    """The places of a file that use watched names.

    Args:
        world: what is known of the program.
        module: the file.
    """

    def __init__(self, world: World, module: Module) -> None:
        self._world, self._module = world, module
        self._index = module.index

    @cached_property
    def are_likely(self) -> bool:
        """Whether the file's text has any watched name."""
        return uses_watched(self._module.text, everything=True)

    @cached_property
    def around(self) -> Surroundings:
        """What stands around the file's nodes."""
        return Surroundings(self._module)

    @cached_property
    def modern(self) -> bool:
        """Whether the file uses TensorFlow 2, beside functions that it has traced."""
        if any(map(self._is_modern, ("GradientTape", "keras", "optimizers", "function"))):
            return True
        numpy = self._index.calls_by_name.get("numpy", ())
        if any(not call.args and isinstance(call.func, ast.Attribute) for call, _ in numpy):
            return True
        bindings = self._index.scope.bindings.values()
        return any(_imports_modern(binding) for each in bindings for binding in each)

    def _is_modern(self, last: str) -> bool:
        return any(
            api.canonical(name) in _MODERN and not (last == "keras" and name.startswith(TF1))
            for node, scope in self._index.attribute_loads.get(last, ())
            for name in self.dotted(node, scope)
        )

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every use of a watched name, in no order."""
        return (*self.names(), *self.calls_by_other_names(), *self.calls_of_kept(), *self.methods())

    # Names

    def names(self) -> Iterator[Use]:
        """Every watched name that an attribute or an import spells out."""
        table = watched()
        for last in self._index.attribute_loads.keys() & last_names():
            for node, scope in self._index.attribute_loads[last]:
                raw = self.dotted(node, scope)
                if raw and all(name in table for name in raw):
                    yield self._named(node, scope, table[raw[0]])
        yield from self._lazy()
        yield from self._imported()

    def _lazy(self) -> Iterator[Use]:
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
                        call = self.call_of(node)
                        yield Use(node, scope, known.name, known, call, rest=f".{node.attr}")

    @cached_property
    def _calls(self) -> dict[ast.expr, ast.Call]:
        return {call.func: call for call, _ in self._index.calls}

    def call_of(self, callee: ast.expr) -> ast.Call | None:
        """The call that a node is the callee of."""
        return self._calls.get(callee)

    def _named(self, node: ast.Attribute, scope: Scope, known: Watched) -> Use:
        """A use of a name, with what hangs on it: ``tf.layers`` in ``tf.layers.dense(x)``."""
        whole = node
        rest, parents = "", self._module.parents
        while isinstance(above := parents.get(whole), ast.Attribute):
            whole, rest = above, f"{rest}.{above.attr}"
        return Use(whole, scope, known.name, known, self.call_of(whole), rest=rest)

    def _imported(self) -> Iterator[Use]:
        """``from tensorflow import Session``, ``import tensorflow.contrib.slim as slim``."""
        scopes = [self._index.scope, *self._index.functions, *self._index.classes]
        for scope in scopes:
            for bindings in scope.bindings.values():
                for binding in bindings:
                    if binding.imported is None:
                        continue
                    known = _import_of(binding)
                    if known is not None and not self._is_ours(binding):
                        yield Use(binding.node, scope, known.name, known)

    def _is_ours(self, binding: Binding) -> bool:
        """Whether an import means a file of the project: Keras' own files import Keras."""
        imported = binding.imported
        return (
            imported is not None and self._world.project.imported_path(imported, self._module)[0] is not None
        )

    def calls_by_other_names(self) -> Iterator[Use]:
        """Calls of what exists still, by a name of the file's own: ``from ... import placeholder``."""
        table = watched()
        names = set(last_names())
        for others in (self._index.aliases, self._import_names):
            names.update(*(others[last] for last in others.keys() & last_names()))
        for name in self._index.calls_by_name.keys() & names:
            for call, scope in self._index.calls_by_name[name]:
                if isinstance(call.func, ast.Name):
                    raw = self.dotted(call.func, scope)
                    known = table.get(raw[0]) if len(raw) == 1 else None
                    if known is not None and not known.gone:
                        yield Use(call.func, scope, known.name, known, call)

    def calls_of_kept(self) -> Iterator[Use]:
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
                yield Use(call.func, scope, known.name, known, call, bound=bound)

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
                if self.call_of(node) is None:
                    raw = self.dotted(node, scope)
                    if raw and all(name in table and not table[name].gone for name in raw):
                        yield node
        for last in last_names() & (self._import_names.keys() | self._index.name_loads.keys()):
            for name in {last, *self._import_names.get(last, ())} & self._index.name_loads.keys():
                if any(one.imported is not None for one in self._index.scope.bindings.get(name, ())):
                    yield from (
                        node for node, _ in self._index.name_loads[name] if self.call_of(node) is None
                    )

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
            return tuple(f"{name}.{node.attr}" for name in self._base(node.value, scope))
        return self._base(node, scope)

    def _base(self, node: ast.expr, scope: Scope) -> tuple[str, ...]:
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

    def methods(self) -> Iterator[Use]:
        """Calls of methods, and attributes that are set."""
        for method in used_methods(self._world, self._module, self.around):
            call = method.node if isinstance(method.node, ast.Call) else None
            known = method.watched
            yield Use(
                method.node,
                method.scope,
                known.name,
                known,
                call,
                method.value,
                True,
                method.inferred,
                in_traces=method.in_traces,
            )
        for call, scope in used_tracers(self._world, self._module):
            known = Watched("tensorflow.function", About.TRACER, False)
            yield Use(call, scope, known.name, known, call)


def _kept(value: Value) -> tuple[Watched, Partial | None] | None:
    """What a value calls, where that is a watched name which exists still; with the partial around it."""
    partial = value if isinstance(value, Partial) else None
    function = partial.func if partial is not None else value
    known = watched().get(function.name) if isinstance(function, Library) else None
    return (known, partial) if known is not None and not known.gone else None


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
