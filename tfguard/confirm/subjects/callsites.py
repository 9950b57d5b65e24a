"""Arguments that the file itself passes: what call sites say, where it can be evaluated anywhere."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Collection, Iterable, Iterator

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.slices.keeping import NOT_RUN, is_main_guard
from tfguard.confirm.slices.names import called_name
from tfguard.confirm.subjects.bindings import (
    LOOPS,
    SCOPES,
    first_value,
    names_bound,
    own_nodes,
    run_by,
    run_with,
)

MAX_SITES = 24
MAX_DEPTH = 6


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
    found = (
        node
        for node in ast.walk(tree.module.tree)
        if isinstance(node, ast.Call) and called_name(node) in names
    )
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))[:MAX_SITES]


class Resolver:
    """Writes an expression of a call site so that it can be evaluated in the slice's namespace.

    Args:
        tree: the file.
        subject: last names of the function whose arguments are wanted: no argument is made by a call of it,
            since what is watched would have been traced before. Nor is one made of what is costly: a guess
            serves better than a stand-in.
    """

    def __init__(self, tree: Tree, subject: Collection[str] = ()) -> None:
        self.tree = tree
        self._barred = NOT_RUN.union(subject)
        self._top: dict[str, list[ast.AST]] = {}
        for node in own_nodes(tree.module.tree):
            if not self._under_guard(node):
                for name in names_bound(node):
                    self._top.setdefault(name, []).append(node)

    def text(self, node: ast.expr) -> str:
        """Give source text with local names replaced by what they stand for, or an empty text."""
        try:
            text = ast.unparse(self._closed(node, node, 0))
        except (_UnresolvedError, RecursionError):
            return ""
        return text if len(text) <= 400 else ""

    def _closed(self, node: ast.expr, site: ast.AST, depth: int) -> ast.expr:
        if depth > MAX_DEPTH or self._is_no_argument([node]):
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
            found = first_value(owner, name.id, site)
            if found is not None:
                return self._closed(*found, depth + 1)
            if name.id in _parameters(owner):
                raise _UnresolvedError
        if name.id not in self._top:
            if hasattr(builtins, name.id):
                return name
            raise _UnresolvedError
        outside = self._outside_loops(name.id)
        if not outside:
            # What only a loop binds is written out, for the loop may be what trains.
            found = first_value(self.tree.module.tree, name.id, site)
            if found is None:
                raise _UnresolvedError
            return self._closed(*found, depth + 1)
        if self._is_no_argument(part for node in outside for part in run_by(node, False)):
            raise _UnresolvedError
        return name

    def _around(self, node: ast.AST) -> Iterator[ast.AST]:
        current = self.tree.parents.get(node)
        while current is not None:
            yield current
            current = self.tree.parents.get(current)

    def _scopes(self, site: ast.AST) -> Iterator[ast.AST]:
        for node in self._around(site):
            if isinstance(node, SCOPES) or (isinstance(node, ast.If) and is_main_guard(node)):
                yield node

    def _under_guard(self, node: ast.AST) -> bool:
        return any(isinstance(outer, ast.If) and is_main_guard(outer) for outer in self._around(node))

    def _outside_loops(self, name: str) -> list[ast.AST]:
        """What binds a name of the module, but for loops and what stands in them."""
        return [
            node
            for node in self._top.get(name, ())
            if not any(isinstance(outer, LOOPS) for outer in (node, *self._around(node)))
        ]

    def _is_no_argument(self, nodes: Iterable[ast.AST]) -> bool:
        """Tell whether code, or what it reaches in the file, calls the subject or what is not to be run."""
        queue, seen = list(nodes), set[tuple[str, bool]]()
        while queue:
            for node in run_with(queue.pop()):
                if isinstance(node, ast.Call) and called_name(node) in self._barred:
                    return True
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    called = getattr(self.tree.parents.get(node), "func", None) is node
                    if (node.id, called) not in seen:
                        seen.add((node.id, called))
                        for binder in self._outside_loops(node.id):
                            queue += run_by(binder, called)
        return False


def _parameters(owner: ast.AST) -> set[str]:
    if isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        arguments = owner.args
        return {arg.arg for arg in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    return set()
