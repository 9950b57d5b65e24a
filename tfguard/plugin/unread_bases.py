"""What Pylint cannot know of code whose bases and names it has not read, it does not say.

With TensorFlow left unread (:mod:`tfguard.plugin.not_inferred`), a Keras layer is a class with an unknown
base. Pylint then takes what the base defines for missing: the attribute ``built``, the methods that a layer
overrides, whose names, arguments and docstrings nobody is free to choose, and the public methods that it
inherits. What a method of the user's own lacks is still said: ``inherited_names.txt`` has the names that the
classes of the packages hand down. A test holds it against the installed ones.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from astroid import nodes

from tfguard.plugin.origins import has_unread_base, is_metaclass_of_unread
from tfguard.tracing.uses.public import names_of, table_name

if TYPE_CHECKING:
    from pylint.lint import PyLinter

_NAMES = Path(__file__).with_name("inherited_names.txt")
# Messages whose truth depends on what a class inherits,
_OF_CLASSES = frozenset(
    {"access-member-before-definition", "attribute-defined-outside-init", "too-few-public-methods"}
)
# on whether a method overrides another one,
_DELEGATES = "useless-parent-delegation"  # unless the two methods differ in their arguments
_OF_METHODS = frozenset(
    {"invalid-name", "missing-function-docstring", "no-self-use", "unused-argument", _DELEGATES}
)
# on what a metaclass is, and on what a module has that is imported as a whole.
_OF_METACLASSES = frozenset({"invalid-metaclass", "no-self-argument"})
_OF_STARS = "undefined-variable"
_DEPENDENT = _OF_CLASSES | _OF_METHODS | _OF_METACLASSES | {_OF_STARS}


def keep_quiet(linter: PyLinter, packages: tuple[str, ...]) -> None:
    """Let the linter drop messages that depend on bases from packages which are not read.

    Calling it again, as the workers of ``--jobs`` do, changes nothing.

    Args:
        linter: the linter of this process.
        packages: names of top-level packages.
    """
    if not isinstance(linter.add_message, _Filter):
        linter.add_message = _Filter(linter, packages)  # type: ignore[method-assign]


class _Filter:
    """Stands before a linter's ``add_message``; no closure, since ``--jobs`` pickles linters."""

    def __init__(self, linter: PyLinter, packages: tuple[str, ...]) -> None:
        self._linter = linter
        self._packages = packages

    def __call__(
        self, msgid: str, line: int | None = None, node: Any = None, *args: Any, **more: Any
    ) -> None:
        linter = self._linter
        if msgid in _DEPENDENT and node is not None and self._is_a_guess(msgid, node, args):
            shown = linter.is_message_enabled(msgid, node.fromlineno if line is None else line)
            # One that a comment silences goes on: that is how Pylint learns that the comment is of use.
            if shown:
                return
        type(linter).add_message(linter, msgid, line, node, *args, **more)

    def _is_a_guess(self, msgid: str, node: nodes.NodeNG, args: tuple[Any, ...]) -> bool:
        if msgid == _OF_STARS:
            return self._may_be_imported(node, args)
        klass = _class_of(node)
        if klass is None:
            return False
        if msgid in _OF_METACLASSES:
            return self._is_of_unread_metaclass(klass)
        method = _method_at(msgid, node) if msgid in _OF_METHODS else None
        if msgid in _OF_METHODS and (method is None or not _may_override(method.name)):
            return False
        if msgid == _DELEGATES and method is not None and not _has_arguments(method):
            return False
        return has_unread_base(klass, self._packages)

    def _may_be_imported(self, node: nodes.NodeNG, args: tuple[Any, ...]) -> bool:
        """Whether a name comes of ``from tensorflow.keras.layers import *``."""
        given = args[0] if args else None
        name = given if isinstance(given, str) else next(iter(given or ()), "")
        stars = (
            each.modname
            for each in node.root().nodes_of_class(nodes.ImportFrom)
            if each.names[0][0] == "*" and not each.level and each.modname.partition(".")[0] in self._packages
        )
        listed = (names_of(table_name(module)) for module in stars)
        return any(names is None or name in names.every for names in listed)

    def _is_of_unread_metaclass(self, klass: nodes.ClassDef) -> bool:
        """Whether a class is such a metaclass, or has one."""
        if is_metaclass_of_unread(klass, self._packages):
            return True
        own = klass.declared_metaclass()
        return own is not None and is_metaclass_of_unread(own, self._packages)


def _class_of(node: nodes.NodeNG) -> nodes.ClassDef | None:
    while node is not None and not isinstance(node, nodes.ClassDef):
        node = node.parent
    return node


def _method_at(msgid: str, node: nodes.NodeNG) -> nodes.FunctionDef | None:
    """The method that a message is about: an argument's, or one that has a wrong name, or no docstring."""
    method = node.scope() if msgid == "unused-argument" else node
    is_method = isinstance(method, nodes.FunctionDef) and isinstance(method.parent, nodes.ClassDef)
    return method if is_method else None


def _has_arguments(method: nodes.FunctionDef) -> bool:
    """Whether a method takes more than its object."""
    given = method.args
    return len(given.arguments) > 1 or given.vararg is not None or given.kwarg is not None


def _may_override(name: str) -> bool:
    return (name.startswith("__") and name.endswith("__")) or name in _inherited()


@lru_cache(maxsize=1)
def _inherited() -> frozenset[str]:
    return frozenset(_NAMES.read_text("utf-8").split())
