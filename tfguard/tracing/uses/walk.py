"""Events of watched names: each place of a file that uses one, and what holds there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope, ScopeKind
from tfguard.tracing import candidates
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.events.uses import NameUnknown, NameUsed, Where
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.traced import Link, Root, RootKind
from tfguard.tracing.uses.bare import context_of, untraced
from tfguard.tracing.uses.places import Use, places_of
from tfguard.tracing.uses.unknown import unknown_names
from tfguard.tracing.values import Container, Function, Origin, Owner, Value
from tfguard.tracing.world import World

_NOWHERE = Origin(Owner.UNKNOWN)


def walk_uses(world: World, module: Module, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    """The uses of watched names in a file, and those of names that its libraries do not have.

    Args:
        world: what is known of the program.
        module: the file.
        walks: the walks of its own roots.

    Yields:
        For each use, a walk that holds its event.
    """
    uses = _Uses(world, module, walks)
    yield from uses.walks()
    if world.project.wants(NameUnknown):
        yield from unknown_names(world, module, lambda: uses.modern)
    for other in _reached(world, module, walks):
        yield from _Uses(world, other, walks).walks(traced_only=True)


def _reached(world: World, module: Module, walks: Sequence[RootWalk]) -> Iterator[Module]:
    """The other files into which traces lead and that have watched names."""
    paths = {traced.path for walk in walks for traced in walk.traced} - {module.path}
    for path in sorted(paths):
        other = world.module(path)
        if other is not None and places_of(world, other).are_likely:
            yield other


class _Uses:
    def __init__(self, world: World, module: Module, walks: Sequence[RootWalk]) -> None:
        self._world, self._module, self._walks = world, module, walks
        self._index = module.index
        self._places = places_of(world, module)

    def walks(self, traced_only: bool = False) -> Iterator[RootWalk]:
        """The events, of traced functions only or of all code; nothing is said of guarded code."""
        found = [use for use in self._places.uses if not use.in_traces or self._trace_of(use.scope)]
        for use in found:
            if (not traced_only or self._trace_of(use.scope)) and not self._places.around.guarded(use.node):
                others = [other for other in found if other.name == use.name and other is not use]
                yield self.walk_of(use, others)

    # What holds

    @cached_property
    def modern(self) -> bool:
        """Whether the file uses TensorFlow 2."""
        return self._asked_to_trace or self._places.modern

    @cached_property
    def _asked_to_trace(self) -> bool:
        """Whether the file uses ``tf.function``; what is given to ``Dataset.map`` TensorFlow 1 traces too."""
        return any(walk.found.root.kind in (RootKind.DECORATOR, RootKind.CALL) for walk in self._walks)

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

    def _trace_of(self, scope: Scope) -> tuple[Root, tuple[Link, ...]] | None:
        function = scope.function
        while function is not None:
            line = getattr(function.node, "lineno", 0)
            found = self._traced.get((self._module.path, line, function.qualname))
            if found is not None:
                return found
            function = function.parent.function if function.parent is not None else None
        return None

    def walk_of(self, use: Use, others: list[Use]) -> RootWalk:
        """A walk that holds the event of one use."""
        traced = self._trace_of(use.scope)
        chain = traced[1] if traced is not None else ()
        guards = self._places.around.conditions(use.node, use.scope)
        where = Where.MODULE if use.scope.function is None else Where.FUNCTION
        arguments, keywords = self._arguments(use)
        # What is said of a model elsewhere is said of another one.
        near = [other for other in others if other.scope is use.scope or not use.name.startswith("model.")]
        event = NameUsed(
            use.node,
            context_of(self._world, self._module, chain, guards, use.inferred),
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
            between=self._places.around.is_between(use.node),
            alone=self._places.around.is_alone(use.node, use.scope),
        )
        function = Function(use.scope.function or self._index.scope, self._module)
        root = traced[0] if traced is not None else untraced(self._module, use.scope)
        return RootWalk(FoundRoot(root, function), (event,), (), False)

    def _is_certain(self, use: Use) -> bool:
        return self._trace_of(use.scope) is not None or self._places.around.runs_certainly(use.scope)

    def _is_eager(self, use: Use) -> bool:
        if _is_in_class(use.scope) and not self._asked_to_trace and not self._is_certain(use):
            return False  # who calls a method, and in which graph, is not known: Keras has its own
        return not self._places.around.makes_graphs and not self._places.around.in_graph(use.node)

    @cached_property
    def _traces(self) -> bool:
        """Whether the file makes traced functions, or uses those of other files of the project."""
        project = self._world.project
        return self._asked_to_trace or bool(
            candidates.used_imports(project, self._module.path, self._module.text)
        )

    def _run_of(self, use: Use) -> ast.Call | None:
        """The call of a method ``run`` that is given the result of a call, or belongs to it."""
        around = self._module.parents.get(use.call) if use.call is not None else None
        match around:
            case ast.Call(func=ast.Attribute(attr="run")):
                return around
            case ast.Attribute(attr="run"):
                return self._places.call_of(around)
            case ast.Assign(targets=[ast.Name(id=name)]):
                runs = self._index.calls_by_name.get("run", ())
                return next((call for call, at in runs if at is use.scope and _is_run_of(call, name)), None)
            case _:
                return None

    def _arguments(self, use: Use) -> tuple[tuple[Value, ...], dict[str, Value]]:
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


def _is_run_of(call: ast.Call, name: str) -> bool:
    """``name.run()`` or ``session.run(name)``."""
    held = call.func.value if isinstance(call.func, ast.Attribute) else None
    asked = held if not call.args else call.args[0]
    return isinstance(asked, ast.Name) and asked.id == name


def _is_in_class(scope: Scope | None) -> bool:
    while scope is not None and scope.kind is not ScopeKind.CLASS:
        scope = scope.parent
    return scope is not None
