"""Traced methods of objects that nobody keeps.

A method that ``tf.function`` decorates is bound to its object by a weak reference: what is taken of an object
that only an expression holds finds no object any more when it is traced (experiment:
examples/temporary_instance). So does what a function returns of an object that only its own name holds, and
what a loop collects of objects that the next round replaces.
``A()(x)`` holds the object for the length of the call, and so does a method that is not traced and calls one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import first_parameter
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import BindingKind, Scope, ScopeKind
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.program import Program
from tfguard.tracing.values import Class, Function, Library, Origin, Owner, TracedCallable, Value, members

# Base classes whose constructors hand the object to nobody.
_QUIET = frozenset(("builtins.object", "abc.ABC", "tensorflow.Module", "typing.Generic", "typing.Protocol"))


@dataclass(frozen=True, slots=True, eq=False)
class Temporary:
    """A place that takes a traced method of a new object.

    Attributes:
        node: the attribute.
        scope: where it stands.
        function: the method.
        cls: the object's class.
        left: what leaves the object behind: ``return``, ``loop``; empty where it never had a name.
    """

    node: ast.Attribute
    scope: Scope
    function: Scope
    cls: str
    left: str = ""


def temporaries(program: Program, names: frozenset[str]) -> Iterator[Temporary]:
    """The places of a file that take a traced method of an object which nobody keeps.

    Args:
        program: the files.
        names: names of traced methods.
    """
    module = program.module
    if is_test_file(module.path):
        return  # tests let go of objects on purpose
    for name in sorted(names & module.index.attribute_loads.keys() - {"__call__"}):
        for node, scope in module.index.attribute_loads[name]:
            left, cls = "", None
            if isinstance(node.value, ast.Call | ast.IfExp):
                cls = _made(program, node.value, scope, module, name)
            elif isinstance(node.value, ast.Name):
                left = _leaves(node, scope, module)
                cls = _left_behind(program, node.value.id, scope, module, name) if left else None
            method = _traced_method(program, cls, name) if cls is not None else None
            if cls is not None and method is not None and not _keeps_itself(program, cls):
                yield Temporary(node, scope, method, cls.name, left)


def _leaves(node: ast.Attribute, scope: Scope, module: Module) -> str:
    """Whether a method outlives the run, or the round, of the code that makes its object."""
    taken: ast.AST = node
    parent = module.parents.get(node)
    while isinstance(parent, ast.Tuple | ast.List | ast.Dict):
        taken, parent = parent, module.parents.get(parent)
    if scope.kind is ScopeKind.FUNCTION and not scope.yields and isinstance(parent, ast.Return):
        return "return"
    match parent:
        case ast.Call(func=ast.Attribute(attr="append"), args=[given]) if given is taken:
            collected = True
        case ast.Assign(targets=[ast.Subscript()]):
            collected = True
        case _:
            collected = False
    name = node.value.id if isinstance(node.value, ast.Name) else ""
    bindings = scope.bindings.get(name, ())
    if not collected or len(bindings) != 1:
        return ""
    loop = _loop_around(node, module)
    return "loop" if loop is not None and loop is _loop_around(bindings[0].node, module) else ""


def _loop_around(node: ast.AST, module: Module) -> ast.AST | None:
    """The innermost loop whose rounds run a node, in the same function."""
    inner, around = node, module.parents.get(node)
    while around is not None and not isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        if isinstance(around, ast.For | ast.While) and any(inner is statement for statement in around.body):
            return around
        inner, around = around, module.parents.get(around)
    return None


def _left_behind(program: Program, name: str, scope: Scope, module: Module, method: str) -> Class | None:
    """The class of a new object that only one name of the code at hand holds."""
    bindings = scope.bindings.get(name, ())
    source = bindings[0].value if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGN else None
    if not isinstance(source, ast.Call) or name in scope.global_names | scope.nonlocal_names:
        return None
    if not _is_named_only(module.parents.get(source)):
        return None
    cls = _made(program, source, scope, module, method)
    if cls is None:
        return None
    holds = {
        part.value
        for part in ast.walk(scope.node)
        if isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and part.value.id == name
        and _holds_nothing(program, cls, part, module, method)
    }
    used = [part for part in ast.walk(scope.node) if isinstance(part, ast.Name) and part.id == name]
    return cls if all(part in holds or isinstance(part.ctx, ast.Store) for part in used) else None


def _holds_nothing(program: Program, cls: Class, node: ast.Attribute, module: Module, method: str) -> bool:
    """Whether a use of an object's attribute keeps the object no longer than it takes.

    A bound method holds it, unless it is a traced one, and a traced one that is called has its trace.
    """
    parent = module.parents.get(node)
    called = isinstance(parent, ast.Call) and parent.func is node
    if not isinstance(node.ctx, ast.Load):
        return True
    found = program.world.class_member(cls, node.attr)
    if found is None:
        return True
    if isinstance(found[0], TracedCallable):
        return not called or (node.attr != method and not _may_keep(program, cls, node))
    return called and not _may_keep(program, cls, node)


def _made(
    program: Program, call: ast.expr, scope: Scope, module: Module, method: str, depth: int = 2
) -> Class | None:
    """The class of the new object that a call gives: of a constructor, or of a function that returns one."""
    world = program.world
    if isinstance(call, ast.IfExp):
        body, other = (
            _made(program, side, scope, module, method, depth) for side in (call.body, call.orelse)
        )
        return body if other is not None else None
    if not isinstance(call, ast.Call):
        return None
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        callee: Value = world.walk.evaluate(call.func, world.frame(scope, module))
    classes = [member for member in members(callee) if isinstance(member, Class)]
    if classes and len(classes) == len(members(callee)):
        return classes[0] if _is_one_method(program, classes, method) else None
    if not isinstance(callee, Function) or callee.memo or not depth:
        return None
    if isinstance(callee.scope.node, ast.Lambda):
        given: list[ast.expr | None] = [callee.scope.node.body]
    else:
        given = [statement.value for statement in world.returns(callee.scope)]
    if _is_chained(callee, call.func, given):
        assert isinstance(call.func, ast.Attribute)
        return _made(program, call.func.value, scope, module, method, depth - 1)
    found = {_given(program, value, callee, method, depth - 1) for value in given}
    return found.pop() if len(found) == 1 else None


def _is_one_method(program: Program, classes: list[Class], method: str) -> bool:
    """Whether the classes of a table have one traced method in common."""
    return len({_traced_method(program, cls, method) for cls in classes}) == 1


def _is_chained(callee: Function, called: ast.expr, given: list[ast.expr | None]) -> bool:
    """Whether a method returns its own object and no more than that: ``Model().scaled(2.0)``."""
    own = first_parameter(callee.scope)
    if (
        callee.scope.owner_class is None
        or callee.binding != "instance"
        or not isinstance(called, ast.Attribute)
    ):
        return False
    returned = [value for value in given if isinstance(value, ast.Name) and value.id == own]
    if not returned or len(returned) != len(given):
        return False
    plain = {part.value for part in ast.walk(callee.scope.node) if isinstance(part, ast.Attribute)}
    return all(
        part in plain or part in returned
        for part in ast.walk(callee.scope.node)
        if isinstance(part, ast.Name) and part.id == own
    )


def _given(
    program: Program, value: ast.expr | None, factory: Function, method: str, depth: int
) -> Class | None:
    """The class of the new object that a factory returns: made there, or before and kept by one name only."""
    scope, module = factory.scope, factory.module
    if isinstance(value, ast.Call):
        return _made(program, value, scope, module, method, depth)
    if not isinstance(value, ast.Name) or value.id in scope.global_names | scope.nonlocal_names:
        return None
    bindings = scope.bindings.get(value.id, [])
    source = bindings[0].value if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGN else None
    if not isinstance(source, ast.Call) or not _is_named_only(module.parents.get(source)):
        return None
    cls = _made(program, source, scope, module, method, depth)
    if cls is None:
        return None
    return None if _is_handed_on(program, value.id, cls, factory, method) else cls


def _is_named_only(statement: ast.AST | None) -> bool:
    """``made = ...`` and nothing else: no second target, no attribute."""
    if isinstance(statement, ast.Assign):
        return len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
    return isinstance(statement, ast.AnnAssign)


def _is_handed_on(program: Program, name: str, cls: Class, factory: Function, method: str) -> bool:
    """Whether a factory does more with a new object than to use its attributes and to return it.

    A traced method that it calls has its trace, and needs no object any more.
    """
    plain = {
        part.value
        for part in ast.walk(factory.scope.node)
        if isinstance(part, ast.Attribute) and part.attr != method and not _may_keep(program, cls, part)
    }
    returned = {statement.value for statement in program.world.returns(factory.scope)}
    return any(
        isinstance(part, ast.Name)
        and part.id == name
        and isinstance(part.ctx, ast.Load)
        and part not in plain
        and part not in returned
        for part in ast.walk(factory.scope.node)
    ) or name in {free for inner in _inner(factory) for free in _names(inner)}


def _may_keep(program: Program, cls: Class, node: ast.Attribute) -> bool:
    """``made.fill`` is a method that may hand on the object, unless its body uses its attributes only."""
    if not isinstance(node.ctx, ast.Load):
        return False
    found = program.world.class_member(cls, node.attr)
    if found is None:
        return False
    function = found[0].func if isinstance(found[0], TracedCallable) else found[0]
    return (
        not isinstance(function, Function)
        or node.attr not in cls.scope.bindings
        or _hands_out(cls, node.attr)
    )


def _inner(factory: Function) -> Iterator[ast.AST]:
    """The functions in a factory: they keep what they name."""
    for part in ast.walk(factory.scope.node):
        if (
            isinstance(part, ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef)
            and part is not factory.scope.node
        ):
            yield part


def _names(node: ast.AST) -> Iterator[str]:
    return (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _traced_method(program: Program, cls: Class, name: str) -> Scope | None:
    found = program.world.class_member(cls, name)
    if found is None or not isinstance(found[0], TracedCallable):
        return None
    stored = program.world.attribute(cls, name)
    function = found[0].func
    if not isinstance(function, Function) or function.binding != "instance":
        return None
    if stored is not None and not isinstance(stored, TracedCallable):
        return None
    decorators = getattr(function.scope.node, "decorator_list", [])
    return function.scope if decorators and function.scope.owner_class is not None else None


def _keeps_itself(program: Program, cls: Class) -> bool:
    """Whether making the object may hand it to somebody, or make it hold itself."""
    for base in program.world.bases(cls):
        if isinstance(base, Library) and base.name in _QUIET:
            continue
        if not isinstance(base, Class):
            return True
        node = base.scope.node
        if isinstance(node, ast.ClassDef) and node.keywords:  # a metaclass makes its objects
            return True
        for name in ("__new__", "__init__", "__post_init__"):
            if name in base.scope.bindings and _hands_out(base, name):
                return True
    return False


def _hands_out(cls: Class, name: str) -> bool:
    """Whether a constructor uses its object in another way than for its attributes."""
    for binding in cls.scope.bindings[name]:
        node = binding.node
        if name == "__new__" or not isinstance(node, ast.FunctionDef):
            return True
        own = first_parameter(cls.module.index.scopes[node])
        plain = {
            part.value
            for part in ast.walk(node)
            if isinstance(part, ast.Attribute) and not _is_method(cls, part)
        }
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and part.id == own and part not in plain:
                return True
            if isinstance(part, ast.Lambda | ast.FunctionDef) and part is not node:
                return True
    return False


def _is_method(cls: Class, node: ast.Attribute) -> bool:
    """``self.step`` in a constructor is a method that holds the object, unless it is an attribute."""
    return isinstance(node.ctx, ast.Load) and node.attr in cls.scope.bindings
