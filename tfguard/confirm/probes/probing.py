"""Where probes stand in the source and what they watch, for one flagged place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tfguard.confirm.slices.shadow import Edit
from tfguard.syntax.module import Module
from tfguard.syntax.place import Place

_SIMPLE = (
    ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete, ast.Return, ast.Raise, ast.Assert,
    ast.Pass, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.Break, ast.Continue,
)  # fmt: skip
_LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)
_NOT_WRAPPED = (ast.Yield, ast.YieldFrom, ast.Await, ast.Starred, ast.Slice)
# Functions whose first argument is what they change.
_CHANGES_FIRST = frozenset((
    "heappush", "heappop", "heapreplace", "heappushpop", "shuffle", "insort", "insort_left", "insort_right",
    "put", "copyto", "fill_diagonal", "place", "putmask", "setitem", "delitem",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watch:
    """What a flagged place may change.

    Attributes:
        kind: ``object`` (the object itself), ``attribute`` (one of its attributes), ``fields`` (all of
            them), ``global``, ``cell`` (a free variable), or empty.
        source: expression that gives the object; empty for globals.
        name: of the attribute, global or free variable.
    """

    kind: str = ""
    source: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """One flagged place, as the shadow file sees it.

    Attributes:
        number: how the runtime knows it.
        place: what is flagged.
        module: dotted name of the module it stands in.
        edits: what is put into the shadow file.
        watch: what it may change.
        once: edits that keep the flagged expression's first value instead; empty for statements.
        removed: edits that leave the flagged statement out; empty for expressions that are used.
        mended: edits that write what should have been written; empty where that is not known.
        lifted: edits that make the flagged expression once, outside of the graph; empty for statements.
        first_line, last_line: lines of the statement around the place.
        expression: whether the place is an expression whose value is seen.
        environ: environment variables that the place reads by a literal name.
        assigned: source texts of what the statement assigns to.
        halved: edits that let the flagged loop go over half of its elements; empty for other places.
        around: the lines of the headers of the branches and loops around the statement.
        returned: whether the place is what a function returns, or a part of it.
        undecorated: edits that leave the flagged decorator out, let the flagged call of one hand back what it
            is given, or keep the object of the flagged attribute; empty for any other place.
        decorates: whether it is a decorator or a call of one.
        called: whether it is a call that stands for itself, and no decorator.
        failing: edits that make the flagged call, a check of a tensor, fail.
        twice: edits that evaluate the flagged expression twice in a row; empty for statements.
        tests: whether it is what a ``while`` asks.
        attempt: lines of the ``try`` whose handler's head is flagged.
        leaves: whether the statement ends a branch: ``break``, ``continue``, ``return``.
        heads: whether the statement is a branch or a loop.
        closes: whether the end of the place is seen too.
        local: whether it binds names of its function, and nothing else.
        without: edits that leave out the flagged decorator of a definition, or the flagged context, and keep
            the probe; empty for any other place.
        bare: edits that leave out all decorators of the definition whose decorator is flagged.
    """

    number: int
    place: Place
    module: str
    edits: tuple[Edit, ...]
    watch: Watch
    once: tuple[Edit, ...]
    removed: tuple[Edit, ...]
    mended: tuple[Edit, ...]
    lifted: tuple[Edit, ...]
    first_line: int
    last_line: int
    expression: bool
    environ: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    around: frozenset[int] = frozenset()
    returned: bool = False
    undecorated: tuple[Edit, ...] = ()
    decorates: bool = False
    called: bool = False
    halved: tuple[Edit, ...] = ()
    failing: tuple[Edit, ...] = ()
    twice: tuple[Edit, ...] = ()
    tests: bool = False
    attempt: range = range(0)
    leaves: bool = False
    heads: bool = False
    closes: bool = True
    local: bool = False
    without: tuple[Edit, ...] = ()
    bare: tuple[Edit, ...] = ()


class Tree:
    """A module's tree with parents."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.parents: dict[ast.AST, ast.AST] = {
            child: node for node in ast.walk(module.tree) for child in ast.iter_child_nodes(node)
        }

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The innermost statement around a node."""
        current: ast.AST | None = node
        while current is not None and not isinstance(current, ast.stmt):
            current = self.parents.get(current)
        return current

    def at(self, place: Place) -> ast.AST | None:
        """The node with exactly this place, expressions before statements; else the innermost around it."""
        best: ast.AST | None = None
        size = (1 << 30, 1 << 30)
        for node in ast.walk(self.module.tree):
            if not isinstance(node, (ast.expr, ast.stmt)) or node.lineno > place.end_line:
                continue
            if (node.end_lineno or 0) < place.line:
                continue
            here = self._whole(node)
            if (here.line, here.column) > (place.line, place.column):
                continue
            if (here.end_line, here.end_column) < (place.end_line, place.end_column):
                continue
            extent = _extent(here)
            if extent < size or (extent == size and isinstance(node, ast.expr)):
                best, size = node, extent
        return best

    def _whole(self, node: ast.expr | ast.stmt) -> Place:
        """The place of a node; of a definition, with its decorators."""
        here = self.module.place(node)
        decorators = getattr(node, "decorator_list", [])
        return replace(here, line=decorators[0].lineno, column=1) if decorators else here

    def function(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None:
        """The innermost function around a node."""
        current = self.parents.get(node)
        while current is not None:
            if isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                return current
            current = self.parents.get(current)
        return None


def header(tree: Tree, place: Place) -> Place:
    """Give a decorator's place with all of the header below it; any other place as it is."""
    owner = tree.parents.get(tree.at(place) or tree.module.tree)
    if not isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef)) or place.line >= owner.lineno:
        return place
    return replace(place, end_line=owner.lineno, end_column=owner.col_offset + 1)


def call_at(tree: Tree, place: Place) -> ast.Call | None:
    """The call with this place, or the innermost around it, within one statement."""
    node = tree.at(place)
    if isinstance(node, (ast.Expr, ast.Return, ast.Assign, ast.AnnAssign)):
        node = node.value
    while isinstance(node, (ast.expr, ast.keyword)) and not isinstance(node, ast.Call):
        node = tree.parents.get(node)
    return node if isinstance(node, ast.Call) else None


def _extent(place: Place) -> tuple[int, int]:
    lines = place.end_line - place.line
    return lines, place.end_column - (place.column if lines == 0 else 0)


def build(tree: Tree, number: int, place: Place, target: str) -> Probe | None:
    """Build the probe of one flagged place.

    Args:
        tree: the module the place lies in.
        number: the probe's number.
        place: what is flagged.
        target: source text of what is changed or read there, as the finding says; may be empty.

    Returns:
        The probe, or None when the place does not lie in the source any more.
    """
    node = tree.at(place)
    statement = tree.statement(node) if node is not None else None
    if node is None or statement is None:
        return None
    expression = _wrappable(tree, node)
    if node is statement and isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return _of_definition(tree, number, place, statement)
    watch = watched(tree, statement, expression, target)
    if expression is not None:
        edits = _around_expression(tree, number, expression, watch)
        once = kept(tree, "_tfguard_once", number, expression)
        lifted = kept(tree, "_tfguard_lifted", number, _converted(tree, expression))
    else:
        edits, once, lifted = _around_statement(tree, number, statement, watch), (), ()
    handler = _handler(tree, node)
    here = tree.module.place(statement)
    header_end = here.end_line if isinstance(statement, _SIMPLE) else _header_end(statement)
    return Probe(
        number, place, tree.module.name, edits, watch, once, _removed(tree, number, statement, expression),
        _mended(tree, statement), lifted, here.line, header_end, expression is not None,
        _environment_names(expression or statement),
        tuple(ast.unparse(node) for node in _flat(list(getattr(statement, "targets", ())))),
        frozenset(_lines_around(tree, statement)), _is_returned(tree, node), _undecorated(tree, node),
        not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Call),
        called=isinstance(node, ast.Call) and not getattr(statement, "decorator_list", ()),
        halved=_halved(tree, node, statement),
        failing=around(tree, node.func, "_tfguard_failing(", ")") if isinstance(node, ast.Call) else (),
        twice=kept(tree, "_tfguard_twice", number, expression) if expression is not None else (),
        tests=_is_test(tree, node), attempt=_tried(tree, handler),
        leaves=isinstance(statement, (ast.Break, ast.Continue, ast.Return)),
        heads=isinstance(statement, (ast.If, ast.While, ast.For, ast.AsyncFor)),
        closes=expression is not None or isinstance(statement, tuple({*_SIMPLE} - {*_LEAVES})),
        local=node is statement and _is_local(tree, statement), without=_without_context(tree, edits, node),
        bare=_bare(tree, node),
    )  # fmt: skip


def _without_context(tree: Tree, edits: tuple[Edit, ...], node: ast.AST) -> tuple[Edit, ...]:
    """Let the flagged context of a ``with`` be one that does nothing; what it is given is still made."""
    if isinstance(node, ast.Call) and isinstance(tree.parents.get(node), ast.withitem):
        return (*edits, *around(tree, node.func, "(_tfguard_no_context or (", "))"))
    return ()


def _is_local(tree: Tree, statement: ast.stmt) -> bool:
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or tree.function(statement) is None:
        return False
    targets = _flat(statement.targets if isinstance(statement, ast.Assign) else [statement.target])
    return all(isinstance(one, ast.Name) and not _declared(tree, one) for one in targets)


def _is_test(tree: Tree, node: ast.AST) -> bool:
    outer: ast.AST | None = node
    while isinstance(outer, ast.expr):
        node, outer = outer, tree.parents.get(outer)
    return isinstance(outer, ast.While) and outer.test is node


def _handler(tree: Tree, node: ast.AST) -> ast.ExceptHandler | None:
    """The handler whose head a node belongs to; of a ``try`` that is flagged itself, the first."""
    outer: ast.AST | None = node
    while isinstance(outer, ast.expr):
        outer = tree.parents.get(outer)
    if isinstance(outer, ast.Try):
        return next(iter(outer.handlers), None)
    return outer if isinstance(outer, ast.ExceptHandler) else None


def _tried(tree: Tree, handler: ast.ExceptHandler | None) -> range:
    body = getattr(tree.parents.get(handler), "body", None) if handler is not None else None
    return range(body[0].lineno, (body[-1].end_lineno or body[-1].lineno) + 1) if body else range(0)


def _halved(tree: Tree, node: ast.AST, statement: ast.stmt) -> tuple[Edit, ...]:
    if isinstance(tree.parents.get(node), ast.comprehension):
        return _pair(tree.module.place(node), "_tfguard_half(", ")")
    if not isinstance(statement, (ast.For, ast.AsyncFor)):
        return ()
    return _pair(tree.module.place(statement.iter), "_tfguard_half(", ")")


def _undecorated(tree: Tree, node: ast.AST) -> tuple[Edit, ...]:
    """Put something that hands back what it is given in the place of a decorator, or of what is called."""
    outer = node
    while isinstance(tree.parents.get(outer), (ast.expr, ast.keyword)):
        outer = tree.parents[outer]
    if outer in getattr(tree.parents.get(outer), "decorator_list", ()):
        return around(tree, outer, "(_tfguard_undecorated or (", "))")
    if isinstance(node, ast.Call):
        return around(tree, node.func, "(_tfguard_undecorated or (", "))")
    if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Call, ast.IfExp, ast.Name)):
        return around(tree, node.value, "_tfguard_kept((", "))")
    return ()


def _bare(tree: Tree, node: ast.AST) -> tuple[Edit, ...]:
    """Leave out each decorator of the definition that a flagged one stands on."""
    outer = node
    while isinstance(tree.parents.get(outer), (ast.expr, ast.keyword)):
        outer = tree.parents[outer]
    decorators = getattr(tree.parents.get(outer), "decorator_list", ())
    if outer not in decorators:
        return ()
    return tuple(edit for one in decorators for edit in _undecorated(tree, one))


def _lines_around(tree: Tree, statement: ast.stmt) -> Iterator[int]:
    """The lines of the headers of the branches and loops around a statement, in its function."""
    current = tree.parents.get(statement)
    while current is not None and not isinstance(
        current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    ):
        if isinstance(current, (ast.If, ast.For, ast.AsyncFor, ast.While)):
            yield from range(tree.module.place(current).line, _header_end(current) + 1)
        current = tree.parents.get(current)


def _of_definition(
    tree: Tree, number: int, place: Place, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> Probe:
    """Build the probe of a whole function: it stands first in the body, and watches the object."""
    owner = tree.parents.get(node)
    first = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)][:1]
    watch = Watch("fields", first[0]) if first and isinstance(owner, ast.ClassDef) else Watch()
    enter = f"_tfguard_enter({number}{_argument(watch)})"
    edits = first_in_body(tree, node.body, enter)
    last = node.end_lineno or node.lineno
    at = (place.line, place.column - 1)
    decorators = [one for one in node.decorator_list if (one.lineno, tree.module.place(one).column - 1) == at]
    without = [edit for one in decorators for edit in _undecorated(tree, one)]
    return Probe(
        number, place, tree.module.name, edits, watch, (), (), (), (), place.line, last, False, closes=False,
        without=(*edits, *without) if without else (),
    )  # fmt: skip


def _is_returned(tree: Tree, node: ast.AST) -> bool:
    """Tell what a function returns, alone or in a list, tuple or dict that is written down there."""
    current: ast.AST | None = node
    while isinstance(current, ast.expr):
        parent = tree.parents.get(current)
        if isinstance(parent, ast.Lambda):
            return parent.body is current
        if isinstance(parent, ast.IfExp) and parent.test is current:
            return False
        if not isinstance(parent, (ast.Return, ast.List, ast.Tuple, ast.Dict, ast.IfExp, ast.Starred)):
            return False
        current = parent
    return isinstance(current, ast.Return)


def _header_end(statement: ast.stmt) -> int:
    body = getattr(statement, "body", None)
    return max(statement.lineno, body[0].lineno - 1) if body else (statement.end_lineno or statement.lineno)


def _is_name_of_call(node: ast.AST, parent: ast.AST | None) -> bool:
    """Tell what is called and is no value of its own; a layer that is called where it is made is one."""
    return isinstance(parent, ast.Call) and parent.func is node and not isinstance(node, ast.Call)


def _wrappable(tree: Tree, node: ast.AST) -> ast.expr | None:
    """The expression to put a probe around, or None when the statement gets it."""
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return None
    if isinstance(node, (ast.Expr, ast.Return)) and node.value is not None:
        node = node.value
    if not isinstance(node, ast.expr):
        return None
    while True:
        parent = tree.parents.get(node)
        in_text = surrounding_text(tree, node)
        if in_text is not None:
            node = in_text
        elif isinstance(node, _NOT_WRAPPED) or _is_name_of_call(node, parent):
            if not isinstance(parent, ast.expr):
                return None
            node = parent
        else:
            break
    if not isinstance(node, ast.expr):
        return None
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return None
    if isinstance(parent, (ast.For, ast.AsyncFor)) and parent.iter is node:
        return None
    return node


def surrounding_text(tree: Tree, node: ast.AST) -> ast.AST | None:
    """The outermost f-string around a node: nothing can be put into one (positions, quotes)."""
    found = None
    current = tree.parents.get(node)
    while isinstance(current, (ast.expr, ast.FormattedValue)):
        if isinstance(current, ast.JoinedStr):
            found = current
        current = tree.parents.get(current)
    return found


def _pair(place: Place, start: str, end: str) -> tuple[Edit, ...]:
    extent = _extent(place)
    found = [Edit(place.line, place.column - 1, start, False, extent)]
    if end:
        found.append(Edit(place.end_line, place.end_column - 1, end, True, extent))
    return tuple(found)


def around(tree: Tree, node: ast.AST, start: str, end: str) -> tuple[Edit, ...]:
    """Put texts before and after a node."""
    return _pair(tree.module.place(node), start, end)


def _argument(watch: Watch) -> str:
    # A free variable is watched from outside: reading it here would change what AutoGraph makes of it.
    return f", {watch.source}" if watch.source else ""


def _around_expression(tree: Tree, number: int, node: ast.expr, watch: Watch) -> tuple[Edit, ...]:
    enter = f"_tfguard_enter({number}{_argument(watch)})"
    return _pair(tree.module.place(node), f"_tfguard_value({number}, {enter}, (", "))")


def _around_statement(tree: Tree, number: int, node: ast.stmt, watch: Watch) -> tuple[Edit, ...]:
    enter = f"_tfguard_enter({number}{_argument(watch)})"
    place = tree.module.place(node)
    if isinstance(node, _SIMPLE):
        leave = "" if isinstance(node, _LEAVES) else f"; _tfguard_exit({number})"
        return _pair(place, f"{enter}; ", leave)
    before = Edit(place.line, 0, enter, whole_line=True)
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return (
            before,
            *first_in_body(tree, node.body, f"_tfguard_item({number}, {ast.unparse(node.target)})"),
        )
    return (before,)


def first_in_body(tree: Tree, body: list[ast.stmt], call: str) -> tuple[Edit, ...]:
    """Put a call before the first statement of a block, after a docstring."""
    index = 1 if len(body) > 1 and _is_text(body[0]) else 0
    first = body[index]
    line = min([first.lineno, *(node.lineno for node in getattr(first, "decorator_list", []))])
    if isinstance(first, _SIMPLE):
        place = tree.module.place(first)
        return (Edit(place.line, place.column - 1, call + "; ", False, (1 << 20, 0)),)
    return (Edit(line, 0, call, whole_line=True),)


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def control(tree: Tree, number: int, function: ast.AST) -> tuple[Edit, ...]:
    """Put the control probe on the subject's first statement, or around a lambda's body."""
    call = f"_tfguard_enter({number})"
    if isinstance(function, ast.Lambda):
        return _pair(tree.module.place(function.body), f"_tfguard_value({number}, {call}, (", "))")
    if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return first_in_body(tree, function.body, call)
    return ()


def passed(tree: Tree, function: ast.AST, bound: bool) -> tuple[Edit, ...]:
    """Hand over what the subject's body was called with, at its first statement.

    Args:
        tree: the module.
        function: the subject.
        bound: whether its first parameter is the object that it is a method of.
    """
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return ()
    arguments = function.args
    names = [arg.arg for arg in [*arguments.posonlyargs, *arguments.args]]
    owner = names.pop(0) if bound and names else "None"
    if arguments.vararg is not None:
        names.append(f"*{arguments.vararg.arg}")
    named = [f"{arg.arg!r}: {arg.arg}" for arg in arguments.kwonlyargs]
    if arguments.kwarg is not None:
        named.append(f"**{arguments.kwarg.arg}")
    positional = ", ".join(names) + ("," if names else "")
    call = f"_tfguard_passed({owner}, ({positional}), {{{', '.join(named)}}})"
    return first_in_body(tree, function.body, call)


def subject(tree: Tree, node: ast.AST) -> tuple[Edit, ...]:
    """Catch the traced function where it is made: above the decorators, or around the wrapping call."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        line = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        return (Edit(line, 0, "@_tfguard_subject", whole_line=True),)
    if isinstance(node, ast.expr):
        return _pair(tree.module.place(node), "_tfguard_subject(", ")")
    return ()


def _converted(tree: Tree, node: ast.expr) -> ast.expr:
    """The call around an array that makes a constant of it, else the array."""
    parent = tree.parents.get(node)
    if isinstance(parent, ast.Call) and parent.args[:1] == [node]:
        name = ast.unparse(parent.func).rpartition(".")[2]
        if name in ("constant", "convert_to_tensor"):
            return parent
    return node


def kept(tree: Tree, keeper: str, number: int, node: ast.expr) -> tuple[Edit, ...]:
    """Let a function of the runtime decide when an expression is evaluated."""
    if any(
        isinstance(inner, (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)) for inner in ast.walk(node)
    ):
        return ()
    return _pair(tree.module.place(node), f"{keeper}({number}, lambda: (", "))")


def _removed(tree: Tree, number: int, statement: ast.stmt, expression: ast.expr | None) -> tuple[Edit, ...]:
    """Leave a statement out but keep its line: what remains is under ``if`` a false constant."""
    if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr, ast.Delete)):
        return ()
    if expression is not None and not isinstance(statement, ast.Expr):
        return ()
    place = tree.module.place(statement)
    if place.line != place.end_line:
        return ()
    return (Edit(place.line, place.column - 1, f"_tfguard_enter({number}); pass  # ", False, (1 << 20, 1)),)


def _mended(tree: Tree, statement: ast.stmt) -> tuple[Edit, ...]:
    """Write ``ta = ta.write(...)`` for ``ta.write(...)``, ``v.assign_add(x)`` for ``v += x``."""
    place = tree.module.place(statement)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        if isinstance(function, ast.Attribute) and chain(function.value):
            return (Edit(place.line, place.column - 1, f"{ast.unparse(function.value)} = ", False, (0, 0)),)
    if isinstance(statement, ast.AugAssign) and place.line == place.end_line:
        method = {ast.Add: "assign_add", ast.Sub: "assign_sub"}.get(type(statement.op))
        if method:
            target, value = ast.unparse(statement.target), ast.unparse(statement.value)
            return (
                Edit(place.line, place.column - 1, f"{target}.{method}({value})  # ", False, (1 << 20, 1)),
            )
    return ()


def chain(node: ast.expr) -> bool:
    """Tell names, attributes and plain subscripts: expressions that may be evaluated once more."""
    if isinstance(node, ast.Name):
        return True
    if isinstance(node, ast.Attribute):
        return chain(node.value)
    if isinstance(node, ast.Subscript):
        index = node.slice
        return chain(node.value) and (isinstance(index, ast.Constant) or chain(index))
    return isinstance(node, ast.Constant)


def watched(tree: Tree, statement: ast.stmt, expression: ast.expr | None, target: str) -> Watch:
    """Tell what a flagged place may change, from its form and the finding's target."""
    if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete)) and expression is None:
        targets = _flat(
            statement.targets if isinstance(statement, (ast.Assign, ast.Delete)) else [statement.target]
        )
        chosen = [node for node in targets if ast.unparse(node) == target] or targets
        for node in chosen:
            found = _written(tree, node, augmented=isinstance(statement, ast.AugAssign))
            if found.kind:
                return found
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Call) and _called(value).kind:
            return _called(value)
    if isinstance(statement, (ast.For, ast.AsyncFor)) and expression is None and chain(statement.iter):
        return Watch("object", ast.unparse(statement.iter))
    if isinstance(expression, ast.Call):
        found = _called(expression)
        if found.kind:
            return found
    return _named(tree, statement, target)


def _flat(targets: list[ast.expr]) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in targets:
        if isinstance(node, (ast.Tuple, ast.List)):
            found += _flat(node.elts)
        else:
            found.append(node.value if isinstance(node, ast.Starred) else node)
    return found


def _written(tree: Tree, node: ast.expr, augmented: bool) -> Watch:
    if isinstance(node, ast.Attribute) and chain(node.value):
        return Watch("attribute", ast.unparse(node.value), node.attr)
    if isinstance(node, ast.Subscript):
        if ast.unparse(node.value) == "globals()" and isinstance(node.slice, ast.Constant):
            return Watch("global", "", str(node.slice.value))
        if chain(node.value):
            return Watch("object", ast.unparse(node.value))
    if isinstance(node, ast.Name):
        declared = _declared(tree, node)
        if declared:
            return Watch(declared, "", node.id)
        if augmented:
            return Watch("object", node.id)
    return Watch()


def _declared(tree: Tree, node: ast.Name) -> str:
    """Tell whether a name is ``global`` or ``nonlocal`` (``cell``) where it is written."""
    function = tree.function(node)
    if function is None:
        return ""
    for inner in ast.walk(function):
        declares = isinstance(inner, (ast.Global, ast.Nonlocal)) and node.id in inner.names
        if declares and tree.function(inner) is function:
            return "global" if isinstance(inner, ast.Global) else "cell"
    return ""


def _called(call: ast.Call) -> Watch:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    first = call.args[0] if call.args else None
    if name in ("setattr", "delattr", "__setattr__") and first is not None and len(call.args) > 1:
        subject_, key = (first, call.args[1])
        if isinstance(function, ast.Attribute) and len(call.args) == 2 and name == "__setattr__":
            subject_, key = function.value, call.args[0]
        if not chain(subject_):
            return Watch()
        if isinstance(key, ast.Constant):
            return Watch("attribute", ast.unparse(subject_), str(key.value))
        return Watch("fields", ast.unparse(subject_))
    if name == "print" and isinstance(function, ast.Name):
        files = [keyword.value for keyword in call.keywords if keyword.arg == "file" and chain(keyword.value)]
        return Watch("object", ast.unparse(files[0])) if files else Watch()
    if name == "add_loss" and isinstance(function, ast.Attribute) and chain(function.value):
        return Watch("attribute", ast.unparse(function.value), "losses")
    if name in _CHANGES_FIRST and first is not None and chain(first):
        return Watch("object", ast.unparse(first))
    if (
        isinstance(function, ast.Attribute)
        and chain(function.value)
        and not isinstance(function.value, ast.Constant)
    ):
        return Watch("object", ast.unparse(function.value))
    return Watch()


def _named(tree: Tree, statement: ast.stmt, target: str) -> Watch:
    """Fall back on the finding's own word for what is changed."""
    try:
        node = ast.parse(target, mode="eval").body if target else None
    except SyntaxError:
        node = None
    if node is None or not chain(node) or isinstance(node, ast.Constant):
        return Watch()
    if isinstance(node, ast.Attribute):
        return Watch("attribute", ast.unparse(node.value), node.attr)
    function = tree.function(statement)
    for inner in ast.walk(function or tree.module.tree):
        if (
            isinstance(node, ast.Name)
            and isinstance(inner, (ast.Global, ast.Nonlocal))
            and node.id in inner.names
        ):
            return Watch("global" if isinstance(inner, ast.Global) else "cell", "", node.id)
    root = _root_name(node)
    if function is not None and root in _assigned_in(function):
        return Watch()  # it may not exist yet where the probe would read it
    return Watch("object", ast.unparse(node))


def _root_name(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _assigned_in(function: ast.AST) -> set[str]:
    return {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _environment_names(node: ast.AST) -> tuple[str, ...]:
    """Environment variables read by a literal name: ``os.environ["A"]``, ``os.getenv("A")``."""
    names = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.Subscript) and ast.unparse(inner.value).endswith("environ"):
            key: ast.expr | None = inner.slice
        elif isinstance(inner, ast.Call) and ast.unparse(inner.func).endswith(("environ.get", "getenv")):
            key = inner.args[0] if inner.args else None
        else:
            continue
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            names.append(key.value)
    return tuple(names)
