"""The files of an experiment: the subject's module and what it imports of the project, sliced and probed."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tfguard.confirm.slices.keeping import Kept, is_for_type_checkers, keep, lazy_imports
from tfguard.confirm.slices.shadow import Edit, Shadow, render
from tfguard.syntax.module import Module
from tfguard.syntax.project import LIBRARIES, Project
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError

MAX_FILES = 200


@dataclass(frozen=True)
class Part:
    """One module that is shipped.

    Attributes:
        name: dotted name under which it is imported there.
        shipped: path of its file below the experiment's folder.
        module: its source.
        kept: which of its statements are shipped.
    """

    name: str
    shipped: str
    module: Module
    kept: Kept


@dataclass(frozen=True)
class Materials:
    """All modules of an experiment; the first is the subject's.

    Attributes:
        parts: the modules.
        packages: dotted names of packages that are shipped empty.
    """

    parts: tuple[Part, ...]
    packages: tuple[str, ...]

    @property
    def main(self) -> str:
        """Name of the subject's module."""
        return self.parts[0].name

    def name_of(self, path: str) -> str:
        """Name of the module of a file; empty when it is not shipped."""
        return next((part.name for part in self.parts if part.module.path == path), "")

    def shadows(self, edits: Mapping[str, Sequence[Edit]]) -> dict[str, tuple[str, Shadow]]:
        """Write the shadow files.

        Args:
            edits: by the user's path.

        Returns:
            By shipped path: the user's path and the shadow.
        """
        return {
            part.shipped: (
                part.module.path,
                render(part.module.text, part.module.tree, part.kept, edits.get(part.module.path, ())),
            )
            for part in self.parts
        }

    def as_json(self, shadows: Mapping[str, tuple[str, Shadow]]) -> list[dict[str, str]]:
        """Give the files in the worker's form."""
        files = [
            {"module": part.name, "path": part.shipped, "text": shadows[part.shipped][1].text}
            for part in self.parts
        ]
        return files + [{"module": name, "path": "", "text": ""} for name in self.packages]


class Gatherer:
    """Follows imports from the subject's module through the project.

    Args:
        project: the files.
        views: modules to take instead of the files as they are, by path.
    """

    def __init__(self, project: Project, views: Mapping[str, Module] | None = None) -> None:
        self.project = project
        self._views = views or {}
        self._wanted: dict[str, set[str] | None] = {}
        self._names: dict[str, str] = {}
        self._order: list[str] = []
        self._main = ""
        self._pinned: dict[str, set[int]] = {}
        self._running: dict[str, frozenset[int]] = {}

    def gather(
        self,
        main: Module,
        wanted: Iterable[str],
        pinned: Iterable[int],
        extra: Mapping[str, set[str]],
        running: frozenset[int] = frozenset(),
        beside: Mapping[str, set[str]] | None = None,
    ) -> Materials:
        """Choose what is shipped.

        Args:
            main: the subject's module.
            wanted: names of it that the experiment needs.
            pinned: statements of it that are kept whatever they bind.
            extra: names needed of other files, by path, where those files are reached.
            running: statements of it that are run whatever they cost.
            beside: names needed of files that the subject's module need not import, by path.
        """
        self._main = main.path
        self._pinned[main.path] = set(pinned)
        self._running[main.path] = running
        queue = [main.path]
        self._add(main.path, safe_name(main), set(wanted))
        for path, names in (beside or {}).items():
            try:
                name = safe_name(self._load(path))
            except SourceError:
                continue
            queue += [path] if self._add(path, name, set(names)) else []
        kept: dict[str, Kept] = {}
        while queue:
            path = queue.pop(0)
            wanted_here = self._wanted[path]
            if wanted_here is not None and path in extra:
                wanted_here |= extra[path]
            try:
                module = self._load(path)
            except SourceError:
                continue
            kept[path] = keep(
                module.tree, wanted_here, self._pinned.get(path, ()), self._running.get(path, ())
            )
            for found in self._imports(module, kept[path]):
                if found not in queue:
                    queue.append(found)
        parts = [
            Part(self._names[path], _shipped(self._names[path], path), self._load(path), kept[path])
            for path in self._order
            if path in kept
        ]
        return Materials(tuple(parts), _packages(parts))

    def _load(self, path: str) -> Module:
        if path != self._main and not self.project.really_holds(path, self._main):
            raise SourceError(path, "leads out of the project")
        return self._views.get(path) or self.project.load(path)

    def _add(self, path: str, name: str, wanted: set[str] | None) -> bool:
        """Want names of a file; tell whether that is news."""
        if path not in self._wanted:
            if len(self._order) >= MAX_FILES:
                return False
            self._order.append(path)
            self._names[path] = name
            self._wanted[path] = wanted
            return True
        known = self._wanted[path]
        if known is None or (wanted is not None and wanted <= known):
            return False
        self._wanted[path] = None if wanted is None else known | wanted
        return True

    def _imports(self, module: Module, kept: Kept) -> list[str]:
        changed = []
        for index in sorted(kept.statements - kept.stubbed):
            for node in _imports_of(module.tree.body[index], kept.lazy.get(index)):
                if isinstance(node, ast.ImportFrom):
                    changed += self._from(module, node)
                elif isinstance(node, ast.Import):
                    changed += self._plain(module, node)
        return changed

    def _from(self, module: Module, node: ast.ImportFrom) -> list[str]:
        changed = []
        path, dotted = self.project.imported_path(ImportedName(node.module or "", "", node.level), module)
        for alias in node.names:
            below = f"{dotted}.{alias.name}" if dotted else alias.name
            inner = self._member(path, alias.name)
            if inner is None and path is None:
                inner, _ = self.project.imported_path(
                    ImportedName(
                        f"{node.module}.{alias.name}" if node.module else alias.name, None, node.level
                    ),
                    module,
                )
            if inner is not None:
                used = _attributes(module, alias.asname or alias.name)
                changed += [inner] if self._add(inner, below, used) else []
            elif path is not None:
                names = None if alias.name == "*" else {alias.name}
                changed += [path] if self._add(path, dotted, names) else []
        return changed

    def _member(self, path: str | None, name: str) -> str | None:
        if path is None or name == "*":
            return None
        try:
            return self.project.submodule(self.project.load(path), name)
        except SourceError:
            return None

    def _plain(self, module: Module, node: ast.Import) -> list[str]:
        changed = []
        for alias in node.names:
            path = self.project.find(alias.name, module.path)
            if path is not None:
                used = _attributes(module, alias.asname or alias.name.rpartition(".")[2])
                changed += [path] if self._add(path, alias.name, used) else []
        return changed


def _imports_of(statement: ast.stmt, lazy: frozenset[str] | None) -> Iterator[ast.AST]:
    """Walk a statement without what only type checkers look at."""
    if lazy is not None:
        yield from lazy_imports(statement, lazy)
    elif is_for_type_checkers(statement) and isinstance(statement, ast.If):
        for inner in statement.orelse:
            yield from ast.walk(inner)
    else:
        yield from ast.walk(statement)


def _attributes(module: Module, name: str) -> set[str]:
    """Attributes of an imported module that a file reads."""
    return {
        node.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and (
            (isinstance(node.value, ast.Name) and node.value.id == name)
            or (isinstance(node.value, ast.Attribute) and node.value.attr == name)
        )
    }


def safe_name(module: Module) -> str:
    """A script may be called like a library; the name under which it is loaded must not be one."""
    top = module.name.partition(".")[0]
    clashes = top in sys.stdlib_module_names or (top in LIBRARIES and not module.package)
    return f"user_{module.name}" if clashes or not top.isidentifier() else module.name


def _shipped(name: str, path: str) -> str:
    package = path.endswith("__init__.py")
    return name.replace(".", "/") + ("/__init__.py" if package else ".py")


def _packages(parts: Sequence[Part]) -> tuple[str, ...]:
    known = {part.name for part in parts}
    needed: dict[str, None] = {}
    for part in parts:
        pieces = part.name.split(".")
        for length in range(1, len(pieces)):
            name = ".".join(pieces[:length])
            if name not in known:
                needed[name] = None
    return tuple(needed)
