"""The moment of a call: what expressions are there, and why they are something else at the next call.

Outside of a trace a value is the join of all that it can ever be (:mod:`tfguard.tracing.world`). At a call
in a loop more is known: the loop's name is another number each time, what is computed from it is too, and
what was bound before the loop is not. What the function's own callers pass is looked up at their moments.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import arguments_for, default_of, first_parameter
from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Binding, BindingKind, Scope, ScopeKind
from tfguard.tracing import elements
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Call, Mapped, Spot, callees
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import (
    JOINED,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Dimension,
    Function,
    Instance,
    Library,
    Object,
    Origin,
    Owner,
    Scalar,
    Shape,
    Tensor,
    Value,
    Variation,
    join,
    members,
)
from tfguard.tracing.varied import marked, varied

MAX_DEPTH = 3  # of callers' callers
GROWERS = frozenset(("append", "appendleft", "add", "extend", "insert", "update", "pop", "popleft", "remove"))
_ONLY_GROW = frozenset(("append", "appendleft", "extend", "insert"))
# Wrappers that show the progress of a loop and give the elements of what they wrap.
_PROGRESS = frozenset(
    ("tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.notebook.tqdm", "tqdm.std.tqdm", "rich.progress.track")
)
_COUNTING_PROGRESS = frozenset(("tqdm.trange", "tqdm.auto.trange", "tqdm.notebook.trange"))
_SAMPLE = (5, 7, 11)  # sizes to try what an expression makes of them


def _is_larger(size: Dimension, before: int) -> bool:
    if isinstance(size, Variation):
        return size.cause == JOINED and (size.limit or 0) >= before
    return isinstance(size, int) and size > before


_SETUP = frozenset(("__init__", "__new__", "__post_init__", "__setstate__", "build", "setUp"))


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """One loop around a call.

    Attributes:
        node: ``for``, ``while``, or the generator of a comprehension.
        module: where it stands.
    """

    node: ast.For | ast.AsyncFor | ast.While | ast.comprehension
    module: Module

    @property
    def head(self) -> ast.expr:
        """What it runs over, or while."""
        return self.node.test if isinstance(self.node, ast.While) else self.node.iter

    @property
    def place(self) -> Place:
        """Where its head is."""
        return self.module.place(self.head)

    @property
    def text(self) -> str:
        """A phrase for people."""
        word = "while" if isinstance(self.node, ast.While) else "over"
        return f"in the loop {word} {self.module.text_of(self.head, 40)}"


@dataclass(frozen=True, slots=True, eq=False)
class MappedLoop:
    """The loop that a call like ``map(f, items)`` makes.

    Attributes:
        call: the call.
    """

    call: Call

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.call.module.place(self.call.node)

    @property
    def text(self) -> str:
        """A phrase for people."""
        return f"in {self.call.module.text_of(self.call.node, 40)}"


def loops_around(node: ast.AST, module: Module) -> list[Loop]:
    """The loops that run a node again and again within its function, innermost first."""
    found: list[Loop] = []
    child, parent = node, module.parents.get(node)
    while parent is not None:
        match parent:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                return found
            case ast.For() | ast.AsyncFor() if child in parent.body:
                found.append(Loop(parent, module))
            case ast.While() if child in parent.body or child is parent.test:
                found.append(Loop(parent, module))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                inner = parent.generators
                if isinstance(child, ast.comprehension):
                    inner = inner[: inner.index(child)]  # its own iterable is evaluated before it runs
                found += [Loop(generator, module) for generator in reversed(inner)]
            case ast.comprehension() if child is not parent.iter and child is not parent.target:
                found.append(Loop(parent, module))
        child, parent = parent, module.parents.get(parent)
    return found


def moment_of(program: Program, call: Spot) -> Moment:
    """The moment of a call, kept for further questions."""
    known = program.moments.get(call.node)
    if not isinstance(known, Moment):
        known = program.moments[call.node] = Moment(program, call)
    return known


class Moment:
    """What is known when a call is made.

    Args:
        program: the files.
        call: the call, or another expression.
        depth: how many callers back it is asked for.
    """

    def __init__(self, program: Program, call: Spot, depth: int = 0) -> None:
        self.program, self.call, self.depth = program, call, depth
        self.world = program.world
        self.module = call.module
        self.loops = loops_around(call.node, call.module)
        self._loop_nodes: dict[ast.AST, Loop] = {loop.node: loop for loop in self.loops}
        self._frames = self._chain(call.scope)
        self._pending: set[tuple[Scope, str]] = set()
        self.frame = self._frames[call.scope]

    def _chain(self, scope: Scope) -> dict[Scope, Frame]:
        """Frames of their own for the call's scope and those around it, so that they can be told things."""
        scopes: list[Scope] = []
        outer: Scope | None = scope
        while outer is not None:
            scopes.append(outer)
            outer = outer.parent
        found: dict[Scope, Frame] = {}
        parent: Frame | None = None
        for each in reversed(scopes):
            parent = found[each] = Frame(each, self.module, parent=parent)
        return found

    # Values

    def value(self, node: ast.expr) -> Value:
        """What an expression at the call is, and why it varies over the calls."""
        self._prepare(node)
        with self.world.walk.outside(Origin(Owner.UNKNOWN)):
            return self.world.walk.evaluate(node, self.frame)

    def _prepare(self, node: ast.AST) -> None:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                self._tell_name(part.id)
            elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
                self._tell_attribute(part)

    def _tell_name(self, name: str) -> None:
        home = self.call.scope.home_of(name)
        frame = self._frames.get(home) if home is not None else None
        if home is None or frame is None or name in frame.env or (home, name) in self._pending:
            return
        self._pending.add((home, name))
        try:
            value = self._at_the_call(name, home, frame)
        finally:
            self._pending.discard((home, name))
        if value is not None:
            frame.env[name] = value

    def _at_the_call(self, name: str, home: Scope, frame: Frame) -> Value | None:
        """The value of a name, where more is known than at any time."""
        bindings = home.bindings.get(name, [])
        function = self.call.scope.function
        if home.kind is ScopeKind.CLASS or any(b.imported is not None for b in bindings):
            return None
        if any(b.kind in (BindingKind.FUNCTION, BindingKind.CLASS) for b in bindings):
            return None
        own = (
            home is function
            or (home.kind is ScopeKind.COMPREHENSION)
            or (home.kind is ScopeKind.MODULE and function is None)
        )
        if not own:
            return self._of_outer(name, bindings, frame)
        if any(binding.kind is BindingKind.PARAMETER for binding in bindings):
            passed = self._passed(name, home)
            if len(bindings) == 1 or passed is None:
                return passed
        inside = [binding for binding in bindings if self._loop_of(binding) is not None]
        grown = self._grown(name, home)
        if not inside:
            for binding in bindings:
                if binding.value is not None:
                    self._prepare(binding.value)
            value = self._settled(self._join(bindings, name, frame))
            return _growing(value, grown) if grown is not None else value
        inside.sort(key=lambda binding: getattr(binding.node, "lineno", 0))
        counted = next((b for b in inside if b.kind is BindingKind.AUGMENT or self._counts(b, name)), None)
        if counted is not None and counted is not inside[0]:
            return self._one_after_the_other(inside, name, frame)
        if counted is not None:
            start = self._join([b for b in bindings if b is not counted], name, frame)
            shape = self._grown_along(counted, name, frame)
            if shape is not None:
                return Tensor(False, shape=shape, varies=Variation("value"))
            return _counting(start, name, self.module.place(counted.node))
        found = [self._of_binding(binding, name, frame) for binding in inside]
        value = join(*found)
        if grown is None:
            return value
        return _of_any_length(value) if _made_in_loop(inside) else _growing(value, grown)

    def _one_after_the_other(self, bindings: Sequence[Binding], name: str, frame: Frame) -> Value:
        """A name that each round binds anew before it is computed from itself."""
        value: Value = UNKNOWN
        for binding in bindings:
            if binding.kind is not BindingKind.AUGMENT:
                value = self._of_binding(binding, name, frame)
                frame.env[name] = value
        del frame.env[name]
        return value

    def _of_outer(self, name: str, bindings: Sequence[Binding], frame: Frame) -> Value | None:
        """A global or a name of an enclosing function, which other functions may change."""
        changed = next(
            (
                binding
                for binding in bindings
                if binding.scope.function is not None
                and getattr(binding.scope.function.node, "name", "") not in _SETUP
                and (binding.kind is BindingKind.AUGMENT or self._counts(binding, name))
                and binding.scope is not frame.scope
            ),
            None,
        )
        if changed is None:
            return None
        rest = [binding for binding in bindings if binding is not changed]
        return _counting(self._join(rest, name, frame), name, self.module.place(changed.node))

    def _join(self, bindings: Sequence[Binding], name: str, frame: Frame) -> Value:
        with self.world.walk.outside(Origin(Owner.UNKNOWN, name)):
            found = [
                self.world.value_of(binding, name, frame)
                for binding in bindings
                if binding.kind not in (BindingKind.AUGMENT, BindingKind.DECLARE)
            ]
        return join(*found) if found else UNKNOWN

    def _loop_of(self, binding: Binding) -> Loop | None:
        """The loop around the call that binds a name anew."""
        node: ast.AST | None = binding.node
        inner = node
        while node is not None:
            loop = self._loop_nodes.get(node)
            if loop is not None and not (
                isinstance(loop.node, (ast.For, ast.AsyncFor)) and inner in loop.node.orelse
            ):
                return loop
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
                return None
            inner, node = node, self.module.parents.get(node)
        return None

    def _counts(self, binding: Binding, name: str) -> bool:
        """``x = f(x)``: the name is computed from what it was."""
        return (
            binding.kind is BindingKind.ASSIGN
            and binding.value is not None
            and not binding.unpack
            and isinstance(binding.value, (ast.BinOp, ast.Call, ast.IfExp))
            and any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(binding.value))
        )

    def _grown_along(self, binding: Binding, name: str, frame: Frame) -> Shape | None:
        """The shape of ``x = tf.concat([x, new], 0)`` over the rounds: told from what it makes of a shape."""
        if binding.value is None or binding.unpack or binding.kind is not BindingKind.ASSIGN:
            return None
        self._prepare(binding.value)
        before = frame.env.get(name)
        for rank in (1, 2, 3):
            sizes = _SAMPLE[:rank]
            frame.env[name] = Tensor(False, shape=sizes)
            with self.world.walk.outside(Origin(Owner.UNKNOWN)):
                made = self.world.walk.evaluate(binding.value, frame)
            shape = made.shape if isinstance(made, (Tensor, Array)) else None
            if shape is not None and len(shape) == rank:
                larger = [at for at, size in enumerate(shape) if _is_larger(size, sizes[at])]
                same = [at for at, size in enumerate(shape) if size == sizes[at]]
                if len(larger) == 1 and len(larger) + len(same) == rank:
                    break
        else:
            larger = []
        frame.env.pop(name, None)
        if before is not None:
            frame.env[name] = before
        if not larger:
            return None
        why = Variation("counter", f"as {name} grows", where=self.module.place(binding.node))
        return tuple(why if at == larger[0] else None for at in range(rank))

    def _of_binding(self, binding: Binding, name: str, frame: Frame) -> Value:
        loop = self._loop_of(binding)
        if binding.kind is BindingKind.ITERATE and binding.value is not None and loop is not None:
            runs = loop.node if not isinstance(loop.node, ast.While) else None
            if runs is not None and runs.iter is binding.value:
                return elements.unpacked(self.each(binding.value, loop), binding.unpack)
            return self._of_inner_loop(binding)
        if binding.value is not None:
            self._prepare(binding.value)
        with self.world.walk.outside(Origin(Owner.UNKNOWN, name)):
            return _new_each_time(self.world.value_of(binding, name, frame))

    def _of_inner_loop(self, binding: Binding) -> Value:
        """A loop inside the loop, but not around the call: its name has its last value there."""
        assert binding.value is not None
        self._prepare(binding.value)
        with self.world.walk.outside(Origin(Owner.UNKNOWN)):
            iterated = self.world.walk.evaluate(binding.value, self._frames.get(binding.scope, self.frame))
        return elements.unpacked(elements.element(iterated), binding.unpack)

    def _settled(self, value: Value) -> Value:
        """What was bound once before the loop stays, unless the whole function runs again."""
        return value if self.repeated() is not None else _without_draws(value)

    def _grown(self, name: str, home: Scope) -> Place | None:
        """A place in the loops around the call that makes a container longer."""
        return next(
            (
                self.module.place(node)
                for node in _method_calls(self.module, name, home)
                if self._inside(node)
            ),
            None,
        )

    def _inside(self, node: ast.AST) -> bool:
        parent: ast.AST | None = node
        while parent is not None:
            if parent in self._loop_nodes:
                return True
            parent = self.module.parents.get(parent)
        return False

    # Attributes

    def _tell_attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.value, (ast.Name, ast.Attribute)):
            return
        self._prepare(node.value)
        with self.world.walk.outside(Origin(Owner.UNKNOWN)):
            receiver = self.world.walk.evaluate(node.value, self.frame)
        for member in members(receiver):
            if isinstance(member, Instance):
                self._tell_attribute_of(member, node)

    def _tell_attribute_of(self, instance: Instance, node: ast.Attribute) -> None:
        scope, name = instance.cls.scope, node.attr
        if (scope, name) in self.frame.told or (scope, name) in self._pending:
            return
        self._pending.add((scope, name))
        try:
            self._tell(instance, node)
        finally:
            self._pending.discard((scope, name))

    def _tell(self, instance: Instance, node: ast.Attribute) -> None:
        scope, name = instance.cls.scope, node.attr
        place = attribute_counter(self.program, instance, name, self.call) if self._stays(instance) else None
        value = self.world.attribute(instance.cls, name)
        if value is None:
            return
        if place is not None:
            self.frame.told[scope, name] = _counting(value, self.module.text_of(node), place)
            return
        assigned = self._assigned_in_loop(instance, node)
        if assigned is not None:
            self.frame.told[scope, name] = assigned
            return
        grown = attribute_growth(self.program, instance, name) if self._stays(instance) else None
        if grown is not None:
            self.frame.told[scope, name] = _growing(value, grown)

    def _stays(self, instance: Instance) -> bool:
        """Whether an object is the same one at the next call: not made anew in the loop that leads here."""
        if instance.node is not None:
            return not self._inside(instance.node)
        function = self.call.scope.function
        if function is None or function.owner_class is None:
            return True
        callers = self.program.callers(function)
        return not callers or not all(self._on_fresh_object(call) for call in callers)

    def _on_fresh_object(self, call: Call) -> bool:
        """Whether a method is called on an object that the same loop, or the same function, makes."""
        callee = call.node.func
        if not isinstance(callee, ast.Attribute):
            return False
        found = members(self.program.evaluate(callee.value, call))
        makers = [member.node for member in found if isinstance(member, Instance)]
        loops = {loop.node for loop in loops_around(call.node, call.module)}
        home = call.scope.function
        for maker in makers:
            if maker is None or maker not in call.module.parents:
                return False
            around = {loop.node for loop in loops_around(maker, call.module)}
            in_function = home is not None and any(part is maker for part in ast.walk(home.node))
            if not (loops & around or (in_function and not loops)):
                return False
        return bool(makers)

    def _assigned_in_loop(self, instance: Instance, node: ast.Attribute) -> Value | None:
        """``self.rate = schedule(epoch)`` in a loop around the call, or around a call that leads here."""
        found = []
        for store in self.module.index.attribute_stores.get(node.attr, ()):
            binding = store.binding
            if binding.kind is not BindingKind.ASSIGN or binding.value is None:
                continue
            here = binding.scope.function is self.call.scope.function and self._inside(store.target)
            if here and self.world.stores_on(store.target, binding.scope, instance.cls):
                self._prepare(binding.value)
                with self.world.walk.outside(Origin(Owner.SELF, node.attr)):
                    value = self.world.walk.evaluate(
                        binding.value, self._frames.get(binding.scope, self.frame)
                    )
                found.append(_new_each_time(elements.unpacked(value, binding.unpack)))
        return join(*found) if found else None

    # Loops

    def each(self, node: ast.expr, loop: Loop | MappedLoop) -> Value:
        """What a loop over an expression gives, as another value each time."""
        why = Variation("loop", loop.text, where=loop.place)
        if isinstance(node, ast.Call):
            found = self._each_of_call(node, loop, why)
            if found is not None:
                return found
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and not any(
            isinstance(element, ast.Starred) for element in node.elts
        ):
            return varied([self.value(element) for element in node.elts], why)
        iterated = self.value(node)
        return self._each_of_value(iterated, why)

    def _each_of_call(self, node: ast.Call, loop: Loop | MappedLoop, why: Variation) -> Value | None:
        with self.world.walk.outside(Origin(Owner.UNKNOWN)):
            self._prepare(node.func)
            callee = self.world.walk.evaluate(node.func, self.frame)
        name = callee.name if isinstance(callee, Library) else ""
        args = node.args
        if name in ("builtins.range", *_COUNTING_PROGRESS):
            numbers = [self.value(argument) for argument in args]
            if any(isinstance(number, Tensor) for number in numbers):
                return None
            return Scalar("int", varies=replace(why, limit=_count(numbers), seen=_first_numbers(numbers)))
        if name == "itertools.count":
            return Scalar("int", varies=why)
        for function in self._functions(node, callee):
            if function.scope.yields:
                return self._yielded(function.scope.node, function.module)
            if function is not callee:
                given = [self.value(argument) for argument in args if not isinstance(argument, ast.Starred)]
                with self.world.walk.outside(Origin(Owner.UNKNOWN)):
                    return self._each_of_value(self.world.call(function, given, {}), why)
        if not args:
            return None
        if name in ("itertools.product", "itertools.combinations", "itertools.permutations"):
            return self._of_product(name, args, loop)
        if name == "itertools.chain":
            return join(*(self.each(argument, loop) for argument in args))
        if name == "builtins.enumerate":
            item = self.each(args[0], loop)
            position = Scalar("int", varies=replace(why, limit=self._length(args[0])))
            return Container("tuple", Origin(Owner.CALL), (position, item))
        if name == "builtins.zip":
            return Container("tuple", Origin(Owner.CALL), tuple(self.each(arg, loop) for arg in args))
        if name in (
            "builtins.reversed",
            "builtins.sorted",
            "builtins.list",
            "builtins.iter",
            "itertools.islice",
        ):
            return self.each(args[0], loop)
        if name in ("itertools.cycle", *_PROGRESS):
            return self.each(args[0], loop)
        return None

    def _each_of_value(self, value: Value, why: Variation) -> Value:
        found = []
        for member in members(value):
            match member:
                case Container(items=tuple() as items) if items and member.element == UNKNOWN:
                    found.append(varied(list(items), why))
                case Container(node=ast.ListComp() | ast.GeneratorExp() as made) if self.depth < MAX_DEPTH:
                    found.append(self._of_comprehension(made, member, why))
                case Object(node=ast.GeneratorExp() as made) if self.depth < MAX_DEPTH:
                    found.append(self._of_comprehension(made, None, why))
                case Object(cls="generator", node=ast.FunctionDef() as made):
                    module = self.program.module_of(made)
                    found.append(self._yielded(made, module) if module is not None else UNKNOWN)
                case Container(keys=dict() as keys) if keys:
                    found.append(varied([Constant(key) for key in keys], why))
                case Container():
                    found.append(marked(elements.element(member), why))
                case Object(kind="dataset") if member.cls.endswith(":padded"):
                    found.append(Tensor(False, shape=(None, why), varies=why))
                case _:
                    found.append(marked(elements.element(member), why))
        return join(*found) if found else UNKNOWN

    def _functions(self, node: ast.Call, callee: Value) -> list[Function]:
        """The functions that a call may run; where that of a base class is abstract, those of subclasses."""
        if isinstance(callee, Function) and not _is_abstract(callee):
            return [callee]
        found = callees(self.world, node.func, self.call)
        return [m for m in found if isinstance(m, Function) and not _is_abstract(m)]

    def _of_product(self, name: str, args: list[ast.expr], loop: Loop | MappedLoop) -> Value:
        parts = [self.each(argument, loop) for argument in args if not isinstance(argument, ast.Starred)]
        if name != "itertools.product":
            parts = parts[:1] * 2
        return Container("tuple", Origin(Owner.CALL), tuple(parts))

    def _of_comprehension(
        self, node: ast.ListComp | ast.GeneratorExp, made: Container | None, why: Variation
    ) -> Value:
        """What a comprehension gives one after the other: its element, at the moment that it is made."""
        module = self.program.module_of(node)
        if module is None:
            return marked(elements.element(made), why) if made is not None else UNKNOWN
        scope = module.index.scopes[node]
        value = Moment(self.program, Spot(node.elt, scope, module), self.depth + 1).value(node.elt)
        return marked(value, why)

    def _yielded(self, function: ast.AST, module: Module) -> Value:
        """What a loop over a generator gives: what it yields, at the moment of the yield."""
        if self.depth >= MAX_DEPTH:
            return UNKNOWN
        found: list[Value] = []
        for part in _yields(function):
            if part.value is None:
                continue
            scope = self.program.scope_of(part, module)
            moment = Moment(self.program, Spot(part, scope, module), self.depth + 1)
            if isinstance(part, ast.Yield):
                found.append(moment.value(part.value))
            else:
                found.append(
                    moment.each(
                        part.value,
                        Loop(ast.comprehension(ast.Name("_", ast.Store()), part.value, [], 0), module),
                    )
                )
        return join(*found) if found else UNKNOWN

    def _length(self, node: ast.expr) -> int | None:
        value = self.value(node)
        if isinstance(value, Container) and value.items is not None and value.element == UNKNOWN:
            return len(value.items)
        return None

    # Callers

    def _passed(self, name: str, scope: Scope) -> Value | None:
        """What callers pass for a parameter, at their moments."""
        if self.depth >= MAX_DEPTH or (name == first_parameter(scope) and scope.owner_class is not None):
            return None
        node = scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if node.args.vararg is not None and node.args.vararg.arg == name:
            return None
        if node.args.kwarg is not None and node.args.kwarg.arg == name:
            return None
        in_test = is_test_file(self.module.path)
        callers = [call for call in self.program.callers(scope) if in_test or not call.in_test]
        values: list[Value] = []
        default = default_of(node, name)
        for call in callers:
            given = self._given(scope, name, call)
            if given is not None:
                values.append(given)
            elif default is not None:
                values.append(self._default(default, scope))
        if not values:
            return None
        if len(values) == 1:
            return values[0]
        other = callers[1]
        why = Variation(
            "calls", f"over the calls of {getattr(node, 'name', 'it')}", where=other.module.place(other.node)
        )
        return varied(values, why)

    def _given(self, scope: Scope, name: str, call: Call) -> Value | None:
        """What one call passes for a parameter."""
        node = scope.node
        moment = Moment(self.program, call, self.depth + 1)
        if isinstance(call, Mapped) and call.items is not None:
            assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            own = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            first = own[1:2] if scope.owner_class is not None else own[:1]
            return moment.each(call.items, MappedLoop(call)) if first == [name] else None
        given = arguments_for(node, call.node, name, skip_first=scope.owner_class is not None)
        return moment.value(given[0]) if given else None

    def _default(self, default: ast.expr, scope: Scope) -> Value:
        outer = scope.parent or scope
        with self.world.walk.outside(Origin(Owner.CLOSURE)):
            return self.world.walk.evaluate(default, self.world.frame(outer, self.module))

    def repeated(self) -> Variation | None:
        """Why the function that makes the call runs again and again, if anything in the program says so."""
        function = self.call.scope.function
        return repeats(self.program, function, self.depth) if function is not None else None


def repeats(program: Program, function: Scope, depth: int = 0) -> Variation | None:
    """Why a function is called again and again: from a loop, or from a function that is."""
    if depth >= MAX_DEPTH:
        return None
    callers = [
        call
        for call in program.callers(function)
        if call.scope.function is not function and call.scope.function not in program.traced
    ]
    name = getattr(function.node, "name", "the function")
    for call in callers:
        if isinstance(call, Mapped):
            return Variation("calls", f"at each call of {name}", where=call.module.place(call.node))
        loops = [loop for loop in loops_around(call.node, call.module) if not runs_twice_at_most(loop)]
        if loops:
            return Variation("calls", f"at each call of {name}", where=loops[0].place)
    for call in callers:
        outer = call.scope.function
        again = repeats(program, outer, depth + 1) if outer is not None else None
        if again is not None:
            return replace(again, text=f"at each call of {name}")
    return None


def runs_twice_at_most(loop: Loop) -> bool:
    """``for x in (a, b)``, ``for i in range(2)``: too few to be a habit."""
    match loop.head:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return len(elts) < 3 and not any(isinstance(element, ast.Starred) for element in elts)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int() as count)]):
            return count < 3
        case _:
            return False


def _is_abstract(function: Function) -> bool:
    """A body that only raises, or says nothing."""
    body = [s for s in getattr(function.scope.node, "body", []) if not _says_nothing(s)]
    return not body or (len(body) == 1 and isinstance(body[0], ast.Raise))


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _yields(node: ast.AST) -> Iterator[ast.Yield | ast.YieldFrom]:
    """The yields of a function's own body."""
    pending = list(ast.iter_child_nodes(node))
    while pending:
        part = pending.pop(0)
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            yield part
        elif not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending[:0] = list(ast.iter_child_nodes(part))


def attribute_counter(program: Program, instance: Instance, name: str, call: Spot) -> Place | None:
    """The place that counts an attribute up (``self.step += 1``), where it runs between calls."""
    for base in program.world.bases(instance.cls):
        module = getattr(base, "module", None)
        if not isinstance(module, Module):
            continue
        for store in module.index.attribute_stores.get(name, ()):
            function = store.binding.scope.function
            if function is not None and getattr(function.node, "name", "") in _SETUP:
                continue
            if not _changes_itself(store.binding, name):
                continue
            if program.world.stores_on(store.target, store.binding.scope, instance.cls):
                return module.place(store.target)
    for store in call.module.index.attribute_stores.get(name, ()):
        if _changes_itself(store.binding, name) and program.world.stores_on(
            store.target, store.binding.scope, instance.cls
        ):
            return call.module.place(store.target)
    return None


def attribute_growth(program: Program, instance: Instance, name: str) -> Place | None:
    """The place that makes a list of an object longer, where nothing makes it shorter."""
    found: Place | None = None
    for module in program.modules:
        for method in (*GROWERS, "clear", "popitem"):
            for node, scope in module.index.calls_by_name.get(method, ()):
                holder = node.func.value if isinstance(node.func, ast.Attribute) else None
                if not isinstance(holder, ast.Attribute) or holder.attr != name:
                    continue
                owner = members(program.evaluate(holder.value, Call(node, scope, module)))
                if not any(isinstance(m, Instance) and _one_family(program, m, instance) for m in owner):
                    continue
                if method not in _ONLY_GROW:
                    return None
                function = scope.function
                if function is not None and getattr(function.node, "name", "") not in _SETUP:
                    found = module.place(node)
    return found


def _one_family(program: Program, one: Instance, other: Instance) -> bool:
    return one.cls in program.world.bases(other.cls) or other.cls in program.world.bases(one.cls)


def _changes_itself(binding: Binding, name: str) -> bool:
    if binding.kind is BindingKind.AUGMENT:
        return True
    return (
        binding.kind is BindingKind.ASSIGN
        and isinstance(binding.value, (ast.BinOp, ast.Call))
        and not binding.unpack
        and any(isinstance(part, ast.Attribute) and part.attr == name for part in ast.walk(binding.value))
    )


def _method_calls(module: Module, name: str, home: Scope) -> Iterator[ast.Call]:
    """Calls ``name.append(...)`` and the like, on a name of one scope."""
    for grower in GROWERS:
        for node, scope in module.index.calls_by_name.get(grower, ()):
            holder = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(holder, ast.Name) and holder.id == name and scope.home_of(name) is home:
                yield node


# Values at a moment


def _new_each_time(value: Value) -> Value:
    """A tensor or array computed anew in each round has other numbers in it."""
    if isinstance(value, (Tensor, Array)) and value.varies is None:
        return replace(value, varies=Variation("value"))
    return value


def _without_draws(value: Value) -> Value:
    match value:
        case (
            Scalar(varies=Variation() as why)
            | Tensor(varies=Variation() as why)
            | Array(varies=Variation() as why)
        ):
            return value if why.placed else replace(value, varies=None)
        case _:
            return value


def _counting(value: Value, text: str, place: Place) -> Value:
    why = Variation("counter", f"as {text} changes", where=place)
    found: list[Value] = []
    for member in members(value):
        match member:
            case Constant(value=bool() | None):
                found.append(member)
            case Constant(value=int() | float() | str() | bytes() as constant):
                found.append(Scalar(type(constant).__name__, varies=why))
            case Scalar(type="bool"):
                found.append(member)
            case Scalar():
                found.append(replace(member, varies=why))
            case Container() if member.type in ("list", "tuple", "deque"):
                found.append(
                    Container(member.type, member.origin, element=elements.element(member), length=why)
                )
            case Tensor() | Array():
                found.append(replace(member, varies=why, shape=None))
            case _:
                found.append(member)
    return join(*found) if found else UNKNOWN


def _growing(value: Value, place: Place) -> Value:
    found: list[Value] = []
    for member in members(value):
        if isinstance(member, Container) and member.type in ("list", "deque"):
            why = Variation("counter", "as it grows", where=place)
            found.append(Container(member.type, member.origin, element=elements.element(member), length=why))
        else:
            found.append(member)
    return join(*found)


def _of_any_length(value: Value) -> Value:
    """A list that is filled after it was made: how many elements it has is not known."""
    found = [
        Container(m.type, m.origin, element=elements.element(m)) if isinstance(m, Container) else m
        for m in members(value)
    ]
    return join(*found)


def _made_in_loop(bindings: Sequence[Binding]) -> bool:
    """A container made anew in each round does not grow over the rounds."""
    return any(binding.kind is BindingKind.ASSIGN for binding in bindings)


def _count(numbers: Sequence[Value]) -> int | None:
    known = [n.value for n in numbers if isinstance(n, Constant) and isinstance(n.value, int)]
    if len(known) != len(numbers) or not known:
        return None
    try:
        return len(range(*known))
    except (TypeError, ValueError):
        return None


def _first_numbers(numbers: Sequence[Value]) -> str:
    known = [n.value for n in numbers if isinstance(n, Constant) and isinstance(n.value, int)]
    if len(known) == len(numbers) and known:
        try:
            all_numbers = range(*known)
        except (TypeError, ValueError):
            return ""
        return ", ".join(map(str, all_numbers[:3])) + (", ..." if len(all_numbers) > 3 else "")
    if len(numbers) == 1 or (known and isinstance(numbers[0], Constant)):
        start = known[0] if len(numbers) > 1 and known else 0
        return f"{start}, {start + 1}, {start + 2}, ..."
    return ""
