"""What Pylint cannot know about a class whose base it has not read, it does not say.

With TensorFlow left unread (:mod:`tfguard.plugin.not_inferred`), a Keras layer is a class with an unknown
base. Pylint then takes what the base defines for missing: the attribute ``built``, the methods that a layer
overrides, whose arguments nobody is free to choose, and the public methods that it inherits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from astroid import nodes

if TYPE_CHECKING:
    from pylint.lint import PyLinter

# Messages whose truth depends on what a class inherits.
_DEPENDENT = frozenset(
    {
        "access-member-before-definition",
        "attribute-defined-outside-init",
        "too-few-public-methods",
        "unused-argument",
    }
)


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
        if msgid in _DEPENDENT and node is not None and self._is_a_guess(msgid, node):
            shown = linter.is_message_enabled(msgid, node.fromlineno if line is None else line)
            # One that a comment silences goes on: that is how Pylint learns that the comment is of use.
            if shown:
                return
        type(linter).add_message(linter, msgid, line, node, *args, **more)

    def _is_a_guess(self, msgid: str, node: nodes.NodeNG) -> bool:
        if msgid == "unused-argument" and not _is_in_a_public_method(node):
            return False
        return _has_unread_base(_class_of(node), self._packages)


def _class_of(node: nodes.NodeNG) -> nodes.ClassDef | None:
    while node is not None and not isinstance(node, nodes.ClassDef):
        node = node.parent
    return node


def _is_in_a_public_method(node: nodes.NodeNG) -> bool:
    function = node.scope()
    if not isinstance(function, nodes.FunctionDef) or not isinstance(function.parent, nodes.ClassDef):
        return False
    return not function.name.startswith("_") or function.name.endswith("__")


def _has_unread_base(klass: nodes.ClassDef | None, packages: tuple[str, ...]) -> bool:
    """Whether a base, its own or that of a class it inherits from, is imported from one of the packages."""
    if klass is None:
        return False
    family = [klass, *klass.ancestors()]
    return any(_origin(base) in packages for member in family for base in member.bases)


def _origin(base: nodes.NodeNG) -> str:
    """Give the top-level package that a base's name is imported from, empty where it is not imported."""
    while isinstance(base, nodes.Attribute):
        base = base.expr
    if not isinstance(base, nodes.Name):
        return ""
    _, assigned = base.lookup(base.name)
    for statement in assigned:
        if isinstance(statement, nodes.Import):
            return str(statement.real_name(base.name)).partition(".")[0]
        if isinstance(statement, nodes.ImportFrom) and not statement.level:
            return str(statement.modname).partition(".")[0]
    return ""
