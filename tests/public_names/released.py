"""The same of releases that no interpreter at hand can install: read from their wheels, without running them.

``python tests/public_names/released.py WHEEL...`` prints JSON: by dotted module, its names. It knows where
TensorFlow 1.15 and 2, and Keras 2 and 3, keep what they offer.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

# Folders of a wheel, and the module that users see in each: the first that matches a file.
_FOLDERS = (
    (r"tensorflow(?:_core)?/_api/v[12]/", "tensorflow."),
    (r"tensorflow(?:_core)?/python/keras/api/_v2/keras/", "tensorflow.keras."),
    (r"tensorflow(?:_core)?/python/keras/api/_v1/keras/", "tensorflow.compat.v1.keras."),
    (r"keras/api/_v2/keras/", "tensorflow.keras."),
    (r"keras/api/_v1/keras/", "tensorflow.compat.v1.keras."),
    (r"keras/_tf_keras/keras/", "tensorflow.keras."),
    (r"keras/(?:api/)?", "keras."),
)
_PRIVATE = ("tensorflow/", "tensorflow_core/")
_TOP = re.compile(r"tensorflow(?:_core)?/__init__\.py")


def released(wheel: Path) -> dict[str, set[str]]:
    """List the modules of a wheel with the names that their text binds.

    Args:
        wheel: a wheel of TensorFlow or Keras.
    """
    found: dict[str, set[str]] = {}
    with zipfile.ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if name.endswith(".py")}
        reader = _Reader(archive, files)
        for name in sorted(files):
            module = _module_of(name)
            if module:
                found.setdefault(module, set()).update(reader.names(name))
                _add_to_module_above(module, found)
            elif name.startswith(_PRIVATE):  # it can be imported all the same
                path = PurePosixPath(name).with_suffix("")
                parts = (path.parent if path.name == "__init__" else path).parts
                _add_to_module_above(".".join(("tensorflow", *parts[1:])), found)
    return found


def _add_to_module_above(module: str, found: dict[str, set[str]]) -> None:
    above, _, last = module.rpartition(".")
    if above and not last.startswith("_"):
        found.setdefault(above, set()).add(last)


def _module_of(name: str) -> str:
    if _TOP.fullmatch(name):
        return "tensorflow"
    for folder, module in _FOLDERS:
        inside = re.match(folder, name)
        if inside is not None:
            parts = PurePosixPath(name[inside.end() :]).with_suffix("").parts
            return ".".join((module[:-1], *(part for part in parts if part != "__init__")))
    return ""


class _Reader:
    """Reads the files of one wheel, each once."""

    def __init__(self, archive: zipfile.ZipFile, files: set[str]) -> None:
        self._archive, self._files = archive, files
        self._known: dict[str, set[str]] = {}

    def names(self, name: str) -> set[str]:
        """The public names that a file binds at its top level, by star imports too."""
        if name not in self._known:
            self._known[name] = set()  # for files that import each other
            tree = ast.parse(self._archive.read(name))
            found = {each for statement in _statements(tree.body) for each in self._bound(statement, name)}
            self._known[name] = {each for each in found if not each.startswith("_")}
        return self._known[name]

    def _bound(self, statement: ast.stmt, name: str) -> Iterator[str]:
        match statement:
            case ast.FunctionDef(name=bound) | ast.AsyncFunctionDef(name=bound) | ast.ClassDef(name=bound):
                yield bound
            case ast.Import(names=names):
                yield from (each.asname or each.name.partition(".")[0] for each in names)
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                for path in self._imported(statement, name):
                    yield from self.names(path)
            case ast.ImportFrom(names=names):
                yield from (each.asname or each.name for each in names)
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                stored = (each for each in ast.walk(statement) if isinstance(each, ast.Name))
                yield from (each.id for each in stored if isinstance(each.ctx, ast.Store))

    def _imported(self, statement: ast.ImportFrom, name: str) -> Iterator[str]:
        parts = (statement.module or "").split(".") if statement.module else []
        if statement.level:
            parts = [*PurePosixPath(name).parts[: -statement.level], *parts]
        path = "/".join(parts)
        yield from (each for each in (f"{path}.py", f"{path}/__init__.py") if each in self._files)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, and those in its conditions and ``try`` statements."""
    for statement in body:
        yield statement
        for part in ("body", "orelse", "finalbody"):
            if isinstance(statement, (ast.If, ast.Try, ast.With)):
                yield from _statements(getattr(statement, part, []))
        if isinstance(statement, ast.Try):
            for handler in statement.handlers:
                yield from _statements(handler.body)


if __name__ == "__main__":
    listed: dict[str, set[str]] = {}
    for argument in sys.argv[1:]:
        for module, names in released(Path(argument)).items():
            listed.setdefault(module, set()).update(names)
    json.dump({module: sorted(names) for module, names in sorted(listed.items())}, sys.stdout)
