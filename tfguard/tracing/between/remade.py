"""Traced functions that are made again and again: each new one is traced anew.

Every ``tf.function`` object has its own cache of graphs (guide "Better performance with tf.function", section
"Controlling retracing"); so has every instance whose method is traced.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope, ScopeKind
from tfguard.tracing.between.loops import Loop, loops_around
from tfguard.tracing.between.names import last_name
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.repeats import repeats
from tfguard.tracing.between.sites import Call, Site
from tfguard.tracing.between.written_out import loops_over_many
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.values import Instance, Variation, members

MAX_HOPS = 3  # methods between the construction and the traced one
_KEEPERS = frozenset(("append", "add", "setdefault", "insert", "extend", "appendleft", "register"))


@dataclass(frozen=True, slots=True, eq=False)
class Remade:
    """A place that makes a traced function, or its instance, again and again.

    Attributes:
        node: what makes it.
        module: where.
        made: as written.
        owner: whether it is an object with a traced method.
        cause, where: what repeats it.
        sites: the calls of what is made.
    """

    node: ast.AST
    module: Module
    made: str
    owner: bool
    cause: str
    where: Place | None
    sites: tuple[Site, ...]


def remade(program: Program, found: FoundRoot, sites: Sequence[Site]) -> Iterator[Remade]:
    """Places that make one traced function again and again.

    Args:
        program: the files.
        found: the root.
        sites: its calls.
    """
    used = [site for site in sites if not site.in_test]
    if not used:
        return
    for made in dict.fromkeys(site.made for site in used):
        if made is None:
            continue
        scope = program.scope_of(made.node, made.module)
        if scope.function not in program.traced:  # what is made inside a trace is part of that trace
            same = [site for site in used if site.made == made]
            yield from _by_place(program, found, made.node, made.module, scope, same, 0)
    yield from _by_instance(program, found, used)


def _by_place(
    program: Program,
    found: FoundRoot,
    node: ast.AST,
    module: Module,
    scope: Scope,
    sites: Sequence[Site],
    depth: int,
) -> Iterator[Remade]:
    """The function is made in a loop, or in a function that runs again and again, and called there."""
    function = scope.function
    if scope.kind is ScopeKind.CLASS or (function is not None and _is_memo(function)):
        return
    definition = _definition(node, module)
    if _is_kept(definition, node, module):
        return
    called = [site for site in sites if _comes_from(site, node, definition, module)]
    text = _made_text(found, node, module)
    for loop in loops_over_many(program, definition, module):
        inside = [site for site in called if _inside(site.node, loop, module, site)]
        if inside and not _wraps_name_of(loop, node):
            yield Remade(node, module, text, False, loop.text, loop.place, tuple(inside))
            return
    if function is None or getattr(function.node, "name", "") == "__init__":
        return
    here = [site for site in called if site.module is module and function.encloses(site.scope.function)]
    returned = _is_returned(program, function, definition, node)
    if here and not returned:
        again = repeats(program, function, loops_that_count=loops_over_many)
        if again is not None:
            yield Remade(node, module, text, False, again.text, again.where, tuple(here))
        return
    if returned and depth < 2:
        yield from _by_factory(program, found, node, module, function, sites, text)


def _by_factory(
    program: Program,
    found: FoundRoot,
    node: ast.AST,
    module: Module,
    factory: Scope,
    sites: Sequence[Site],
    text: str,
) -> Iterator[Remade]:
    """The function is made by a factory, which is called in a loop; so is what it gives."""
    for call in program.callers(factory):
        if call.in_test or (call.scope.function is not None and _is_memo(call.scope.function)):
            continue
        definition = _statement(call.node, call.module)
        if _is_kept(definition, call.node, call.module):
            continue
        name = getattr(factory.node, "name", "")
        called = [site for site in sites if _comes_from(site, call.node, definition, call.module)]
        for loop in loops_over_many(program, call.node, call.module):
            inside = [site for site in called if _inside(site.node, loop, call.module, site)]
            if inside:
                yield Remade(node, module, text, False, loop.text, loop.place, tuple(inside))
                return
        function = call.scope.function
        if function is None or getattr(function.node, "name", "") == "__init__":
            continue
        here = [
            site for site in called if site.module is call.module and function.encloses(site.scope.function)
        ]
        again = (
            repeats(program, function, loops_that_count=loops_over_many)
            if here and not _is_returned(program, function, definition, call.node)
            else None
        )
        if again is not None:
            yield Remade(
                node, module, text, False, f"{again.text}, which calls {name}", again.where, tuple(here)
            )
            return


def _by_instance(program: Program, found: FoundRoot, sites: Sequence[Site]) -> Iterator[Remade]:
    """A method is traced once for each instance, and instances are made in a loop to be called once."""
    told: set[ast.AST] = set()
    for site in sites:
        if not isinstance(site.function.bound, Instance):
            continue  # static and class methods are traced once for all
        for call, made in _constructions(program, site, site.receiver, 0):
            if made in told or made not in call.module.parents:
                continue
            if _is_kept(_statement(made, call.module), made, call.module):
                continue
            again = _made_again(program, call, made)
            if again is not None:
                told.add(made)
                text = call.module.text_of(made)
                yield Remade(made, call.module, text, True, again.text, again.where, (site,))


def _constructions(
    program: Program, call: Call, receiver: Instance | None, depth: int
) -> Iterator[tuple[Call, ast.Call]]:
    """Calls that lead to a traced method, each with what makes the object that it is called on."""
    if receiver is None or depth > MAX_HOPS:
        return
    if isinstance(receiver.node, ast.Call):
        yield call, receiver.node
        return
    function = call.scope.function
    if function is None or function.owner_class is None:
        return
    for outer in program.callers(function):
        callee = outer.node.func
        if isinstance(callee, ast.Attribute):
            for member in members(program.evaluate(callee.value, outer)):
                if isinstance(member, Instance):
                    yield from _constructions(program, outer, member, depth + 1)


def _made_again(program: Program, call: Call, made: ast.Call) -> Variation | None:
    """Why an object is made again and again, to be called there and then."""
    around = {loop.node for loop in loops_around(call.node, call.module)}
    for loop in loops_over_many(program, made, call.module):
        if loop.node in around:
            return Variation("loop", loop.text, where=loop.place)
    function = call.scope.function
    if function is None or getattr(function.node, "name", "") == "__init__" or _is_memo(function):
        return None
    if not any(part is made for part in ast.walk(function.node)):
        return None
    if _is_returned(program, function, _statement(made, call.module), made):
        return None
    return repeats(program, function, loops_that_count=loops_over_many)


# Questions about a place


def _wraps_name_of(loop: Loop, node: ast.AST) -> bool:
    """``for model in models: tf.function(model)``: another function each time, so each needs its own."""
    if isinstance(loop.node, ast.While) or not isinstance(node, ast.Call) or not node.args:
        return False
    names = {part.id for part in ast.walk(loop.node.target) if isinstance(part, ast.Name)}
    wrapped = node.args[0]
    while isinstance(wrapped, ast.Attribute):
        wrapped = wrapped.value
    return isinstance(wrapped, ast.Name) and wrapped.id in names


def _definition(node: ast.AST, module: Module) -> ast.AST:
    """The statement that makes the function: the ``def`` under a decorator, or the one around a call."""
    parent = module.parents.get(node)
    if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and node in parent.decorator_list:
        return parent
    return _statement(node, module)


def _statement(node: ast.AST, module: Module) -> ast.AST:
    while not isinstance(node, ast.stmt):
        parent = module.parents.get(node)
        if parent is None:
            return node
        node = parent
    return node


def _inside(node: ast.AST, loop: Loop, module: Module, site: Call) -> bool:
    return site.module is module and any(other.node is loop.node for other in loops_around(node, module))


def _is_memo(function: Scope) -> bool:
    """A function whose results are kept by a decorator."""
    decorators = getattr(function.node, "decorator_list", ())
    return any("cache" in last_name(d.func if isinstance(d, ast.Call) else d) for d in decorators)


def _is_kept(statement: ast.AST, node: ast.AST, module: Module) -> bool:
    """What is made goes into a container, an attribute or a global, or is made only once."""
    match statement:
        case ast.Assign(targets=targets):
            if any(isinstance(target, (ast.Subscript, ast.Attribute)) for target in targets):
                return True
        case ast.AnnAssign(target=ast.Subscript() | ast.Attribute()):
            return True
    parent = module.parents.get(node)
    child: ast.AST = node
    while parent is not None and parent is not statement:
        if isinstance(parent, ast.Call) and child is not parent.func and _keeps(parent):
            return True
        if isinstance(parent, (ast.ListComp, ast.DictComp, ast.SetComp)) and _is_element(child, parent, node):
            return True
        child, parent = parent, module.parents.get(parent)
    return _made_once(statement, module)


def _keeps(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in _KEEPERS


def _is_element(child: ast.AST, comprehension: ast.AST, node: ast.AST) -> bool:
    """The function itself is an element, not what calling it gives."""
    return child is node and child in (
        getattr(comprehension, "elt", None),
        getattr(comprehension, "value", None),
    )


def _made_once(statement: ast.AST, module: Module) -> bool:
    """Under ``if f is None:`` or ``if key not in cache:``, or after ``global``."""
    child, parent = statement, module.parents.get(statement)
    while parent is not None and not isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        if isinstance(parent, ast.If) and child in parent.body:
            for part in ast.walk(parent.test):
                if isinstance(part, ast.Compare) and isinstance(part.ops[0], (ast.Is, ast.NotIn)):
                    return True
                if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
                    return True
        if isinstance(parent, ast.ExceptHandler):
            return True
        child, parent = parent, module.parents.get(parent)
    return False


def _bound_names(statement: ast.AST) -> set[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case _:
            return set()


def _comes_from(site: Site, node: ast.AST, statement: ast.AST, module: Module) -> bool:
    """Whether a call is one of what the place makes: by the name that it is bound to, or directly."""
    callee = site.node.args[0] if site.handed else site.node.func
    if site.module is module and any(part is node for part in ast.walk(callee)):
        return True
    if isinstance(callee, ast.Name):
        if callee.id in _bound_names(statement):
            return True
        home = site.scope.home_of(callee.id)
        bindings = home.bindings.get(callee.id, []) if home is not None else []
        return any(
            binding.value is not None and any(part is node for part in ast.walk(binding.value))
            for binding in bindings
        )
    return False


def _is_returned(program: Program, function: Scope, statement: ast.AST, node: ast.AST) -> bool:
    """Whether the function that makes it hands it out: alone, in a container, or wrapped by a call."""
    names = _bound_names(statement)
    return any(
        returned.value is not None and _hands_out(returned.value, node, names)
        for returned in program.world.returns(function)
    )


def _hands_out(value: ast.expr, node: ast.AST, names: set[str]) -> bool:
    if value is node:
        return True
    match value:
        case ast.Name(id=name):
            return name in names
        case ast.Tuple(elts=inside) | ast.List(elts=inside) | ast.Dict(values=inside):
            return any(_hands_out(item, node, names) for item in inside)
        case ast.Call(args=inside):
            keywords = [keyword.value for keyword in value.keywords]
            return any(_hands_out(item, node, names) for item in (*inside, *keywords))
        case ast.IfExp(body=first, orelse=second):
            return _hands_out(first, node, names) or _hands_out(second, node, names)
        case _:
            return False


def _made_text(found: FoundRoot, node: ast.AST, module: Module) -> str:
    if isinstance(_definition(node, module), ast.stmt) and not isinstance(node, ast.Call):
        return found.function.scope.qualname.rpartition(".")[2]
    return module.text_of(node)
