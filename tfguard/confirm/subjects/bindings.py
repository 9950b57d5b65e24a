"""What a name stands for in one scope: what binds it, and its value in the first round of a loop."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator, Sequence

from tfguard.confirm.slices.names import bound_by_head
from tfguard.confirm.slices.trimming import BLOCKS

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)
SCOPES = (*_FUNCTIONS, *_COMPREHENSIONS)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


def own_nodes(owner: ast.AST) -> Iterator[ast.AST]:
    """Walk a scope without what the scopes inside it hold; those themselves are given."""
    queue: deque[ast.AST] = deque(ast.iter_child_nodes(owner))
    while queue:
        node = queue.popleft()
        yield node
        if not isinstance(node, (*SCOPES, ast.ClassDef)):
            queue += ast.iter_child_nodes(node)


def names_bound(node: ast.AST) -> set[str]:
    """Names that a statement binds itself, not through the statements in it."""
    return bound_by_head(node) if isinstance(node, ast.stmt) else set()


def run_by(binder: ast.AST, called: bool) -> Sequence[ast.AST]:
    """What runs for a name to be had.

    Args:
        binder: the statement that binds it.
        called: whether the name is called: then a function's body runs.
    """
    if isinstance(binder, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return binder.body if called else ()
    if isinstance(binder, (ast.For, ast.AsyncFor)):
        return (binder.iter,)
    if isinstance(binder, (ast.With, ast.AsyncWith)):
        return [item.context_expr for item in binder.items]
    return () if isinstance(binder, (ast.ClassDef, *BLOCKS)) else (binder,)


def run_with(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs when a piece of code does: without the bodies of what it defines."""
    queue = [node]
    while queue:
        node = queue.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            queue += ast.iter_child_nodes(node)


def first_value(owner: ast.AST, name: str, site: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """Tell what a name stands for by the last binding before a site, in the first round of loops.

    Args:
        owner: the scope.
        name: the name.
        site: where it is read.

    Returns:
        The value, and the expression that it was taken from; None where there is no such binding.
    """
    here = getattr(site, "lineno", 0), getattr(site, "col_offset", 0)
    last, found = (-1, -1), None
    for node in own_nodes(owner):
        for source, value in _given(node, name):
            # A comprehension's names are bound before what stands in front of them is evaluated.
            place = (0, 0) if isinstance(node, ast.comprehension) else _end(source)
            if last < place <= here:
                last, found = place, (value, source)
    return found


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def _given(node: ast.AST, name: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Values that a node gives a name, each behind the expression that it is taken from."""
    values: list[ast.expr | None] = []
    source: ast.expr | None = None
    if isinstance(node, ast.Assign):
        source = node.value
        values = [_part(target, source, name) for target in node.targets]
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        source = node.value
        values = [_part(node.target, source, name)]
    elif isinstance(node, (ast.For, ast.comprehension)):
        source = node.iter
        values = [_item(node.target, source, name)]
    for value in values:
        if source is not None and value is not None:
            yield source, value


def _part(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    """What a name in an assignment's target gets of the value."""
    if isinstance(target, ast.Name):
        return value if target.id == name else None
    if not isinstance(target, (ast.Tuple, ast.List)):
        return None
    if any(isinstance(inner, ast.Starred) for inner in target.elts):
        return None
    if isinstance(value, (ast.Tuple, ast.List)):
        parts = value.elts
    else:
        parts = [ast.Subscript(value, ast.Constant(index), ast.Load()) for index in range(len(target.elts))]
    found = (_part(inner, part, name) for inner, part in zip(target.elts, parts, strict=False))
    return next((one for one in found if one is not None), None)


def _item(target: ast.expr, iterated: ast.expr, name: str) -> ast.expr | None:
    """What a loop's name stands for in the first round."""
    pair = _pair(iterated) if isinstance(target, ast.Tuple) else None
    if isinstance(target, ast.Tuple) and pair is not None:
        items = (
            _item(part, source, name) if source is not None else _part(part, ast.Constant(0), name)
            for part, source in zip(target.elts, pair, strict=False)
        )
        return next((item for item in items if item is not None), None)
    return _part(target, _first(iterated), name)


def _pair(iterated: ast.expr) -> list[ast.expr | None] | None:
    """What several names go over at once; None among them for a count from zero."""
    called = ast.unparse(iterated.func) if isinstance(iterated, ast.Call) else ""
    if not isinstance(iterated, ast.Call) or not iterated.args:
        return None
    if called == "enumerate":
        return [None, iterated.args[0]]
    return [*iterated.args] if called == "zip" else None


def _first(iterated: ast.expr) -> ast.expr:
    """The first item of what is gone over."""
    if isinstance(iterated, (ast.Tuple, ast.List)) and iterated.elts:
        return iterated.elts[0]
    if isinstance(iterated, ast.Call) and ast.unparse(iterated.func) in ("range", "tf.range"):
        start = iterated.args[0] if len(iterated.args) > 1 else ast.Constant(0)
        counts = ast.unparse(iterated.func) == "range"
        return start if counts else _called("tf.constant", start)
    return _called("next", _called("iter", iterated))


def _called(function: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.parse(function, mode="eval").body, [argument], [])
