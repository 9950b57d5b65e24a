"""Tests of the project that come to a function: they make its objects and know its arguments."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError

MOST_FILES = 4  # each is a run of its own
FILES_OF_NAME = 2
MOST_CASES = 6  # of one file
_MOST_ENTRIES = 20_000  # a folder that is no project may hold anything
_TEST_FILE = re.compile(r"^(?:test_.*|.*_tests?)\.py$")
_PASSED_OVER = frozenset(("node_modules", "site-packages", "build", "dist", "venv"))
_HELPER_ROUNDS = 2

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class TestCase:
    """One test.

    Attributes:
        path: its file.
        owner: the class that it is a method of; empty for a function.
        function: its name.
        arguments: source texts for its parameters, by name.
        size: lines.
        refuses: whether it asks for an error: what it passes is often wrong on purpose.
        many: whether its runner makes several tests of it.
    """

    path: str
    owner: str
    function: str
    arguments: tuple[tuple[str, str], ...]
    size: int
    refuses: bool
    many: bool

    @property
    def shown(self) -> str:
        """How it is called in a report."""
        name = f"{self.owner}.{self.function}" if self.owner else self.function
        return f"{name} in {os.path.basename(self.path)}"


def cases_for(
    project: Project, names: Sequence[tuple[str, str]], places: Iterable[Place] = ()
) -> list[list[TestCase]]:
    """List tests that speak of top-level names of files, likeliest first, file by file.

    Args:
        project: the files.
        names: files and the classes or functions that they define, the most telling first.
        places: calls that lead to the function, as far as they are known.
    """
    found: dict[str, list[TestCase]] = {}
    for place in places:
        if _TEST_FILE.match(os.path.basename(place.path)):
            around = _around(project, place)
            if around is not None:
                found.setdefault(place.path, []).append(around)
    # A test of the function that is entered last need not come to the traced one, and the other way round.
    for path, name in [*names[:1], *names[:0:-1]]:
        for file in _likely_files(project, path, name):
            known = found.setdefault(file, [])
            known += [case for case in _in_file(project, file, name) if case not in known]
    return [cases[:MOST_CASES] for cases in found.values() if cases][:MOST_FILES]


def _around(project: Project, place: Place) -> TestCase | None:
    try:
        module = project.load(place.path)
    except SourceError:
        return None
    for owner, function in _functions(module.tree):
        if function.lineno <= place.line <= (function.end_lineno or 0):
            named = function.name.startswith("test") and isinstance(function, ast.FunctionDef)
            return _case(module, owner, function) if named else None
    return None


def _likely_files(project: Project, path: str, name: str) -> Iterator[str]:
    """Test files that hold a name; those that are called like its file first."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    stem = os.path.splitext(os.path.basename(path))[0].strip("_")
    given = 0
    for file in sorted(_test_files(_top(path)), key=lambda file: (stem not in os.path.basename(file), file)):
        try:
            held = pattern.search(project.text(file)) is not None
        except SourceError:
            continue
        if held:
            yield file
            given += 1
        if given >= FILES_OF_NAME:
            return


def _in_file(project: Project, file: str, name: str) -> list[TestCase]:
    try:
        module = project.load(file)
    except SourceError:
        return []
    return sorted(_cases(module, name), key=lambda case: (case.refuses, case.size))


def is_test_class(node: ast.ClassDef) -> bool:
    """Tell a class whose methods a test runner calls, by the names of its bases or its own."""
    bases = [ast.unparse(base).rpartition(".")[2] for base in node.bases]
    return any(base.endswith(("TestCase", "Test", "TestBase")) for base in bases) or (
        node.name.startswith("Test") and not node.bases
    )


def case_at(module: Module, path: Sequence[ast.AST]) -> TestCase | None:
    """The test that a definition lies in, if it does.

    Args:
        module: its file.
        path: the definitions around it, outermost first.
    """
    if isinstance(path[0], ast.ClassDef) and is_test_class(path[0]):
        if len(path) > 2 and isinstance(path[1], ast.FunctionDef) and path[1].name.startswith("test"):
            return _case(module, path[0].name, path[1])
        return None
    if len(path) > 1 and isinstance(path[0], ast.FunctionDef) and path[0].name.startswith("test"):
        return _case(module, "", path[0])
    return None


@lru_cache(maxsize=32)
def _test_files(top: str) -> tuple[str, ...]:
    """Test files below a folder."""
    found: list[str] = []
    folders = [top]
    seen = 0
    while folders and seen < _MOST_ENTRIES:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue
        seen += len(entries)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _PASSED_OVER:
                    folders.append(entry.path)
            elif _TEST_FILE.match(entry.name) and entry.is_file(follow_symlinks=False):
                found.append(entry.path)
    return tuple(sorted(found))


def _top(path: str) -> str:
    """The folder above the package of a file; for a file that is in none, its own."""
    folder = os.path.dirname(path)
    while folder and os.path.isfile(os.path.join(folder, "__init__.py")):
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return folder or "."


def _cases(module: Module, name: str) -> Iterator[TestCase]:
    """Tests of a file that speak of a name, or of a helper of the file that does."""
    functions = list(_functions(module.tree))
    names = {name}
    for _ in range(_HELPER_ROUNDS):
        for _, function in functions:
            if not function.name.startswith("test") and function.name != "setUp" and _speaks(function, names):
                names.add(function.name)
        names |= {
            item.name
            for item in module.tree.body
            if isinstance(item, ast.ClassDef) and not is_test_class(item) and _speaks(item, names)
        }
    set_up = {owner for owner, function in functions if function.name == "setUp" and _speaks(function, names)}
    for owner, function in functions:
        if not function.name.startswith("test") or isinstance(function, ast.AsyncFunctionDef):
            continue
        if _speaks(function, names) or (owner and owner in set_up):
            case = _case(module, owner, function)
            if case is not None:
                yield case


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Functions of a file, with the test class that they are methods of."""
    for item in tree.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield "", item
        elif isinstance(item, ast.ClassDef) and is_test_class(item):
            for inner in item.body:
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield item.name, inner


def _speaks(node: ast.AST, names: Iterable[str]) -> bool:
    wanted = set(names)
    return any(
        (isinstance(inner, ast.Name) and inner.id in wanted)
        or (isinstance(inner, ast.Attribute) and inner.attr in wanted)
        for inner in ast.walk(node)
    )


def _case(module: Module, owner: str, function: Function) -> TestCase | None:
    """A test with values for its parameters; None when a runner's fixture is needed."""
    own = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    parameters = [arg.arg for arg in own][bool(owner) :]
    given = dict(_parametrized(function))
    runner_gives = bool(owner) and any("parameter" in ast.unparse(d) for d in function.decorator_list)
    defaults = len(function.args.defaults) + sum(one is not None for one in function.args.kw_defaults)
    if not given and not runner_gives and len(parameters) > defaults:
        return None
    if given and not set(parameters) <= given.keys():
        return None
    size = (function.end_lineno or function.lineno) - function.lineno
    text = ast.unparse(function)
    refuses = "assertRaises" in text or "pytest.raises" in text
    return TestCase(module.path, owner, function.name, tuple(given.items()), size, refuses, runner_gives)


def _parametrized(function: Function) -> Iterator[tuple[str, str]]:
    """The first values of ``pytest.mark.parametrize``, where they are written out."""
    for decorator in function.decorator_list:
        if not (isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("mark.parametrize")):
            continue
        if len(decorator.args) < 2 or not isinstance(decorator.args[1], (ast.List, ast.Tuple)):
            continue
        names = _names(decorator.args[0])
        values = decorator.args[1].elts
        if not values:
            continue
        first = values[0]
        parts = first.elts if len(names) > 1 and isinstance(first, (ast.Tuple, ast.List)) else [first]
        if len(parts) == len(names) and all(_is_plain(part) for part in parts):
            yield from zip(names, map(ast.unparse, parts), strict=True)


def _names(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [name.strip() for name in node.value.split(",")]
    if isinstance(node, (ast.List, ast.Tuple)):
        return [str(part.value) for part in node.elts if isinstance(part, ast.Constant)]
    return []


def _is_plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return True
