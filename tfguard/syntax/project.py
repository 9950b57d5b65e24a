"""The files of a project: which file an import means, each parsed once."""

from __future__ import annotations

import ast
import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from tfguard.syntax.import_lines import Renamed, import_lines
from tfguard.syntax.index import build_index
from tfguard.syntax.module import Module
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError, decode_source, parse_source, read_bytes
from tfguard.syntax.trail import Trail, digest, digest_of_names
from tfguard.syntax.versions import NOT_SAID, Versions

CONSTANT_SIZE = 512 * 1024  # bytes
LOOP_ITERATIONS = 32  # known ones, from which an unrolled loop is reported
_TEXTS_KEPT = 512  # a file is looked at several times before it is parsed, if it is
_MARKS = "?"  # before a folder: not its names, but which root markers are among them
_BELOW = ">"
ROOT_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
# A project may hold a folder with one of these names; an import means the library all the same,
# except inside that folder's own package.
LIBRARIES = frozenset(("tensorflow", "keras", "tf_keras", "numpy", "tensorboard"))


class Import(NamedTuple):
    """A project file that a file imports.

    Attributes:
        path: the file.
        alias: what the importing file calls the module; empty where it imports names of it.
        names: the names that it imports of the module.
    """

    path: str
    alias: str
    names: tuple[Renamed, ...]


class Project:
    """Files that are read on demand and kept; one object serves one run (or one process of it).

    Args:
        traced_decorators: dotted names of wrappers that trace what they are given, for wrappers
            whose source is not in the project.
        constant_size: bytes from which an array in a graph is large.
        loop_iterations: from how many known iterations on an unrolled loop is reported.
        versions: of the libraries that the files are for.
        older: see :class:`tfguard.syntax.settings.Settings`.
        implicit_roots: what TensorFlow and Keras trace unasked counts as traced too, and not only what a
            file marks by a decorator or a call.
        unasked: see :class:`tfguard.syntax.settings.Settings`.

    Attributes:
        trail: what was read and asked of the disk.
    """

    def __init__(
        self,
        traced_decorators: Iterable[str] = (),
        constant_size: int = CONSTANT_SIZE,
        versions: Versions = NOT_SAID,
        older: frozenset[str] = frozenset(),
        loop_iterations: int = LOOP_ITERATIONS,
        implicit_roots: bool = True,
        unasked: frozenset[str] = frozenset(),
    ) -> None:
        self.traced_decorators = tuple(traced_decorators)
        self.constant_size = constant_size
        self.loop_iterations = loop_iterations
        self.versions = versions
        self.older = older
        self.implicit_roots = implicit_roots
        self._unasked = unasked
        self._texts: dict[str, str] = {}
        self._read = lru_cache(_TEXTS_KEPT)(self._read_anew)
        self._modules: dict[str, Module | SourceError] = {}
        self._defining: dict[str, list[Module]] = {}  # by name of a function
        self._listings: dict[str, frozenset[str]] = {}
        self._search: dict[str, tuple[str, ...]] = {}  # by folder: where its imports are looked for
        self._packages: dict[str, str] = {}
        self._dotted: dict[str, str] = {}  # by folder: the name of its package
        self._imports: dict[str, tuple[int, tuple[Import, ...]]] = {}  # with a hash of the text
        self._found: dict[tuple[str, str], str | None] = {}
        self.lines = 0  # of the files parsed so far: what is kept in memory goes with it
        self.trail = Trail()
        self.knowledge: object = None  # what an analyser has found out; it goes with the project
        self.marked: dict[str, bool] = {}  # what readers of the text noted of a file
        self.handed_out: dict[str, frozenset[str]] = {}

    def wants(self, event: type) -> bool:
        """Whether any rule that is on wants a kind of events."""
        return event.__name__ not in self._unasked

    # Reading

    def add_source(self, path: str, text: str) -> Module:
        """Take a module's text from memory (an editor's buffer, standard input).

        Raises:
            SourceError: the text does not parse.
        """
        known = self._modules.get(path)
        if isinstance(known, Module) and known.text == text:
            return known
        self._texts[path] = text
        self._modules.pop(path, None)
        return self.load(path)

    def text(self, path: str, reader: str | None = None) -> str:
        """A file's text: from memory where it was given, else from the disk.

        Args:
            path: the file.
            reader: the file of whose imports this is one.

        Raises:
            SourceError: it cannot be read or decoded.
        """
        if reader is not None:
            self.trail.imports[reader].add(path)
        text = self._texts.get(path)
        return text if text is not None else self._read(path)

    def _read_anew(self, path: str) -> str:
        try:
            data = read_bytes(path)
        except SourceError as error:
            self.trail.read(path, error.message)
            raise
        self.trail.read(path, digest(data))
        return decode_source(data, path)

    def load(self, path: str, reader: str | None = None) -> Module:
        """A file, parsed and indexed once.

        Args:
            path: the file.
            reader: the file from which the analysis goes there.

        Raises:
            SourceError: it cannot be read or parsed.
        """
        if reader is not None:
            self.trail.entered[reader].add(path)
        known = self._modules.get(path)
        if known is None:
            known = self._modules[path] = self._read_module(path)
            if isinstance(known, Module):
                for name in known.index.defined:
                    self._defining.setdefault(name, []).append(known)
        if isinstance(known, SourceError):
            raise known
        return known

    def loaded(self) -> Iterator[Module]:
        """The files parsed so far."""
        return (module for module in list(self._modules.values()) if isinstance(module, Module))

    def defining(self, name: str) -> Iterator[Module]:
        """The files parsed so far that define a function or a method of some name."""
        found = list(self._defining.get(name, ()))
        return (module for module in found if self._modules.get(module.path) is module)

    def _read_module(self, path: str) -> Module | SourceError:
        try:
            text = self.text(path)
            with collector_paused():
                tree = parse_source(text, path)
                index = build_index(tree, path)
        except SourceError as error:
            return error
        except RecursionError:
            return SourceError(path, "is nested too deeply to analyse")
        name, package = self._names(path)
        self.lines += text.count("\n")
        return Module(path, name, package, text, tree, index)

    # Imports

    def imported_path(self, imported: ImportedName, importer: Module) -> tuple[str | None, str]:
        """The file that an import's module part means, and its dotted name.

        Returns:
            The path (None when the module is not in the project) and the absolute dotted name.
        """
        dotted = imported.module
        if imported.level:
            base = importer.package.split(".") if importer.package else []
            base = base[: len(base) - (imported.level - 1)] if imported.level > 1 else base
            dotted = ".".join([*base, imported.module] if imported.module else base)
            return self._find_relative(imported.level, imported.module, importer.path), dotted
        return self.find(dotted, importer.path), dotted

    def find(self, dotted: str, importer: str) -> str | None:
        """The project file of an absolute dotted module name, seen from the file ``importer``."""
        top = dotted.partition(".")[0]
        if not top or top in sys.stdlib_module_names:
            return None
        if top in LIBRARIES and self._names(importer)[0].partition(".")[0] != top:
            return None
        found = self._find(dotted, importer)
        self.trail.answered(importer, dotted, found or "")
        return found

    def _find(self, dotted: str, importer: str) -> str | None:
        for root in self._roots(importer):
            key = (root, dotted)
            if key not in self._found:
                self._found[key] = self._below(root, dotted.split("."))
            found = self._found[key]
            if found is not None:
                return found
        return None

    def submodule(self, module: Module, name: str) -> str | None:
        """The file of a package's submodule."""
        return self._submodule(module.path, name)

    def _submodule(self, path: str, name: str) -> str | None:
        if os.path.basename(path) != "__init__.py":
            return None
        found = self._below(os.path.dirname(path), [name])
        self.trail.answered(path, f"{_BELOW}{name}", found or "")
        return found

    def really_holds(self, path: str, importer: str) -> bool:
        """Whether a file that ``importer`` imports is the project's own source, links followed.

        A link in a project may lead anywhere: to a file with passwords that happens to be valid Python.
        """
        real = os.path.realpath(path)
        if real == os.path.abspath(path):
            return True  # there is no link
        for root in self._roots(importer):
            below = os.path.relpath(real, os.path.realpath(root)).split(os.sep)
            if below[0] != os.pardir and not any(part.startswith(".") for part in below):
                return real.endswith(".py")
        return False

    def _find_relative(self, level: int, module: str, importer: str) -> str | None:
        folder = os.path.dirname(importer)
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        found = self._below(folder, module.split(".") if module else [])
        self.trail.answered(importer, "." * level + module, found or "")
        return found

    def answer(self, question: str, path: str) -> str:
        """Answer what was asked for a file before (:class:`tfguard.syntax.trail.Trail`).

        Args:
            question: a module as an import of the file spells it, the name of a submodule behind ``>``, or
                nothing, which asks what the file itself is called.
            path: the file.
        """
        if not question:
            return " ".join(self._names(path))
        if question.startswith(_BELOW):
            return self._submodule(path, question.removeprefix(_BELOW)) or ""
        module = question.lstrip(".")
        level = len(question) - len(module)
        found = self._find_relative(level, module, path) if level else self._find(module, path)
        return found or ""

    def listing(self, folder: str) -> str:
        """Give the digest of the names in a folder; behind ``?``, of the root markers among them."""
        if folder.startswith(_MARKS):
            return digest_of_names(self._marks(folder.removeprefix(_MARKS)))
        return digest_of_names(self._entries(folder))

    def _below(self, folder: str, parts: list[str]) -> str | None:
        for part in parts[:-1]:
            if part not in self._entries(folder):
                return None
            folder = os.path.join(folder, part)
        if not parts:
            return os.path.join(folder, "__init__.py") if "__init__.py" in self._entries(folder) else None
        entries = self._entries(folder)
        if parts[-1] in entries:
            package = os.path.join(folder, parts[-1])
            if "__init__.py" in self._entries(package):
                return os.path.join(package, "__init__.py")
        if parts[-1] + ".py" in entries:
            return os.path.join(folder, parts[-1] + ".py")
        return None

    def _entries(self, folder: str) -> frozenset[str]:
        entries = self._listings.get(folder)
        if entries is None:
            try:
                entries = frozenset(os.listdir(folder or "."))
            except OSError:
                entries = frozenset()
            self._listings[folder] = entries
            self.trail.listed(folder, entries)
        return entries

    def _marks(self, folder: str) -> frozenset[str]:
        """The root markers in a folder; others above a project can hold any number of files."""
        entries = self._listings.get(folder)
        if entries is not None:
            return entries.intersection(ROOT_MARKERS)
        marks = frozenset(name for name in ROOT_MARKERS if os.path.lexists(os.path.join(folder, name)))
        self.trail.listed(f"{_MARKS}{folder}", marks)
        return marks

    def _roots(self, path: str) -> tuple[str, ...]:
        """Folders that Python would look in: above the package, beside the script, the project's root."""
        folder = os.path.dirname(path)
        known = self._search.get(folder)
        if known is None:
            known = self._search[folder] = tuple(self._find_roots(folder))
        return known

    def _find_roots(self, folder: str) -> Iterator[str]:
        yield self._package_root(folder)
        yield folder
        for _ in range(12):
            if self._marks(folder):
                yield folder
                yield os.path.join(folder, "src")
                return
            parent = os.path.dirname(folder)
            if parent == folder or not folder:
                return
            folder = parent

    def _package_root(self, folder: str) -> str:
        known = self._packages.get(folder)
        if known is None:
            known = self._packages[folder] = self._find_package_root(folder)
        return known

    def _find_package_root(self, folder: str) -> str:
        while folder and "__init__.py" in self._entries(folder):
            parent = os.path.dirname(folder)
            if parent == folder:
                break
            folder = parent
        return folder

    def _names(self, path: str) -> tuple[str, str]:
        folder = os.path.dirname(path)
        package = self._dotted.get(folder)
        if package is None:
            package = self._dotted[folder] = self._package_of(folder)
        stem = os.path.splitext(os.path.basename(path))[0]
        name = f"{package}.{stem}" if package else stem
        if stem == "__init__":
            name = package or os.path.basename(folder)
        self.trail.answered(path, "", f"{name} {package}")
        return name, package

    def _package_of(self, folder: str) -> str:
        root = self._package_root(folder)
        return ".".join(os.path.relpath(folder, root).split(os.sep)) if folder != root else ""

    def imports(self, path: str, text: str) -> tuple[Import, ...]:
        """The project files that a text's import lines name, without parsing it."""
        known = self._imports.get(path)
        if known is None or known[0] != hash(text):
            found = tuple(dict.fromkeys(self._find_imports(path, text)))
            self.trail.imports[path].update(imported.path for imported in found)
            known = self._imports[path] = (hash(text), found)
        return known[1]

    def _find_imports(self, path: str, text: str) -> Iterator[Import]:
        for line in import_lines(text):
            found = self._find_module(line.level, line.module, path)
            if found is not None:
                yield Import(found, line.alias, line.names)
            if found is None or os.path.basename(found) == "__init__.py":
                for name, alias in line.names:
                    below = self._find_module(line.level, f"{line.module}.{name}".lstrip("."), path)
                    if below is not None:
                        yield Import(below, alias, ())

    def _find_module(self, level: int, dotted: str, importer: str) -> str | None:
        if level:
            return self._find_relative(level, dotted, importer)
        return self.find(dotted, importer)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for garbage.

    Trees and what is found out of them are many small objects that all stay: collecting while they are made
    only costs time, most of all in a process that holds much more, as Pylint's does.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def annotation_text(annotation: ast.expr | None) -> str:
    """Source text of an annotation; a quoted one without its quotes."""
    if annotation is None:
        return ""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value
    return ast.unparse(annotation)
