"""Methods and attributes of objects that are watched: what they are called on has to be certain."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.syntax.words import has_word
from tfguard.tracing.uses.surroundings import Surroundings
from tfguard.tracing.uses.table import INITIALIZERS, TF1, About, Watched, methods, watched
from tfguard.tracing.values import (
    Class,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Origin,
    Owner,
    Super,
    Tensor,
    TracedCallable,
    Unknown,
    Value,
    is_certainly,
    members,
    without_none,
)
from tfguard.tracing.world import World

SESSION, OPTIMIZER = "tf1_session", "tf1_optimizer"
_EAGERLY = "run_eagerly"
_NOWHERE = Origin(Owner.UNKNOWN)
# A file that speaks of these may run sessions in graphs that it makes or loads somewhere.
_LOADS_GRAPHS = ("import_graph_def", "import_meta_graph", "get_default_graph", "loader.load")
_DEFAULT = re.compile(r"\bgraph\s*=\s*[\w.]*\bget_default_graph\(\)")  # says what is so anyway
# What gives an operation in a graph, and None in eager execution.
_OPERATIONS = frozenset(
    (
        *(f"{TF1}{name}" for name in INITIALIZERS),
        f"{TF1}variables_initializer",
        f"{TF1}tables_initializer",
        "tensorflow.group",
        "tensorflow.no_op",
    )
)
_MODELS = ("keras.Model", "keras.Sequential")
_DEEP = 4


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method that is called, or an attribute that is set.

    Attributes:
        node: the call, or the target of the assignment.
        scope: where it stands.
        watched: what it is: kind of object and method.
        value: what an attribute is set to.
        inferred: what it belongs to is only likely.
        in_traces: it means something in a trace only.
    """

    node: ast.Call | ast.Attribute
    scope: Scope
    watched: Watched
    value: ast.expr | None = None
    inferred: bool = False
    in_traces: bool = False


def used_methods(world: World, module: Module, around: Surroundings) -> Iterator[Method]:
    """The watched methods and attributes that a file uses.

    Args:
        world: what is known of the program.
        module: the file.
        around: what stands around its nodes.
    """
    look = _Look(world, module, around)
    yield from look.gone()
    yield from look.run_eagerly()
    if not around.makes_graphs and not _loads_graphs(module.text):
        yield from look.sessions()
        yield from look.ran()
        yield from look.evaluated()
        yield from look.minimized()


def _loads_graphs(text: str) -> bool:
    return has_word(text, _LOADS_GRAPHS) and has_word(_DEFAULT.sub("", text), _LOADS_GRAPHS)


def _is_traced(value: Value) -> bool:
    """Whether a value is a traced function: what it gives was computed when it was called."""
    return isinstance(value, TracedCallable)


def _is_default_session(value: Value) -> bool:
    """Whether a value is ``get_default_session``, which gives None where no session was entered."""
    return value == Library(f"{TF1}get_default_session")


class _Look:
    def __init__(self, world: World, module: Module, around: Surroundings) -> None:
        self._world, self._module, self._around = world, module, around
        self._index = module.index

    def _value(self, node: ast.expr, scope: Scope) -> Value:
        with self._world.walk.outside(_NOWHERE):
            return without_none(self._world.walk.evaluate(node, self._world.frame(scope, self._module)))

    def _calls(self, name: str) -> Iterator[tuple[ast.Call, ast.expr, Scope]]:
        """The calls of methods of some name: call, receiver, scope."""
        for call, scope in self._index.calls_by_name.get(name, ()):
            if isinstance(call.func, ast.Attribute):
                yield call, call.func.value, scope

    def _kind(self, value: Value, method: str) -> str:
        """What kind of object a value certainly is; empty for none, and where a class has its own method."""
        kinds = set()
        for member in members(value):
            match member:
                case Object(kind=kind, cls=cls):
                    kinds.add("model" if kind == "layer" and cls in _MODELS else kind)
                case Instance(cls=cls) if self._world.class_member(cls, method) is None:
                    kinds.add(self._kind_of_class(cls))
                case _:
                    return ""
        return kinds.pop() if len(kinds) == 1 else ""

    def _kind_of_class(self, cls: Class) -> str:
        kind = self._world.library_kind(cls)
        return "model" if kind == "layer" and self._world.is_model(cls) else kind

    # Methods that are gone

    def gone(self) -> Iterator[Method]:
        for name in self._index.calls_by_name.keys() & methods().keys():
            for call, receiver, scope in self._calls(name):
                kind = self._kind(self._value(receiver, scope), name)
                if kind in methods()[name]:
                    yield Method(call, scope, methods()[name][kind])

    # Models that run eagerly

    def run_eagerly(self) -> Iterator[Method]:
        if _EAGERLY not in self._module.text:
            return
        known = Watched(f"model.{_EAGERLY}", About.EAGERLY, False)
        for call, receiver, scope in self._calls("compile"):
            if any(keyword.arg in (_EAGERLY, None) for keyword in call.keywords):
                inferred = self._may_be_model(receiver, scope)
                if inferred is not None:
                    compiled = Watched("model.compile", About.EAGERLY, False)
                    yield Method(call, scope, compiled, inferred=inferred)
        for store in self._index.attribute_stores.get(_EAGERLY, ()):
            scope = store.binding.scope
            inferred = self._may_be_model(store.target.value, scope)
            if inferred is not None and not store.binding.unpack:
                yield Method(store.target, scope, known, store.binding.value, inferred)

    def _may_be_model(self, receiver: ast.expr, scope: Scope) -> bool | None:
        """False for a Keras model, True for what may be one, None for anything else."""
        value = self._value(receiver, scope)
        if all(isinstance(member, (Unknown, Super)) for member in members(value)):
            return True
        kinds = {self._kind(member, "") for member in members(value) if not isinstance(member, Unknown)}
        return False if kinds <= {"model", "layer"} else None

    # Sessions

    def sessions(self) -> Iterator[Method]:
        known = Watched("session.run", About.SESSION, False)
        for call, receiver, scope in self._calls("run"):
            session = self._value(receiver, scope)
            if (
                isinstance(session, Object)
                and session.kind == SESSION
                and self._is_empty(session, call, scope)
            ):
                yield Method(call, scope, known)

    def _is_empty(self, session: Object, call: ast.Call, scope: Scope) -> bool:
        """Whether nothing that a session is asked for can be in its graph."""
        maker = watched().get(session.cls)
        if maker is not None and maker.graphs:
            return False  # making it fails already
        made = session.node
        if not isinstance(made, ast.Call) or made not in self._module.parents:
            return False
        if len(made.args) > 1 or any(map(self._is_other_graph, made.keywords)):
            return False
        opened = self._around.opened_around(made)
        if opened is None:
            if self._around.in_graph(made):
                return False
            opened = self._opened_by(made)
        if opened is None:
            return not self._around.in_graph(call)
        fetched = call.args[0] if call.args else None
        return fetched is not None and self._made_before(fetched, opened, scope)

    def _is_other_graph(self, keyword: ast.keyword) -> bool:
        """Whether an option of a session may give it a graph that holds something."""
        return keyword.arg is None or (
            keyword.arg == "graph" and _DEFAULT.fullmatch(f"graph={ast.unparse(keyword.value)}") is None
        )

    def _opened_by(self, made: ast.Call) -> ast.With | None:
        """The ``with`` statement that enters a session, and its graph, at once."""
        item = self._module.parents.get(made)
        statement = self._module.parents.get(item) if isinstance(item, ast.withitem) else None
        return statement if isinstance(statement, ast.With) else None

    def _made_before(self, fetched: ast.expr, opened: ast.With, scope: Scope) -> bool:
        """Whether a session is asked for tensors that were made before its graph was entered."""
        names = [part for part in ast.walk(fetched) if isinstance(part, ast.Name)]
        if not names or any(isinstance(part, ast.Call) for part in ast.walk(fetched)):
            return False
        return all(self._is_from_outside(name, opened, scope) for name in names)

    def _is_from_outside(self, name: ast.Name, opened: ast.With, scope: Scope) -> bool:
        home = scope.home_of(name.id)
        bindings = home.bindings.get(name.id, []) if home is not None else []
        inside = {opened}
        for binding in bindings:
            if any(parent in inside for parent, _ in self._around.ancestors(binding.node)):
                return False
            if self._around.in_graph(binding.node):
                return False
        value = self._value(name, scope)
        held = value.items if isinstance(value, Container) and value.items else (value,)
        return bool(bindings) and (any(map(self._is_eager, held)) or self._are_operations(bindings, _DEEP))

    def _is_eager(self, value: Value) -> bool:
        return is_certainly(value, Tensor) or self._kind(value, "") in ("variable", "keras_variable")

    def ran(self) -> Iterator[Method]:
        """``init.run()`` of what is an operation in a graph only."""
        known = Watched("operation.run", About.SESSION, False, "drop it")
        for call, receiver, scope in self._calls("run"):
            if self._around.in_graph(call):
                continue
            if not call.args and self._is_operation(receiver, scope):
                yield Method(call, scope, known)
            elif call.args and self._comes_of(receiver, scope, _is_default_session):
                if self._around.asks_for(receiver, call):
                    continue
                eager = self._is_eager(self._value(call.args[0], scope))  # no session could fetch that
                asked = Watched("session.none", About.SESSION, False)
                in_traces = not (eager or self._around.runs_certainly(scope))
                yield Method(call, scope, asked, in_traces=in_traces)

    def _comes_of(
        self, node: ast.expr, scope: Scope, asked: Callable[[Value], bool], depth: int = _DEEP
    ) -> bool:
        """Whether an expression certainly is what a call of something gives, under whatever name."""
        match node:
            case ast.Call():
                return all(map(asked, members(self._value(node.func, scope))))
            case ast.Name(id=name) if depth:
                home = scope.home_of(name)
                bindings = home.bindings.get(name, []) if home is not None else []
                return bool(bindings) and all(
                    one.kind is BindingKind.ASSIGN
                    and one.value is not None
                    and not one.unpack
                    and self._comes_of(one.value, one.scope, asked, depth - 1)
                    for one in bindings
                )
            case _:
                return False

    def _is_operation(self, node: ast.expr, scope: Scope, depth: int = _DEEP) -> bool:
        """Whether an expression certainly is an operation in a graph, and None in eager execution."""
        if depth == 0 or self._around.in_graph(node):
            return False
        match node:
            case ast.Attribute(attr="initializer") if self._kind(self._value(node.value, scope), "") == (
                "variable"
            ):
                return True
            case ast.Name(id=name):
                home = scope.home_of(name)
                bindings = home.bindings.get(name, []) if home is not None else []
                return self._are_operations(bindings, depth)
            case ast.Attribute(attr=name):
                stores = self._index.attribute_stores.get(name, ())
                return self._are_operations([store.binding for store in stores], depth)
            case ast.List(elts=[*each]) | ast.Tuple(elts=[*each]) if each:
                return all(self._is_operation(one, scope, depth) for one in each)
            case ast.Call():
                return self._gives_operation(self._value(node.func, scope), depth)
            case _:
                return False

    def _are_operations(self, bindings: list[Binding], depth: int) -> bool:
        return bool(bindings) and all(
            one.kind is BindingKind.ASSIGN
            and one.value is not None
            and not one.unpack
            and self._is_operation(one.value, one.scope, depth - 1)
            for one in bindings
        )

    def _gives_operation(self, callee: Value, depth: int) -> bool:
        match callee:
            case Library(name=name):
                return name in _OPERATIONS
            case Function(scope=inner, module=module) if module is self._module:
                returns = [one.value for one in self._world.returns(inner)]
                return bool(returns) and all(
                    one is not None and self._is_operation(one, inner, depth - 1) for one in returns
                )
            case _:
                return False

    def evaluated(self) -> Iterator[Method]:
        """``x.eval()`` outside of traces; in a trace the interpreter sees it."""
        known = Watched("tensor.eval", About.SESSION, False, "use .numpy()")
        for call, receiver, scope in self._calls("eval"):
            if self._around.in_graph(call):
                continue
            if self._is_eager(self._value(receiver, scope)) or self._comes_of(receiver, scope, _is_traced):
                yield Method(call, scope, known)

    # Optimizers

    def minimized(self) -> Iterator[Method]:
        for name in ("minimize", "compute_gradients"):
            known = Watched(f"optimizer.{name}", About.VARIABLES, False, "use tf.GradientTape")
            for call, receiver, scope in self._calls(name):
                if not call.args or self._kind(self._value(receiver, scope), name) != OPTIMIZER:
                    continue
                loss = self._value(call.args[0], scope)
                if self._around.in_graph(call):
                    continue
                if is_certainly(loss, Tensor, Container) or self._comes_of(call.args[0], scope, _is_traced):
                    yield Method(call, scope, known)
