"""Where the bases of a class come from, where that is a package which Pylint does not read.

A base is followed by its name: through imports, also of the project's own modules that hand it on, and
through plain assignments (``Base = keras.layers.Layer``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from astroid import nodes
from astroid.exceptions import AstroidError

_DEEP = 5  # modules and names that hand on another one


@lru_cache(maxsize=256)
def has_unread_base(klass: nodes.ClassDef, packages: tuple[str, ...]) -> bool:
    """Whether a class inherits from a class of some packages, itself or by way of the project's own classes.

    Args:
        klass: the class.
        packages: names of top-level packages.
    """
    family = [klass, *klass.ancestors()]
    return any(comes_from(base, packages) for member in family for base in member.bases)


def is_metaclass_of_unread(klass: nodes.ClassDef, packages: tuple[str, ...]) -> bool:
    """Whether a class is a metaclass of some packages' classes: ``class Meta(type(keras.layers.Layer))``."""
    return any(isinstance(base, nodes.Call) and comes_from(base, packages) for base in klass.bases)


def comes_from(node: nodes.NodeNG, packages: tuple[str, ...], depth: int = _DEEP) -> bool:
    """Whether an expression takes something of some packages, at the front of its dotted name.

    Args:
        node: the expression; a class may stand for its metaclass, ``type(X)``, or be subscripted.
        packages: names of top-level packages.
        depth: how many names may hand on another one.
    """
    attributes: list[str] = []
    while not isinstance(node, nodes.Name):
        match node:
            case nodes.Attribute():
                attributes.insert(0, node.attrname)
                node = node.expr
            case nodes.Subscript():
                node = node.value
            case nodes.Call(func=nodes.Name(name="type"), args=[argument]):
                node = argument
            case _:
                return False
    _, bound = node.lookup(node.name)
    return any(_is_from(each, node.name, attributes, packages, depth) for each in bound)


def _is_from(
    bound: nodes.NodeNG, name: str, attributes: list[str], packages: tuple[str, ...], depth: int
) -> bool:
    """Whether what binds a name binds it to something of some packages, or of a module that hands it on."""
    if not depth:
        return False
    match bound:
        case nodes.Import():
            dotted = bound.real_name(name)
            if dotted.partition(".")[0] in packages:
                return True
            return any(_hands_on(each, attributes, packages, depth) for each in _loaded(bound, dotted))
        case nodes.ImportFrom():
            if not bound.level and bound.modname.partition(".")[0] in packages:
                return True
            wanted = [bound.real_name(name), *attributes]
            return any(_hands_on(each, wanted, packages, depth) for each in _loaded(bound, bound.modname))
        case nodes.AssignName(
            parent=nodes.Assign(value=value) | nodes.AnnAssign(value=nodes.NodeNG() as value)
        ):
            return comes_from(value, packages, depth - 1)
        case nodes.ClassDef():
            return any(comes_from(base, packages, depth - 1) for base in bound.bases)
    return False


def _loaded(statement: nodes.Import | nodes.ImportFrom, dotted: str) -> Iterator[nodes.Module]:
    try:
        yield statement.do_import_module(dotted)
    except AstroidError:
        return


def _hands_on(module: nodes.Module, wanted: list[str], packages: tuple[str, ...], depth: int) -> bool:
    """Whether a name of a module, or of a module below it, is something of some packages."""
    if not wanted:
        return False
    first, *rest = wanted
    bound = module.locals.get(first, ())
    if bound:
        return any(_is_from(each, first, rest, packages, depth - 1) for each in bound)
    try:
        below = module.import_module(f"{module.name}.{first}") if module.package else None
    except AstroidError:
        return False
    return below is not None and _hands_on(below, rest, packages, depth - 1)
