"""Captured Python state that the program changes after tracing has begun.

A graph holds what a Python name, attribute, list, dict or array was when it was traced (guide "Better
performance with tf.function", section "Depending on Python global and free variables"). What is never changed
between two calls is no finding.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope, ScopeKind
from tfguard.tracing.between.changes import Change, changes_of
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.fits import given_callback, hook_of
from tfguard.tracing.between.loops import loop_nodes
from tfguard.tracing.between.order import Called, Chronology, Meeting, called, related
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.trace import Capture
from tfguard.tracing.values import (
    Array,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Scalar,
    Tensor,
    TracedCallable,
    Value,
    members,
)


@dataclass(frozen=True, slots=True, eq=False)
class Stale:
    """A read that goes stale.

    Attributes:
        capture: the read.
        change: the change.
        meeting: the code in which the change comes between two calls.
        sites: the calls.
    """

    capture: Capture
    change: Change
    meeting: Meeting
    sites: tuple[Site, ...]


def stale_reads(
    program: Program,
    walk: RootWalk,
    sites: list[Site],
    alike: Mapping[ast.Call, list[Site]] | None = None,
) -> Iterator[Stale]:
    """The captured state of one traced function that goes stale.

    Args:
        program: the files.
        walk: the function's trace.
        sites: its calls.
        alike: by call: it, for all that it may call; those of ``tf.function`` when left out.
    """
    production = [site for site in sites if not site.in_test] or (
        sites if is_test_file(walk.found.root.path) else []
    )
    if not production:
        return
    by_call = program.sites_by_call if alike is None else alike
    calls = [called(site, by_call[site.node]) for site in production]
    told: set[object] = set()
    for capture in walk.captures:
        key = walk.keys.get(capture.node)
        mark = (_identity(capture.path), key)
        if mark in told:
            continue
        for change in changes_of(program, capture, key):
            write = change.write
            if write.scope.function is not None and write.scope.function in walk.reached:
                continue  # what the trace itself writes is a side effect
            if is_test_file(write.module.path) and not is_test_file(walk.found.root.path):
                continue
            if _same_each_time(change, calls) or _before_the_reader(change, capture):
                continue
            bound = walk.found.function.bound
            family = bound.cls if isinstance(bound, Instance) else None
            owned = _owned(program, walk, capture)
            meeting = _in_callback(program, production, change) or (
                Chronology(program, calls, write, family, owned, walk.reached).meeting()
            )
            if meeting is not None:
                told.add(mark)
                yield Stale(capture, change, meeting, tuple(production))
                break


def _in_callback(program: Program, sites: Sequence[Site], change: Change) -> Meeting | None:
    """The code around a ``fit`` that is given a callback which makes the change after each epoch or batch."""
    write = change.write
    callback = hook_of(program, write.scope, write.module)
    if callback is None:
        return None
    for site in sites:
        if given_callback(program, site, callback):
            return Meeting(site.scope.function or site.scope.module, site.module)
    return None


def _same_each_time(change: Change, calls: Sequence[Called]) -> bool:
    """Whether each call comes after the write in its block, and the write always writes the same constant."""
    if not isinstance(change.statement, ast.stmt) or not _is_constant(change):
        return False
    parents = change.write.module.parents
    around = parents.get(change.statement)
    blocks = [getattr(around, name, None) for name in ("body", "orelse", "finalbody")]
    block = next((b for b in blocks if isinstance(b, list) and change.statement in b), None)
    if block is None or isinstance(around, ast.Module):
        return False
    later = block[block.index(change.statement) + 1 :]
    for call in calls:
        node: ast.AST | None = call.node
        while node is not None and node not in later:
            node = parents.get(node)
        if node is None:
            return False
    return True


def _before_the_reader(change: Change, capture: Capture) -> bool:
    """Whether a function binds a name of its own before it makes the function that reads it, once a call."""
    home, write = capture.path[1], change.write
    if capture.path[0] != "name" or not isinstance(home, Scope) or write.scope is not home:
        return False
    if home.kind is not ScopeKind.FUNCTION or loop_nodes(change.statement, write.module):
        return False
    parents = capture.context.module.parents
    node: ast.AST | None = capture.node
    maker: ast.AST | None = None
    while node is not None and node is not home.node:
        maker, node = node, parents.get(node)
    return getattr(maker, "lineno", 0) > getattr(change.statement, "lineno", 0)


def _is_constant(change: Change) -> bool:
    """A literal, or a name that is bound to one, and to nothing else."""
    value = change.value
    if isinstance(value, ast.Name):
        home = change.write.scope.home_of(value.id)
        bindings = home.bindings.get(value.id, []) if home is not None else []
        value = bindings[0].value if len(bindings) == 1 else None
    return isinstance(value, ast.Constant)


def _owned(program: Program, walk: RootWalk, capture: Capture) -> bool:
    """Whether the state belongs to the object whose method is traced."""
    bound = walk.found.function.bound
    owner = capture.path[1] if capture.path[0] == "attribute" else None
    if not isinstance(bound, Instance) or not isinstance(owner, Instance):
        return False
    return related(program, bound.cls, owner.cls)


def _identity(path: tuple[object, ...]) -> object:
    match path:
        case ("attribute", Instance(cls=cls), name):
            return ("attribute", cls.scope, name)
        case _:
            return path


def kind_of(value: Value) -> str:
    """What a captured value is, in a word; empty when it is not known."""
    words = {_word(member) for member in members(value) if member != Constant(None)}
    if "variable" in words:
        return "variable"
    return words.pop() if len(words) == 1 else ""


def _word(value: Value) -> str:
    match value:
        case Constant(value=bool()) | Scalar(type="bool"):
            return "flag"
        case Constant(value=str()) | Scalar(type="str"):
            return "text"
        case Constant() | Scalar():
            return "number"
        case Container(type=type_):
            return "dict" if type_ in ("dict", "counter") else "list"
        case Array():
            return "array"
        case Tensor():
            return "tensor"
        case Object(kind="variable" | "keras_variable"):
            return "variable"
        case Object(kind="layer"):
            return "layer"
        case Function() | TracedCallable() | Library():
            return "function"
        case Instance() | Object():
            return "object"
        case _:
            return ""
