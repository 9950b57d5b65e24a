"""What a SavedModel holds of Python values: those of the moment at which it was saved.

A SavedModel holds the graphs that were traced, or that its signatures ask for; Python is gone (guide "Using
the SavedModel format", section "Saving a custom model").
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import default_of
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.changes import changes_of
from tfguard.tracing.between.moments import moment_of
from tfguard.tracing.between.names import last_name
from tfguard.tracing.between.order import WRITTEN_AFTER, Called, Chronology
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site, arguments
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    UNKNOWN,
    Class,
    Constant,
    Function,
    Instance,
    Library,
    Origin,
    Owner,
    Scalar,
    TracedCallable,
    members,
)


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """A call that saves an object whose traced method cannot be used as Python code could.

    Attributes:
        node: the call.
        module: where.
        walk: the trace of the method.
        problem, detail, related: see :class:`tfguard.tracing.events.calls.FunctionSaved`.
    """

    node: ast.Call
    module: Module
    walk: RootWalk
    problem: str
    detail: str
    related: Place | None


def saved_functions(program: Program, walks: Sequence[RootWalk]) -> Iterator[Saved]:
    """The calls in a file that save an object of the project.

    Args:
        program: the files.
        walks: the walks of the file's own roots.
    """
    module = program.module
    # What Keras traces of a model it traces again when it saves it.
    walks = [walk for walk in walks if walk.found.root.kind in (RootKind.DECORATOR, RootKind.CALL)]
    for node, scope in module.index.calls_by_name.get("save", ()):
        if not node.args:
            continue
        with program.world.walk.outside(Origin(Owner.UNKNOWN)):
            frame = program.world.frame(scope, module)
            callee = program.world.walk.evaluate(node.func, frame)
            if not isinstance(callee, Library) or callee.name != "tensorflow.saved_model.save":
                continue
            held = [
                m
                for m in members(program.world.walk.evaluate(node.args[0], frame))
                if isinstance(m, Instance)
            ]
        signed = _signed(node)
        for instance in held[:1]:
            for walk in walks:
                if not _belongs(program, walk.found.function, instance):
                    continue
                found = _problem(program, walk, signed, Called(node, module, scope))
                if found is not None:
                    yield Saved(node, module, walk, *found)
                    break


def _belongs(program: Program, function: Function, instance: Instance) -> bool:
    """Whether a traced function is a method of an object, or held by one of its attributes."""
    world = program.world
    if isinstance(function.bound, Instance):
        return function.bound.cls in world.bases(instance.cls)
    for base in world.bases(instance.cls):
        if not isinstance(base, Class):
            continue
        for name, stores in base.module.index.attribute_stores.items():
            if any(store.binding.scope.owner_class is base.scope for store in stores):
                held = members(world.attribute(instance.cls, name) or UNKNOWN)
                inner = [member.func for member in held if isinstance(member, TracedCallable)]
                if any(isinstance(f, Function) and f.scope is function.scope for f in inner):
                    return True
    return False


def _signed(node: ast.Call) -> set[str]:
    """Names of the methods that the call gives signatures for."""
    given = [*node.args[2:3], *(keyword.value for keyword in node.keywords if keyword.arg == "signatures")]
    return {last_name(part) for value in given for part in ast.walk(value) if isinstance(part, ast.Attribute)}


def _problem(
    program: Program, walk: RootWalk, signed: set[str], saving: Called
) -> tuple[str, str, Place | None] | None:
    function = walk.found.function
    name = getattr(function.scope.node, "name", "")
    sites = program.sites_by_function.get(function.scope, [])
    if walk.found.root.options.input_signature is None and name not in signed:
        if not sites:
            return None if _traced_elsewhere(program, name) else ("untraced", "", None)
        python = _python_argument(program, sites)
        if python is not None:
            return "scalar", python[0], python[1]
    for capture in walk.captures:
        for change in changes_of(program, capture, walk.keys.get(capture.node)):
            scope: Scope | None = change.write.scope.function
            if scope is not None and scope in walk.reached:
                continue
            if Chronology(program, [saving], change.write).meeting(WRITTEN_AFTER) is not None:
                text = capture.context.module.text_of(capture.node)
                return "captured", text, change.write.module.place(change.statement)
    return None


def _traced_elsewhere(program: Program, name: str) -> bool:
    """Whether ``get_concrete_function`` of a method of that name traces it."""
    for module in program.modules:
        for call, _ in module.index.calls_by_name.get("get_concrete_function", ()):
            if isinstance(call.func, ast.Attribute) and last_name(call.func.value) == name:
                return True
    return False


def _python_argument(program: Program, sites: list[Site]) -> tuple[str, Place] | None:
    """A parameter that gets a Python number, text, or only one of the two flags."""
    flags: dict[str, set[object]] = {}
    places: dict[str, Place] = {}
    for site in sites:
        for parameter, node in arguments(site):
            value = moment_of(program, site).value(node)
            if isinstance(value, Constant) and isinstance(value.value, bool):
                flags.setdefault(parameter, set()).add(value.value)
                places.setdefault(parameter, site.module.place(node))
            elif isinstance(value, Scalar) and value.type == "bool":
                flags.setdefault(parameter, set()).update((True, False))
            elif isinstance(value, Scalar) or (isinstance(value, Constant) and value.value is not None):
                return parameter, site.module.place(node)
    one_sided = next(((name, places[name]) for name, seen in flags.items() if len(seen) == 1), None)
    return one_sided or _default_number(sites)


def _default_number(sites: list[Site]) -> tuple[str, Place] | None:
    """A parameter that is left at its default, a number or a text, by all calls."""
    function = sites[0].function
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    passed = {name for site in sites for name, _ in arguments(site)}
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        default = default_of(node, argument.arg)
        value = default.value if isinstance(default, ast.Constant) and argument.arg not in passed else None
        if default is not None and type(value) in (int, float, str):
            return argument.arg, function.module.place(default)
    return None
