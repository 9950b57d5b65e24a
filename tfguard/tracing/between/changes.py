"""Every place that changes a piece of captured state: binds it anew, or changes in place what it holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.index import AttributeStore
from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Binding, BindingKind, Scope, ScopeKind
from tfguard.tracing.between.fits import hook_of, models_of
from tfguard.tracing.between.mutations import MUTATORS, Mutation, mutations_of, statement_around
from tfguard.tracing.between.order import Write, related
from tfguard.tracing.between.program import Program
from tfguard.tracing.events.event import Attribute
from tfguard.tracing.trace import Capture
from tfguard.tracing.values import (
    Array,
    Class,
    Container,
    Function,
    Instance,
    Object,
    Origin,
    Owner,
    Package,
    TracedCallable,
    Unknown,
    Value,
    members,
)

_SETUP = frozenset(
    (
        "__init__",
        "__new__",
        "__post_init__",
        "__setstate__",
        "__init_subclass__",
        "build",
        "setUp",
        "setUpClass",
    )
)
# Attributes of Keras layers that are Python values: a trace keeps them (experiment: examples/attribute_read).
_LAYER_STATE = frozenset(("rate", "trainable", "stddev", "activation"))


# What an array says of itself that a change in place leaves as it is.
_ABOUT_ARRAYS = frozenset(("shape", "dtype", "ndim", "size", "nbytes", "itemsize"))


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A write, as far as it is known what of the captured state it changes.

    Attributes:
        write: where and what.
        statement: the whole statement or call.
        key: the key or attribute that changes; None when any may.
        value: what is written, where one expression says so.
        first: it makes the state, before anything is traced.
    """

    write: Write
    statement: ast.AST
    key: object = None
    value: ast.expr | None = None
    first: bool = False


def changes_of(program: Program, capture: Capture, key: object) -> Iterator[Change]:
    """Every place that changes captured state, leaving out what leaves it as it is.

    Args:
        program: the files.
        capture: the read.
        key: the key or attribute that is taken of it, None for all of it.
    """
    rebinding = list(_rebindings(program, capture))
    for change in rebinding:
        if not (change.first or _same_value(change, rebinding) or _made_once(change)):
            yield change
    for change in _content_changes(program, capture, key):
        if not _made_once(change):
            yield change


def _rebindings(program: Program, capture: Capture) -> Iterator[Change]:
    match capture.path:
        case ("name", Scope() as home, str() as name):
            yield from _of_name(program, home, name)
        case ("attribute", Instance(cls=cls), str() as name):
            yield from _of_attribute(program, cls, name)
        case ("attribute", Class() as cls, str() as name):
            yield from _of_attribute(program, cls, name)
        case ("attribute", Scope() as function, str() as name):
            yield from _of_function_attribute(program, function, name)


def _of_name(program: Program, home: Scope, name: str) -> Iterator[Change]:
    module = _module_of(program, home)
    if module is None:
        return
    for binding in home.bindings.get(name, ()):
        if binding.kind in (
            BindingKind.IMPORT,
            BindingKind.DECLARE,
            BindingKind.PARAMETER,
            BindingKind.CLASS,
        ):
            continue
        target = binding.node
        yield Change(
            Write(target, module, binding.scope), statement_around(target, module), None, _plain(binding)
        )
    if home.kind is not ScopeKind.MODULE:
        return
    for other in program.modules:
        for store in other.index.attribute_stores.get(name, ()):
            found = members(_evaluate(program, store.target.value, store.binding.scope, other))
            if any(isinstance(member, Package) and member.module is module for member in found):
                yield _of_store(store, other, None)


def _of_attribute(program: Program, cls: Class, name: str) -> Iterator[Change]:
    bases = [base for base in program.world.bases(cls) if isinstance(base, Class)]
    if _is_descriptor(program, cls, name):
        return
    for base in bases:
        for binding in base.scope.bindings.get(name, ()):
            write = Write(binding.node, base.module, base.scope)
            yield Change(write, binding.node, None, _plain(binding), first=True)
    modules = {base.module: None for base in bases}
    for module in dict.fromkeys((*modules, *program.modules)):
        for store in module.index.attribute_stores.get(name, ()):
            function = store.binding.scope.function
            receiver = _receiver(program, store.target.value, store.binding.scope, module, cls)
            if receiver is None:
                continue
            first = (
                function is not None
                and function.owner_class is not None
                and getattr(function.node, "name", "") in _SETUP
                and _is_self(store.target)
            )
            held = receiver if isinstance(receiver, Instance) else None
            yield replace(_of_store(store, module, held), first=first)
        yield from _by_setattr(program, module, cls, name)


def _is_descriptor(program: Program, cls: Class, name: str) -> bool:
    """Whether assigning the attribute runs ``__set__`` of an object that the class holds."""
    found = program.world.class_member(cls, name)
    held = members(found[0]) if found is not None else ()
    return any(
        isinstance(m, Instance) and program.world.class_member(m.cls, "__set__") is not None for m in held
    )


def _by_setattr(program: Program, module: Module, cls: Class, name: str) -> Iterator[Change]:
    for node, scope in module.index.calls_by_name.get("setattr", ()):
        if len(node.args) != 3 or not isinstance(node.func, ast.Name):
            continue
        given = node.args[1]
        if isinstance(given, ast.Constant) and given.value != name:
            continue
        function = scope.function
        if function is not None and getattr(function.node, "name", "") in _SETUP:
            continue
        receiver = _receiver(program, node.args[0], scope, module, cls)
        if receiver is not None:
            held = receiver if isinstance(receiver, Instance) else None
            yield Change(Write(node, module, scope, held), node, None, node.args[2])


def _of_function_attribute(program: Program, function: Scope, name: str) -> Iterator[Change]:
    for module in program.modules:
        for store in module.index.attribute_stores.get(name, ()):
            found = members(_evaluate(program, store.target.value, store.binding.scope, module))
            inner = [m.func if isinstance(m, TracedCallable) else m for m in found]
            if any(isinstance(member, Function) and member.scope is function for member in inner):
                yield _of_store(store, module, None)


def _of_store(store: AttributeStore, module: Module, receiver: Instance | None) -> Change:
    write = Write(store.target, module, store.binding.scope, receiver)
    return Change(write, statement_around(store.target, module), None, _plain(store.binding))


def _is_self(target: ast.Attribute) -> bool:
    return isinstance(target.value, ast.Name)


def _receiver(
    program: Program, node: ast.expr, scope: Scope, module: Module, cls: Class
) -> Instance | Class | None:
    """The object of a class (or the class) that an expression is; None when it is another one."""
    for member in (*members(_evaluate(program, node, scope, module)), *_fitted(program, node, scope, module)):
        if isinstance(member, Instance) and related(program, member.cls, cls):
            return member
        if isinstance(member, Class) and member in program.world.bases(cls):
            return member
    return None


def _fitted(program: Program, node: ast.expr, scope: Scope, module: Module) -> Iterator[Instance]:
    """``self.model`` of a callback: Keras sets it."""
    match node:
        case ast.Attribute(value=ast.Name(), attr="model"):
            callback = hook_of(program, scope, module)
            if callback is not None and program.world.attribute(callback, "model") is None:
                yield from models_of(program, callback)


# Changes in place


def _content_changes(program: Program, capture: Capture, key: object) -> Iterator[Change]:
    plain = any(isinstance(member, (Container, Array, Unknown)) for member in members(capture.value))
    held = any(isinstance(member, (Container, Array)) for member in members(capture.value))
    if held and isinstance(key, Attribute):
        if key.name in _ABOUT_ARRAYS or key.name in MUTATORS:
            return
        key = None  # a method: what it looks at is not known
    for module in program.modules:
        for inner in mutations_of(program.world, module) if plain else ():
            mutation, keys = _outermost(program, inner)
            if mutation.method and not held:
                continue
            if len(keys) > 1 and _reads_another(capture, keys):
                continue
            if _may_touch(mutation, key) and _denotes(program, mutation, capture):
                write = Write(mutation.node, module, mutation.scope, None, True)
                yield Change(write, statement_around(mutation.node, module), mutation.key, mutation.value)
        yield from _attribute_changes(program, module, capture, key)


def _outermost(program: Program, mutation: Mutation) -> tuple[Mutation, tuple[object, ...]]:
    """What ``sizes["a"].append(1)`` does to ``sizes``: a list or array under a key is part of the whole.

    Returns:
        The change of the whole, and the keys on the way to what changes; None for one that is not known.
    """
    keys: tuple[object, ...] = (mutation.key,)
    while isinstance(mutation.holder, ast.Subscript):
        inside = mutation.held(program.world)
        if not any(isinstance(member, (Container, Array)) for member in inside):
            break
        key = _key(mutation.holder)
        mutation = replace(mutation, holder=mutation.holder.value, method="", key=key, value=None)
        keys = (key, *keys)
    return mutation, keys


def _key(node: ast.Subscript) -> object:
    return node.slice.value if isinstance(node.slice, ast.Constant) else None


def _reads_another(capture: Capture, keys: tuple[object, ...]) -> bool:
    """Whether a read goes another way into a structure than a change does."""
    parents = capture.context.module.parents
    node = parents.get(capture.node)
    for key in keys:
        if not isinstance(node, ast.Subscript):
            return False
        read = _key(node)
        if None not in (key, read) and key != read:
            return True
        node = parents.get(node)
    return False


def _may_touch(mutation: Mutation, key: object) -> bool:
    if mutation.method == "update":
        return isinstance(mutation.node, ast.Call) and _updates(mutation.node, key)
    if isinstance(key, Attribute):
        return False
    return key is None or mutation.key is None or key == mutation.key


def _updates(node: ast.Call, key: object) -> bool:
    """Whether ``d.update(...)`` can touch a key."""
    if key is None or isinstance(key, Attribute):
        return True
    named = [keyword.arg for keyword in node.keywords]
    keys: list[object] = list(named)
    for argument in node.args:
        if not isinstance(argument, ast.Dict) or any(k is None for k in argument.keys):
            return True
        keys += [k.value if isinstance(k, ast.Constant) else key for k in argument.keys]
    return None in named or key in keys


def _attribute_changes(program: Program, module: Module, capture: Capture, key: object) -> Iterator[Change]:
    """``config.rate = 2`` on an object of a library, and ``layer.trainable = False``."""
    names = [key.name] if isinstance(key, Attribute) else []
    layers = [m for m in members(capture.value) if isinstance(m, Object) and m.kind == "layer"]
    names += [name for name in sorted(_LAYER_STATE) if layers and name not in names]
    for name in names:
        for store in module.index.attribute_stores.get(name, ()):
            place = Mutation(store.target, store.target.value, store.binding.scope, module)
            if not _denotes(program, place, capture):
                continue
            if any(isinstance(member, (Instance, Class, Package)) for member in members(capture.value)):
                continue  # their attributes are state of their own
            if not layers and any(isinstance(m, Object) and m.kind for m in members(capture.value)):
                continue  # what a library makes of it is not known
            held = isinstance(key, Attribute) and key.name == name
            if layers and not _shows(name, key, layers):
                continue
            if held or layers:
                yield replace(_of_store(store, module, None), key=Attribute(name))


def _shows(name: str, key: object, layers: list[Object]) -> bool:
    """Whether what a trace takes of a layer depends on one of its Python attributes."""
    if name == "trainable":
        return isinstance(key, Attribute) and key.name in (
            "trainable_variables",
            "trainable_weights",
            "trainable",
        )
    return any(
        ("Dropout" in layer.cls or "Noise" in layer.cls) == (name in ("rate", "stddev")) for layer in layers
    )


def _denotes(program: Program, mutation: Mutation, capture: Capture) -> bool:
    """Whether an expression is the captured name or attribute, or another name of the same object."""
    node, scope, module = mutation.holder, mutation.scope, mutation.module
    match node, capture.path:
        case ast.Name(id=name), ("name", Scope() as home, str() as captured):
            if name == captured and scope.home_of(name) is home:
                return True
        case ast.Attribute(attr=name), ("attribute", Instance(cls=cls), str() as captured):
            if name == captured:
                return _receiver(program, node.value, scope, module, cls) is not None
        case ast.Attribute(attr=name), ("attribute", Class() as cls, str() as captured):
            if name == captured:
                return _receiver(program, node.value, scope, module, cls) is not None
        case ast.Attribute(attr=name), ("name", Scope() as home, str() as captured):
            if name == captured:
                found = members(_evaluate(program, node.value, scope, module))
                if any(isinstance(m, Package) and m.module.index.scope is home for m in found):
                    return True
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return False
    held = [m for m in members(capture.value) if isinstance(m, (Container, Object, Array))]
    return any(member is known for known in held for member in mutation.held(program.world))


# Questions about a change


def _evaluate(program: Program, node: ast.expr, scope: Scope, module: Module) -> Value:
    with program.world.walk.outside(Origin(Owner.UNKNOWN)):
        return program.world.walk.evaluate(node, program.world.frame(scope, module))


def _module_of(program: Program, scope: Scope) -> Module | None:
    return program.world.module_of(scope)


def _plain(binding: Binding) -> ast.expr | None:
    return binding.value if binding.kind is BindingKind.ASSIGN and not binding.unpack else None


def _same_value(change: Change, others: list[Change]) -> bool:
    """Whether the same constant is written everywhere."""
    value = change.value
    if value is None or not all(isinstance(part, _FIXED) for part in ast.walk(value)):
        return False
    for part in ast.walk(value):
        home = change.write.scope.home_of(part.id) if isinstance(part, ast.Name) else None
        if isinstance(part, ast.Name) and (home is None or home.kind is not ScopeKind.MODULE):
            return False
    return all(other.value is not None and ast.dump(other.value) == ast.dump(value) for other in others)


# Expressions that give the same at any time, as far as their names stay what they are.
_FIXED = (ast.Constant, ast.Name, ast.Attribute, ast.UnaryOp, ast.unaryop, ast.Tuple, ast.expr_context)


def _made_once(change: Change) -> bool:
    """Under ``if x is None:``, ``if not x:`` or ``if key not in x:`` about the very thing."""
    module, child = change.write.module, change.statement
    name = _last(change.write.node)
    parent = module.parents.get(child)
    while parent is not None and not isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        if isinstance(parent, ast.If) and child in parent.body and _asks_for(parent.test, name):
            return True
        child, parent = parent, module.parents.get(parent)
    return False


def _asks_for(test: ast.expr, name: str) -> bool:
    for part in ast.walk(test):
        match part:
            case ast.Compare(left=left, ops=[ast.Is() | ast.NotIn()], comparators=[right]):
                if name in (_last(left), _last(right)):
                    return True
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                if _last(operand) == name or (isinstance(operand, ast.Call) and _mentions(operand, name)):
                    return True
    return False


def _mentions(node: ast.AST, name: str) -> bool:
    return any(
        _last(part) == name or (isinstance(part, ast.Constant) and part.value == name)
        for part in ast.walk(node)
    )


def _last(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _last(value)
        case ast.Call(func=ast.Attribute(value=value)):
            return _last(value)
        case _:
            return ""
