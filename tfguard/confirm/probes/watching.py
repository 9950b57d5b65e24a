"""Probes of driven runs: around the calls that a project's code makes, and around what they rest on."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tfguard.confirm.probes.probing import Tree, around, chain, kept, surrounding_text
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects.arguments import Function, parameters
from tfguard.confirm.subjects.callsites import bindings_of
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Drive


@dataclass(frozen=True)
class Site:
    """One watched call.

    Attributes:
        number: its probe.
        tree: the module it stands in.
        node: the call.
    """

    number: int
    tree: Tree
    node: ast.Call

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.tree.module.place(self.node)

    def edits(self) -> tuple[Edit, ...]:
        """Put the probe around the callee."""
        return around(self.tree, self.node.func, f"_tfguard_callee({self.number}, ", ")")


@dataclass(frozen=True)
class Flagged:
    """What a finding flags, as a driven run watches it.

    Attributes:
        number: the probe.
        edits: what is put into the files, by path.
        kept: the same where the flagged thing is made once and kept; empty where nothing is made.
        site: the call that it is an argument of, or 0.
        whole: the call itself is flagged: all of its arguments are.
    """

    number: int
    edits: tuple[tuple[str, Edit], ...] = ()
    kept: tuple[tuple[str, Edit], ...] = ()
    site: int = 0
    whole: bool = False


def site_of(sites: Sequence[Site], place: Place) -> Site | None:
    """Give the innermost watched call that holds a place."""
    holding = [site for site in sites if _holds(site.place, place)]
    return min(holding, key=lambda site: _size(site.place)) if holding else None


def _holds(outer: Place, inner: Place) -> bool:
    return outer.path == inner.path and (
        (outer.line, outer.column) <= (inner.line, inner.column)
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def _size(place: Place) -> tuple[int, int]:
    return place.end_line - place.line, place.end_column - place.column


def argument(number: int, place: Place, sites: Sequence[Site], function: Function, bound: bool) -> Flagged:
    """Watch an argument of a call, and the same parameter at the other calls.

    Args:
        number: the probe.
        place: the argument; or the call, when all are meant.
        sites: the watched calls.
        function: the traced function.
        bound: whether its first parameter is bound by the call.
    """
    own = site_of(sites, place)
    if own is None:
        return Flagged(number, whole=True)
    node = argument_at(own, place)
    if node is None:
        return Flagged(number, site=own.number, whole=True)
    found = [_argument_edits(own, number, node)]
    names = [name for name, value in bindings_of(own.node, function, int(bound)).items() if value is node]
    for other in sites:
        same = bindings_of(other.node, function, int(bound)).get(names[0]) if names else None
        if other is not own and same is not None and _can_be_wrapped(other, same):
            found.append(_argument_edits(other, number, same))
    return Flagged(number, tuple(edit for edits in found for edit in edits), (), own.number)


def argument_at(site: Site, place: Place) -> ast.expr | None:
    """Give the argument of a call that holds a place, where a probe can stand around it."""
    for node in [*site.node.args, *(keyword.value for keyword in site.node.keywords if keyword.arg)]:
        if _holds(site.tree.module.place(node), place) and _can_be_wrapped(site, node):
            return node
    return None


def _can_be_wrapped(site: Site, node: ast.expr) -> bool:
    if isinstance(node, ast.Starred):
        return False
    # A generator that is the only argument shares the call's parentheses.
    return not (isinstance(node, ast.GeneratorExp) and len(site.node.args) == 1)


def _argument_edits(site: Site, number: int, node: ast.expr) -> list[tuple[str, Edit]]:
    start = f"_tfguard_argument({number}, {site.number}, ("
    return [(site.tree.module.path, edit) for edit in around(site.tree, node, start, "))")]


def read(number: int, tree: Tree, place: Place, target: str = "") -> Flagged | None:
    """Watch what an expression gives; None where no probe can stand.

    Args:
        number: the probe.
        tree: the module.
        place: the expression, or the object that it begins with.
        target: the whole expression as the finding names it.
    """
    node = tree.at(place)
    if isinstance(node, (ast.Expr, ast.Return)) and node.value is not None:
        node = node.value
    whole = node
    while isinstance(whole, ast.expr) and target:
        if ast.unparse(whole) == target:
            node = whole
            break
        whole = tree.parents.get(whole)
    if node is not None and surrounding_text(tree, node) is not None:
        node = surrounding_text(tree, node)
    if not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return None
    return Flagged(number, _value_edits(number, tree, node))


def assigned(number: int, tree: Tree, place: Place) -> Flagged | None:
    """Watch the optimizer whose ``lr`` a statement assigns; None where it is no plain assignment."""
    statement = tree.statement(tree.at(place) or tree.module.tree)
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    owners = [one.value for one in targets if isinstance(one, ast.Attribute) and one.attr == "lr"]
    if statement is None or not owners or not chain(owners[0]):
        return None
    enter = f"_tfguard_enter({number}, {ast.unparse(owners[0])}); "
    edits = around(tree, statement, enter, f"; _tfguard_exit({number})")
    return Flagged(number, tuple((tree.module.path, edit) for edit in edits))


_CAN_BE_LEFT_OUT = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete)


def saving(number: int, site: int, change: tuple[Tree, Place] | None) -> Flagged:
    """Watch a call that saves, and the change that is said to be lost; ``kept`` are the files without it.

    Args:
        number: the probe.
        site: the call's.
        change: where the change stands.
    """
    if change is None:
        return Flagged(number, site=site)
    tree, place = change
    statement = tree.statement(tree.at(place) or tree.module.tree)
    if not isinstance(statement, _CAN_BE_LEFT_OUT):
        return Flagged(number, site=site)
    here = tree.module.place(statement)
    line = tree.module.text.split("\n")[here.line - 1]
    if line[: here.column - 1].strip():  # an "if" can only begin a line
        return Flagged(number, site=site)
    probe = f"_tfguard_enter({number})"
    seen, left_out = (
        (tree.module.path, Edit(here.line, here.column - 1, text, False, (1 << 20, 1)))
        for text in (f"{probe}; ", f"if not {probe}: ")
    )
    return Flagged(number, (seen,), (left_out,), site)


def _value_edits(number: int, tree: Tree, node: ast.expr) -> tuple[tuple[str, Edit], ...]:
    start = f"_tfguard_value({number}, _tfguard_enter({number}), ("
    return tuple((tree.module.path, edit) for edit in around(tree, node, start, "))"))


def making(number: int, tree: Tree, place: Place) -> Flagged | None:
    """Watch what makes a traced function: a call, or a decorated definition; and keep what it makes first."""
    node = tree.at(place)
    definition = _definition(tree, place)
    if definition is not None:
        first = min([definition.lineno, *(one.lineno for one in definition.decorator_list)])
        edit = (tree.module.path, Edit(first, 0, f"@_tfguard_keep({number})", whole_line=True))
        return Flagged(number, (edit,), (edit,))
    found = read(number, tree, place)
    if found is None or not isinstance(node, ast.expr):
        return None
    edits = tuple((tree.module.path, edit) for edit in kept(tree, "_tfguard_once", number, node))
    return Flagged(number, found.edits, edits)


def _definition(tree: Tree, place: Place) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function whose decorator, or whose own line, a place names."""
    for node in ast.walk(tree.module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            named = [node, *node.decorator_list]
            if any(one.lineno <= place.line <= (one.end_lineno or 0) for one in named[1:]):
                return node
            if node.lineno == place.line:
                return node
    return None


def late(
    number: int, tree: Tree, place: Place, target: str, root_tree: Tree, function: Function
) -> Flagged | None:
    """Watch a loop's name where functions that read it are made, and where they read it.

    Args:
        number: the probe.
        tree: the module of the read.
        place: the read.
        target: the name.
        root_tree: the module of the traced functions.
        function: the one definition of them.

    Returns:
        None where the name does not exist beside the definition: another function reads it.
    """
    found = read(number, tree, place)
    name = target if target.isidentifier() else next(_names(tree.at(place)), "")
    text = _outside(name, function)
    if (
        found is None
        or not text
        or not all(_is_bound_beside(root_tree, function, one) for one in _read_in(text))
    ):
        return None
    path = root_tree.module.path
    if isinstance(function, ast.Lambda):
        edits = around(root_tree, function, f"_tfguard_made({number}, {text}, (", "))")
    else:
        first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        edits = (Edit(first, 0, f"@_tfguard_maker({number}, {text})", whole_line=True),)
    return Flagged(number, (*found.edits, *((path, edit) for edit in edits)))


def _read_in(text: str) -> set[str]:
    return set(_names(ast.parse(text, mode="eval")))


def _is_bound_beside(tree: Tree, function: Function, name: str) -> bool:
    """Tell whether the code around a definition binds a name, itself or as a parameter."""
    outer = tree.function(function)
    if outer is not None and any(arg.arg == name for arg, _, _ in parameters(outer, bound=False)):
        return True
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Store)
        and tree.function(node) is outer
        for node in ast.walk(outer or tree.module.tree)
    )


def _names(node: ast.AST | None) -> Iterator[str]:
    for inner in ast.walk(node) if node is not None else ():
        if isinstance(inner, ast.Name):
            yield inner.id


def _outside(name: str, function: Function) -> str:
    """What a name of a function is where it is made: itself, or a parameter's default; else empty."""
    for arg, default, _ in parameters(function, bound=False):
        if arg.arg == name:
            return ast.unparse(default) if default is not None else ""
    return name


def rests_on(tree: Tree, place: Place, drive: Drive) -> set[str]:
    """Name the locals that a value rests on, within the driven function; the ends of a range do not count."""
    node = tree.at(place)
    function = tree.function(node) if node is not None else None
    if node is None or function is None or tree.module.path != drive.path or function.lineno != drive.line:
        return set()
    sources = list(_sources(function))
    found: set[str] = set()
    queue = _reads(node)
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            for names, value in sources:
                queue |= _reads(value) - found if name in names else set()
    return found


def _sources(function: ast.AST) -> Iterator[tuple[set[str], ast.expr]]:
    """Give what names are bound from: assignments, loops, comprehensions."""
    for node in ast.walk(function):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield {name for target in targets for name in _names(target)}, node.value
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            if _is_call(node.iter, "enumerate") and isinstance(node.target, ast.Tuple):
                yield set(_names(node.target.elts[-1])), node.iter
            else:
                yield set(_names(node.target)), node.iter


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _reads(node: ast.AST) -> set[str]:
    if _is_call(node, "range") or _is_call(node, "len"):
        return set()
    found = {node.id} if isinstance(node, ast.Name) else set()
    return found.union(*(_reads(child) for child in ast.iter_child_nodes(node)))
