"""Arguments that the file itself passes: what call sites say, where it can be evaluated anywhere."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Iterator

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.slices.keeping import bound_names, is_main_guard

_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ListComp,
    ast.GeneratorExp,
    ast.SetComp,
    ast.DictComp,
)
MAX_SITES = 24
MAX_DEPTH = 6
_ITERATES_ITEMS = ("range", "tf.range")


class _UnresolvedError(Exception):
    """An expression uses a name whose value cannot be told here."""


def bindings_of(
    call: ast.Call, function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, skip: int
) -> dict[str, ast.expr]:
    """Bind a call's arguments to a function's parameters.

    Args:
        call: the call.
        function: what is called.
        skip: how many leading parameters are bound already (``self``).
    """
    parameters = [arg.arg for arg in [*function.args.posonlyargs, *function.args.args]][skip:]
    found: dict[str, ast.expr] = {}
    for name, value in zip(parameters, call.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        found[name] = value
    known = {*parameters, *(arg.arg for arg in function.args.kwonlyargs)}
    for keyword in call.keywords:
        if keyword.arg in known and keyword.arg is not None:
            found[keyword.arg] = keyword.value
    return found


def calls_of(tree: Tree, names: set[str]) -> list[ast.Call]:
    """Calls of a function, method or class by its last name, in the order of the source."""
    found = []
    for node in ast.walk(tree.module.tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in names:
                found.append(node)
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))[:MAX_SITES]


class Resolver:
    """Writes an expression of a call site so that it can be evaluated in the slice's namespace."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._top = set().union(
            *(bound_names(s) for s in tree.module.tree.body if not is_main_guard(s)), set()
        )

    def text(self, node: ast.expr) -> str:
        """Give source text with local names replaced by what they stand for, or an empty text."""
        try:
            text = ast.unparse(self._closed(node, node, 0))
        except (_UnresolvedError, RecursionError):
            return ""
        return text if len(text) <= 400 else ""

    def _closed(self, node: ast.expr, site: ast.AST, depth: int) -> ast.expr:
        if depth > MAX_DEPTH:
            raise _UnresolvedError
        inner_names = {
            bound.id
            for bound in ast.walk(node)
            if isinstance(bound, ast.Name) and isinstance(bound.ctx, ast.Store)
        } | {arg.arg for bound in ast.walk(node) if isinstance(bound, ast.Lambda) for arg in bound.args.args}
        resolver = self

        class Replace(ast.NodeTransformer):
            def visit_Name(self, name: ast.Name) -> ast.expr:
                if name.id in inner_names or not isinstance(name.ctx, ast.Load):
                    return name
                return resolver._name(name, site, depth)

        return Replace().visit(copy.deepcopy(node))  # type: ignore[no-any-return]

    def _name(self, name: ast.Name, site: ast.AST, depth: int) -> ast.expr:
        for owner in self._scopes(site):
            value = self._local(owner, name.id, site)
            if value is not None:
                return self._closed(value, site, depth + 1)
            if not isinstance(owner, ast.Module) and name.id in _parameters(owner):
                raise _UnresolvedError
        if name.id in self._top or hasattr(builtins, name.id):
            return name
        raise _UnresolvedError

    def _scopes(self, site: ast.AST) -> Iterator[ast.AST]:
        current = self.tree.parents.get(site)
        while current is not None:
            if isinstance(current, _SCOPES):
                yield current
            if isinstance(current, ast.If) and is_main_guard(current):
                yield current
            current = self.tree.parents.get(current)

    def _local(self, owner: ast.AST, name: str, site: ast.AST) -> ast.expr | None:
        """What a name stands for in one scope, as far as the last binding before the site tells."""
        found: ast.expr | None = None
        for node in ast.walk(owner):
            if getattr(node, "lineno", 0) > getattr(site, "lineno", 0):
                continue
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    found = _part(target, node.value, name) or found
            elif isinstance(node, (ast.For, ast.comprehension)):
                found = _item(node.target, node.iter, name) or found
        return found


def _parameters(owner: ast.AST) -> set[str]:
    if isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        arguments = owner.args
        return {arg.arg for arg in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    return set()


def _part(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    if isinstance(target, ast.Name) and target.id == name:
        return value
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        for part, inner in zip(target.elts, value.elts, strict=False):
            found = _part(part, inner, name)
            if found is not None:
                return found
    return None


def _item(target: ast.expr, iterated: ast.expr, name: str) -> ast.expr | None:
    """What a loop's name stands for in the first round, for loops over literals and ranges."""
    if isinstance(iterated, (ast.Tuple, ast.List)) and iterated.elts:
        return _part(target, iterated.elts[0], name)
    if isinstance(iterated, ast.Call):
        called = ast.unparse(iterated.func)
        if (
            called == "enumerate"
            and isinstance(target, ast.Tuple)
            and len(target.elts) == 2
            and iterated.args
        ):
            return _part(target.elts[0], ast.Constant(0), name) or _item(
                target.elts[1], iterated.args[0], name
            )
        if called in _ITERATES_ITEMS and isinstance(target, ast.Name) and target.id == name:
            zero = ast.Constant(0)
            return zero if called == "range" else ast.parse("tf.constant(0)", mode="eval").body
        if called == "zip" and isinstance(target, ast.Tuple):
            for part, source in zip(target.elts, iterated.args, strict=False):
                found = _item(part, source, name)
                if found is not None:
                    return found
    if isinstance(iterated, ast.Name) and isinstance(target, ast.Name) and target.id == name:
        # A dataset or a list known by name: its first item.
        return ast.parse(f"next(iter({iterated.id}))", mode="eval").body
    return None
