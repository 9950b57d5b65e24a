"""Questions that several rules ask of a write to Python state."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import positional_names
from tfguard.syntax.scopes import Scope
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.traced import Confidence
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Owner,
    Package,
    Scalar,
    Static,
    Tensor,
    TracedCallable,
    Unknown,
    Value,
    Variation,
    holds_symbolic,
    members,
)

_NAMED = (Form.ATTRIBUTE, Form.GLOBAL, Form.NONLOCAL)
_RUN_BY_KERAS = frozenset(
    ("call", "__call__", "build", "train_step", "test_step", "predict_step", "compute_loss")
)
_OTHER_END = {"__enter__": "__exit__", "__exit__": "__enter__"}
_OPPOSITE: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_SETTING = frozenset(("add", "discard", "setdefault", "update", "sort", "clear", "__setitem__"))


def is_variable(value: Value) -> bool:
    """Certainly a variable, or None."""
    found = [member for member in members(value) if member != NONE]
    return bool(found) and all(
        isinstance(member, Object) and member.kind in ("variable", "keras_variable") for member in found
    )


def rebinds_variable(event: StateWritten) -> bool:
    """Whether a name or attribute that holds a variable gets something else."""
    if event.form not in _NAMED:
        return False
    # What this very statement, and others like it, have put there does not make it less of a variable.
    held = [m for m in members(event.old) if m != NONE and not isinstance(m, (Tensor, Unknown))]
    return bool(held) and all(is_variable(member) for member in held)


def changes_once(event: StateWritten) -> bool:
    """Whether writing again would leave a container as it is: the same value under the same key."""
    if not event.sources.isdisjoint(event.context.trace_writes):
        return False  # computed from state that this very trace changes
    if event.form is Form.ITEM and event.method != "del":
        return not event.accumulates and _same_each_time(event.new)
    if event.form is Form.METHOD and event.method in _SETTING and event.type != "counter":
        return event.method in ("clear", "sort", "setdefault") or _same_each_time(event.new)
    return False


def _same_each_time(value: Value) -> bool:
    """The same for every call of one trace; what is not known counts as the same: no rule guesses."""
    match value:
        case Constant() | Static() | Library() | Function() | Class() | Package() | TracedCallable():
            return True
        case Scalar(static=static, varies=varies):
            return not varies or static
        case Container():
            return holds_symbolic(value) is None
        case Tensor(symbolic=symbolic):
            return not symbolic
        case Object(kind="rng", varies=Variation()):
            return False
        case _:
            return (
                all(_same_each_time(member) for member in members(value)) if len(members(value)) > 1 else True
            )


def matters(event: StateWritten) -> bool:
    """Whether a write to a name or attribute that happens once a trace can be noticed.

    Not when it stores the same value each time, runs once by its own guard, or is never read again.
    """
    if not event.origin.owner.outlives or rebinds_variable(event):
        return False
    if event.context.runs_once:
        return _freezes_first_call(event)
    if event.accumulates:
        if _is_undone(event):
            return False  # a depth that is counted up on entry is counted down on exit, in the same trace
        # What the trace sets before it counts starts afresh at each call.
        starts = event.path in event.context.trace_reads
        return starts and _counts(event.new) and _read_again(event)
    if event.staged and not event.context.in_init_scope and event.new != UNKNOWN:
        return _read_outside(event)
    if not _same_each_time(event.new):
        return _read_outside(event) or event.path in event.context.trace_reads
    return _reset_elsewhere(event) and _read_outside(event)


def _is_undone(event: StateWritten) -> bool:
    """Whether the other end of the same context manager counts back: ``depth += 1``, ``depth -= 1``."""
    node, parents = event.node, event.context.module.parents
    if not isinstance(node, ast.AugAssign):
        return False
    method = parents.get(node)
    while method is not None and not isinstance(method, ast.FunctionDef):
        method = parents.get(method)
    owner = parents.get(method) if method is not None else None
    if not isinstance(method, ast.FunctionDef) or not isinstance(owner, ast.ClassDef):
        return False
    other = _OTHER_END.get(method.name, "")
    opposite, target = _OPPOSITE.get(type(node.op)), ast.unparse(node.target)
    return any(
        isinstance(part, ast.AugAssign) and type(part.op) is opposite and ast.unparse(part.target) == target
        for item in owner.body
        if isinstance(item, ast.FunctionDef) and item.name == other
        for part in ast.walk(item)
    )


def _counts(value: Value) -> bool:
    """Whether computing a value from itself again gives another one; a list made of a list need not."""
    return any(
        _grows(member) or not isinstance(member, (Container, Static, Object, Function))
        for member in members(value)
    )


def _grows(value: Value) -> bool:
    """Whether it is spelled out from something and more: ``(*seen, new)``."""
    display = value.node if isinstance(value, Container) else None
    if not isinstance(display, (ast.List, ast.Tuple)):
        return False
    unpacked = [isinstance(element, ast.Starred) for element in display.elts]
    return any(unpacked) and not all(unpacked)


def _freezes_first_call(event: StateWritten) -> bool:
    """A first-call flag whose branch decides the result: the graph keeps the first call's branch.

    Where the branch makes a variable TensorFlow traces twice in the first call, and keeps the other one.
    """
    deciding = any(
        guard.memo and guard.decides and event.path in guard.reads for guard in event.context.guards
    )
    flag = isinstance(event.new, Constant) and isinstance(event.new.value, (bool, int))
    return deciding and flag and not any(is_variable(made) for made in event.context.kept)


def leaked(event: StateWritten) -> Tensor | None:
    """The symbolic tensor that a write leaves behind; None when it leaves none."""
    if event.context.in_init_scope or rebinds_variable(event):
        return None
    if event.origin.owner is Owner.ARGUMENT and event.form not in _NAMED:
        return None  # TensorFlow raises before anything can leak
    if event.staged and event.form in _NAMED and not isinstance(event.new, Tensor):
        # AutoGraph makes a tensor of what a staged branch or loop assigns
        # (experiment: examples/attribute_mutation).
        plain = isinstance(event.new, (Constant, Scalar)) and event.new != NONE
        assigned = event.form is Form.NONLOCAL and not event.accumulates
        stays = event.form is Form.ATTRIBUTE or assigned or "loop" in event.context.staged
        if plain and not _is_text(event.new) and stays:
            return Tensor()
    return holds_symbolic(event.new)


def _is_text(value: Value) -> bool:
    return isinstance(getattr(value, "value", None), str) or getattr(value, "type", "") == "str"


_GROWING = frozenset(("append", "appendleft", "insert", "extend", "extendleft"))


def grows_in_loop(event: StateWritten) -> bool:
    """Whether a list that the call itself made gets more elements in a staged loop."""
    if event.origin.owner.outlives or event.type not in ("list", "deque"):
        return False
    if event.loop is None or not event.loop.is_tensor:
        return False
    return event.method in _GROWING or event.form is Form.AUGMENTED


def leak_matters(event: StateWritten) -> bool:
    """Whether anybody can come across a tensor that was left behind."""
    if not event.origin.owner.outlives:
        staged = bool(event.context.staged) and event.form is Form.METHOD
        return staged and any(_reads(event)) and not grows_in_loop(event)
    return _read_outside(event) or event.path in event.context.trace_reads


def confidence_of(event: StateWritten) -> Confidence:
    """Lower where the write shows only in code that is not analysed."""
    if event.accumulates or event.path in event.context.trace_reads or any(_outside_reads(event)):
        return Confidence.HIGH
    return Confidence.INFERENCE


# Reads


def _name(event: StateWritten) -> str:
    if event.binding:
        return event.binding
    return event.origin.text.rpartition(".")[2] or event.text.rpartition(".")[2]


def _read_outside(event: StateWritten) -> bool:
    """Code outside the trace reads it, or may: a public name can be read from anywhere.

    Layers keep what their own methods read within the trace; there somebody else has to be seen reading.
    """
    public = not _name(event).startswith("_") and not event.context.in_layer_call
    return public or any(_outside_reads(event))


def _read_again(event: StateWritten) -> bool:
    """Anything but the statement itself reads it, or may."""
    return not _name(event).startswith("_") or any(_reads(event))


def _outside_reads(event: StateWritten) -> Iterator[bool]:
    reached = event.context.reached
    for scope in _reads(event):
        function: Scope | None = scope.function
        while function is not None and function not in reached:
            function = function.parent.function if function.parent is not None else None
        if function is None and not (event.context.in_layer_call and _in_layer_method(scope, event)):
            yield True


def _in_layer_method(scope: Scope, event: StateWritten) -> bool:
    """Whether code is in a method that other methods of the object run, as Keras runs ``call``."""
    method = scope.function
    while method is not None and method.owner_class is None:
        method = method.parent.function if method.parent is not None else None
    if method is None:
        return False
    name = getattr(method.node, "name", "")
    if name in _RUN_BY_KERAS or len(positional_names(method.node)) > 1:
        return True  # what is asked from outside for a kept value takes no arguments
    loads = (load for module in _modules(event) for load in module.index.attribute_loads.get(name, ()))
    return any(isinstance(node.value, ast.Name) and node.value.id == "self" for node, _ in loads)


def _reads(event: StateWritten) -> Iterator[Scope]:
    """Scopes that read the name, in the files that the write and its owner stand in."""
    name = _name(event)
    own = {id(part) for part in ast.walk(event.node)}
    attribute = event.form is Form.ATTRIBUTE or "." in event.origin.text
    for module in _modules(event):
        if attribute:
            for node, scope in module.index.attribute_loads.get(name, ()):
                if id(node) not in own:
                    yield scope
        else:
            count = sum(isinstance(part, ast.Name) and part.id == name for part in ast.walk(event.node))
            scopes = [scope for _, scope in module.index.name_loads.get(name, ())]
            yield from scopes if not event.accumulates else scopes[count - 1 :] if count > 1 else scopes


def _modules(event: StateWritten) -> set[Module]:
    """The files that the write and its owner stand in."""
    owner = event.path[1]
    if isinstance(owner, (Instance, Class)):
        return {event.context.module, (owner.cls if isinstance(owner, Instance) else owner).module}
    return {event.context.module}


def _reset_elsewhere(event: StateWritten) -> bool:
    """Code outside the trace, and not the constructor, stores something else there."""
    if event.form is not Form.ATTRIBUTE:
        return False
    reached = event.context.reached
    written = event.new.value if isinstance(event.new, Constant) else None
    if not isinstance(event.new, Constant) or written is None:
        return False
    for store in event.context.module.index.attribute_stores.get(event.binding, ()):
        function = store.binding.scope.function
        if function is None or function in reached or getattr(function.node, "name", "") == "__init__":
            continue
        if function.owner_class is None:
            continue  # a program that starts afresh between runs
        value = store.binding.value
        if isinstance(value, ast.Constant) and value.value != written:
            return True
    return False


def rebound_elsewhere(event: StateWritten) -> bool:
    """Whether a global is bound by anything but its first ``= None`` and this statement."""
    home = event.path[1]
    assert isinstance(home, Scope)
    own = {id(part) for part in ast.walk(event.node)}
    others = [binding for binding in home.bindings.get(event.binding, ()) if id(binding.node) not in own]
    return any(binding.scope is not home for binding in others)
