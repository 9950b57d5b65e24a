"""What a name is at the moment of a call: bound in a loop around it, before the loop, or by a caller."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Binding, BindingKind, Scope, ScopeKind
from tfguard.tracing import elements
from tfguard.tracing.between.loops import Loop, loop_nodes
from tfguard.tracing.between.moments.arguments import passed
from tfguard.tracing.between.moments.counters import counts_name, growing_calls, is_collected, is_setup
from tfguard.tracing.between.moments.rounds import each
from tfguard.tracing.between.moments.values import (
    counting,
    growing,
    is_larger,
    new_each_time,
    of_any_length,
    without_draws,
)
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import (
    UNKNOWN,
    Array,
    Origin,
    Owner,
    Shape,
    Tensor,
    Value,
    Variation,
    join,
)

if TYPE_CHECKING:
    from tfguard.tracing.between.moments.moment import Moment

_SAMPLE = (5, 7, 11)  # sizes to try what an expression makes of them
_DEFINITIONS = (BindingKind.FUNCTION, BindingKind.CLASS)


def tell_name(moment: Moment, name: str) -> None:
    """Tell the frame in which a name lives what it is at the call, where more is known than at any time."""
    home = moment.call.scope.home_of(name)
    frame = moment.frames.get(home) if home is not None else None
    if home is None or frame is None or name in frame.env or (home, name) in moment.pending:
        return
    moment.pending.add((home, name))
    try:
        value = _Name(moment, name, home, frame).value()
    finally:
        moment.pending.discard((home, name))
    if value is not None:
        frame.env[name] = value


class _Name:
    """A name at the moment of a call.

    Args:
        moment: the moment.
        name: the name.
        home: the scope in which it lives.
        frame: the moment's frame of that scope.
    """

    __slots__ = ("bindings", "frame", "home", "moment", "name")

    def __init__(self, moment: Moment, name: str, home: Scope, frame: Frame) -> None:
        self.moment, self.name, self.home, self.frame = moment, name, home, frame
        self.bindings = home.bindings.get(name, [])

    def value(self) -> Value | None:
        """What it is, where more is known than at any time."""
        if self.home.kind is ScopeKind.CLASS:
            return None
        if any(b.imported is not None or b.kind in _DEFINITIONS for b in self.bindings):
            return None
        if not self._is_own():
            return self._changed_elsewhere()
        if any(binding.kind is BindingKind.PARAMETER for binding in self.bindings):
            given = passed(self.moment, self.name, self.home)
            if len(self.bindings) == 1 or given is None:
                return given
        inside = [binding for binding in self.bindings if self._loop_of(binding) is not None]
        if not inside:
            return self._bound_before()
        inside.sort(key=lambda binding: getattr(binding.node, "lineno", 0))
        return self._bound_in_loop(inside)

    def _is_own(self) -> bool:
        """Whether it belongs to the function that makes the call, and not to one around it."""
        function = self.moment.call.scope.function
        return (
            self.home is function
            or self.home.kind is ScopeKind.COMPREHENSION
            or (self.home.kind is ScopeKind.MODULE and function is None)
        )

    def _changed_elsewhere(self) -> Value | None:
        """A global or a name of an enclosing function, which other functions may change."""
        for binding in self.bindings:
            function = binding.scope.function
            if function is None or is_setup(function) or binding.scope is self.frame.scope:
                continue
            if counts_name(binding, self.name):
                return counting(self._join_without(binding), self.name, self._place(binding))
        return None

    def _bound_before(self) -> Value:
        """What was bound once before the loop stays, unless the whole function runs again, or it grows."""
        for binding in self.bindings:
            if binding.value is not None:
                self.moment.prepare(binding.value)
        value = self._join(self.bindings)
        if self.moment.repeated() is None:
            value = without_draws(value)
        grown = self._grown()
        return growing(value, grown) if grown is not None else value

    def _bound_in_loop(self, inside: Sequence[Binding]) -> Value:
        """What the bindings in the loops around the call, in the order of their lines, make of it."""
        counted = next((binding for binding in inside if counts_name(binding, self.name)), None)
        if counted is None:
            return self._bound_anew(inside)
        if counted is not inside[0]:
            return self._one_after_the_other(inside)
        start = self._join_without(counted)
        shape = self._grown_along(counted)
        if shape is not None:
            return Tensor(False, shape=shape, varies=Variation("value"))
        return counting(start, self.name, self._place(counted))

    def _bound_anew(self, inside: Sequence[Binding]) -> Value:
        """Each round binds it without looking at what it was."""
        value = join(*[self._of_binding(binding) for binding in inside])
        grown = self._grown()
        if grown is None:
            return value
        # A container that is made anew in each round does not grow over the rounds.
        made = any(binding.kind is BindingKind.ASSIGN for binding in inside)
        return of_any_length(value) if made else growing(value, grown)

    def _one_after_the_other(self, inside: Sequence[Binding]) -> Value:
        """Each round binds it anew before it is computed from itself."""
        value: Value = UNKNOWN
        for binding in inside:
            if binding.kind is not BindingKind.AUGMENT:
                value = self._of_binding(binding)
                self.frame.env[self.name] = value
        del self.frame.env[self.name]
        return value

    # Bindings

    def _place(self, binding: Binding) -> Place:
        return self.moment.module.place(binding.node)

    def _join_without(self, left_out: Binding) -> Value:
        return self._join([binding for binding in self.bindings if binding is not left_out])

    def _join(self, bindings: Sequence[Binding]) -> Value:
        with self.moment.world.walk.outside(Origin(Owner.UNKNOWN, self.name)):
            found = [
                self.moment.world.value_of(binding, self.name, self.frame)
                for binding in bindings
                if binding.kind not in (BindingKind.AUGMENT, BindingKind.DECLARE)
            ]
        return join(*found)

    def _loop_of(self, binding: Binding) -> Loop | None:
        """The loop around the call that makes a binding again."""
        node: ast.AST | None = binding.node
        inner = node
        again = None
        if binding.kind is not BindingKind.ITERATE:
            again = loop_nodes(binding.node, self.moment.module)  # `if epoch == 3: rate *= 0.1` is run once
        while node is not None:
            loop = self.moment.loops.get(node)
            if loop is not None and (again is None or node in again):
                behind = isinstance(loop.node, (ast.For, ast.AsyncFor)) and inner in loop.node.orelse
                if not behind:
                    return loop
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
                return None
            inner, node = node, self.moment.module.parents.get(node)
        return None

    def _of_binding(self, binding: Binding) -> Value:
        """What one binding in a loop gives it."""
        loop = self._loop_of(binding)
        if binding.kind is BindingKind.ITERATE and binding.value is not None and loop is not None:
            if not isinstance(loop.node, ast.While) and loop.node.iter is binding.value:
                return elements.unpacked(each(self.moment, binding.value, loop), binding.unpack)
            return self._of_inner_loop(binding, binding.value)
        if binding.value is not None:
            self.moment.prepare(binding.value)
        with self.moment.world.walk.outside(Origin(Owner.UNKNOWN, self.name)):
            return new_each_time(self.moment.world.value_of(binding, self.name, self.frame))

    def _of_inner_loop(self, binding: Binding, iterated: ast.expr) -> Value:
        """A loop inside the loop, but not around the call: its name has its last value there."""
        self.moment.prepare(iterated)
        value = self.moment.evaluate(iterated, self.moment.frames.get(binding.scope))
        return elements.unpacked(elements.element(value), binding.unpack)

    # Growth

    def _grown(self) -> Place | None:
        """A place in the loops around the call that makes a container longer than at the call before."""
        module = self.moment.module
        if is_collected(module, self.name, self.moment.call.node):
            return None
        calls = growing_calls(module, self.name, self.home)
        return next((module.place(node) for node in calls if self.moment.is_in_loop(node)), None)

    def _grown_along(self, binding: Binding) -> Shape | None:
        """The shape of ``x = tf.concat([x, new], 0)`` over the rounds: told from what it makes of a shape."""
        if binding.value is None or binding.unpack or binding.kind is not BindingKind.ASSIGN:
            return None
        self.moment.prepare(binding.value)
        before = self.frame.env.get(self.name)
        axis, rank = None, 0
        while axis is None and rank < len(_SAMPLE):
            rank += 1
            axis = self._growing_axis(binding.value, _SAMPLE[:rank])
        self.frame.env.pop(self.name, None)
        if before is not None:
            self.frame.env[self.name] = before
        if axis is None:
            return None
        why = Variation("counter", f"as {self.name} grows", where=self._place(binding))
        return tuple(why if at == axis else None for at in range(rank))

    def _growing_axis(self, expression: ast.expr, sizes: tuple[int, ...]) -> int | None:
        """The one axis that an expression makes longer when the name is a tensor of some shape."""
        self.frame.env[self.name] = Tensor(False, shape=sizes)
        made = self.moment.evaluate(expression, self.frame)
        shape = made.shape if isinstance(made, (Tensor, Array)) else None
        if shape is None or len(shape) != len(sizes):
            return None
        larger = [at for at, size in enumerate(shape) if is_larger(size, sizes[at])]
        same = [at for at, size in enumerate(shape) if size == sizes[at]]
        return larger[0] if len(larger) == 1 and len(larger) + len(same) == len(sizes) else None
