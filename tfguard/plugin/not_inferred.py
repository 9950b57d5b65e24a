"""Pylint without its inference into TensorFlow: no false errors about its names, and no seconds for them.

TensorFlow and Keras bind their names while they are imported (lazy loaders, generated modules, ``__dict__``
updates). Pylint reads their source instead, does not find the names, and reports as missing what is there;
what it can follow takes it seconds. Nothing that it learns there helps with the user's own code.

Pylint has an option for that, ``ignored-modules``, which goes half the way: messages about the packages are
dropped, but only a module with exactly that name is not read. ``from keras.layers import Dense`` is still
followed: 7.0 s of processor time on a file of twenty lines, and 0.3 s when it is not (Pylint 4.1.4,
TensorFlow 2.21, Keras 3.14).
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from astroid import nodes
from astroid.manager import AstroidManager

from tfguard.plugin.unread_bases import keep_quiet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pylint.lint import PyLinter

# Packages that bind their names when imported, as TensorFlow does.
PACKAGES = ("tensorflow", "keras", "tf_keras", "tensorflow_probability")


def leave_out(linter: PyLinter) -> None:
    """Keep Pylint from reading TensorFlow's packages; what is configured already stays.

    Calling it again, as the workers of ``--jobs`` do, changes nothing.

    Args:
        linter: the linter, its options read.
    """
    wanted = [name for name in PACKAGES if not _is_checked_itself(name)]
    ignored = list(linter.config.ignored_modules)
    linter.config.ignored_modules = ignored + [name for name in wanted if name not in ignored]
    _not_read(wanted)
    keep_quiet(linter, tuple(wanted))


def _is_checked_itself(name: str) -> bool:
    """Whether the user's own project is that package."""
    return any((Path(folder) / name / "__init__.py").is_file() for folder in (".", "src"))


def _not_read(names: Iterable[str]) -> None:
    """Tell astroid not to read the packages, and none of their modules that any file imports."""
    manager = AstroidManager()
    manager.module_denylist.update(names)
    for kind, note in ((nodes.Import, _note_import), (nodes.ImportFrom, _note_from)):
        with contextlib.suppress(ValueError):  # not there yet
            manager.unregister_transform(kind, note)
        manager.register_transform(kind, note)


def _note_import(node: nodes.Import) -> None:
    for name, _ in node.names:
        _note(name)


def _note_from(node: nodes.ImportFrom) -> None:
    if not node.level:
        _note(node.modname)


def _note(name: str) -> None:
    denied = AstroidManager().module_denylist
    if name.partition(".")[0] in denied:
        denied.add(name)
