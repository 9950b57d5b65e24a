"""Classes of the project: where they are defined, what they have, how small an object of one can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.project import Project
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError

_MAX_DEPTH = 8
_MAX_LOOKED_UP = 40
_LARGE, _MIDDLING = 64, 8
_COUNTS = re.compile(r"layers|blocks|depth|repeat")
_IDENTIFIES = re.compile(r"(^|_)(id|index|token|offset)s?$")

Found = tuple[Module, ast.ClassDef]


def top_level(module: Module) -> Iterator[ast.stmt]:
    """Statements of a module, those in branches and ``try`` blocks too."""
    queue = list(module.tree.body)
    while queue:
        statement = queue.pop(0)
        yield statement
        if isinstance(statement, (ast.If, ast.Try)):
            queue = [*statement.body, *statement.orelse, *queue]


def find_class(project: Project, module: Module, name: str, depth: int = 0) -> Found | None:
    """Find the class that a name means at the top of a module, in it or where it is imported from."""
    for statement in top_level(module):
        if isinstance(statement, ast.ClassDef) and statement.name == name:
            return module, statement
        if not isinstance(statement, ast.ImportFrom) or depth > _MAX_DEPTH:
            continue
        alias = next((one for one in statement.names if (one.asname or one.name) == name), None)
        if alias is not None:
            found = _imported(project, module, statement, alias.name, depth)
            if found is not None:
                return found
    return None


def _imported(
    project: Project, module: Module, statement: ast.ImportFrom, name: str, depth: int
) -> Found | None:
    imported = ImportedName(statement.module or "", name, statement.level)
    path, _ = project.imported_path(imported, module)
    if path is None or path == module.path:
        return None
    try:
        return find_class(project, project.load(path), name, depth + 1)
    except SourceError:
        return None


def base_of(project: Project, module: Module, base: ast.expr) -> Found | None:
    """Find a base class in the project: a name, or an attribute of an imported module."""
    if isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name):
        path = _module_path(project, module, base.value.id)
        if path is None:
            return None
        try:
            return find_class(project, project.load(path), base.attr)
        except SourceError:
            return None
    return find_class(project, module, base.id) if isinstance(base, ast.Name) else None


def _module_path(project: Project, module: Module, name: str) -> str | None:
    """The file of a module that a name at the top of another module means."""
    for statement in top_level(module):
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if (alias.asname or alias.name) != name:
                    continue
                dotted = f"{statement.module}.{alias.name}" if statement.module else alias.name
                path, _ = project.imported_path(ImportedName(dotted, None, statement.level), module)
                return path
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.asname == name:
                    return project.find(alias.name, module.path)
    return None


def lineage(project: Project, module: Module, node: ast.ClassDef) -> Iterator[Found]:
    """A class and its bases within the project, nearest first."""
    queue: list[Found] = [(module, node)]
    seen: set[tuple[str, str]] = set()
    while queue and len(seen) < _MAX_LOOKED_UP:
        here, owner = queue.pop(0)
        if (here.path, owner.name) in seen:
            continue
        seen.add((here.path, owner.name))
        yield here, owner
        queue += [found for base in owner.bases for found in [base_of(project, here, base)] if found]


def imported_classes(project: Project, module: Module) -> Iterator[tuple[str, Found]]:
    """Classes of the project that a module imports, with the names that it gives them."""
    looked_up = 0
    for statement in top_level(module):
        if not isinstance(statement, ast.ImportFrom):
            continue
        for alias in statement.names:
            name = alias.asname or alias.name
            if not name[:1].isupper() or name.isupper() or looked_up >= _MAX_LOOKED_UP:
                continue
            looked_up += 1
            found = _imported(project, module, statement, alias.name, 0)
            if found is not None:
                yield name, found


def provided(project: Project, module: Module, node: ast.ClassDef) -> set[str]:
    """Attributes that a class and its bases define: methods, fields, and what they assign to ``self``."""
    found: set[str] = set()
    for _, owner in lineage(project, module, node):
        for inner in ast.walk(owner):
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.add(inner.name)
            elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                found.add(inner.attr)
            elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                found.add(inner.target.id)
    return found


def small(project: Project, module: Module, node: ast.ClassDef) -> str:
    """Keywords for an object of a class whose sizes are small; empty where it has no large ones.

    What is asked of a model does not hang on its width, and a large one takes all of an experiment's time.
    """
    for _, owner in lineage(project, module, node):
        sizes = list(_defaults(owner))
        if sizes:
            changed = [f"{name}={text}" for name, value in sizes for text in [_smaller(name, value)] if text]
            return ", ".join(changed)
    return ""


def _defaults(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """Parameters with their defaults: of ``__init__``, or the fields of a dataclass."""
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name == "__init__":
            arguments = item.args
            positional = [*arguments.posonlyargs, *arguments.args]
            with_default = positional[len(positional) - len(arguments.defaults) :]
            for arg, default in zip(with_default, arguments.defaults, strict=True):
                yield arg.arg, default
            for arg, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
                if value is not None:
                    yield arg.arg, value
            return
    if any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list):
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.value:
                yield field.target.id, field.value


def _smaller(name: str, default: ast.expr) -> str:
    if isinstance(default, (ast.List, ast.Tuple)) and default.elts:
        parts = [_smaller_number(name, part) or ast.unparse(part) for part in default.elts]
        changed = "[" + ", ".join(parts) + "]"
        changed = changed if isinstance(default, ast.List) else f"({', '.join(parts)},)"
        return changed if any(_smaller_number(name, part) for part in default.elts) else ""
    return _smaller_number(name, default)


def _smaller_number(name: str, node: ast.expr) -> str:
    if not (isinstance(node, ast.Constant) and type(node.value) is int) or node.value < _MIDDLING:
        return ""
    if _IDENTIFIES.search(name):
        return "1"
    if _COUNTS.search(name):
        return "2"
    if node.value >= _LARGE:
        return str(_LARGE) if node.value > _LARGE else ""
    return "4"
