"""Runs a shadow file statement by statement, and stands in for what cannot be had.

The statements are compiled with the shadow file as their file name: AutoGraph reads a function's source
again from that file, so probes that existed only in memory would never fire in a graph.
"""

from __future__ import annotations

import ast
import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from types import CodeType, ModuleType
from typing import Any, Callable, Sequence

_SIMPLE = (ast.Import, ast.ImportFrom, ast.Assign)


class StubLog:
    """Which stand-ins a run has leaned on.

    Attributes:
        made: name -> why the real thing could not be had.
        used: names whose stand-in was called, subclassed, or touched after loading.
        loading: True while modules are executed: a mere mention in an annotation is no use.
        strict: True when an error ends the module, as it would end the program.
    """

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self.used: set[str] = set()
        self.loading = True
        self.strict = False

    def stand_in(self, name: str) -> Stub:
        """Make a stand-in for what is not made in an experiment."""
        self.made.setdefault(name, "")
        return Stub(name, self)

    def use(self, name: str, strong: bool = False) -> None:
        """Write a use down."""
        if strong or not self.loading:
            self.used.add(name)


class Stub:
    """Stands for a module or value that could not be had; remembers that it was used."""

    def __init__(self, name: str, log: StubLog) -> None:
        self.__dict__["_tfguard_name"] = name
        self.__dict__["_tfguard_log"] = log

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._tfguard_log.use(self._tfguard_name)
        return Stub(self._tfguard_name, self._tfguard_log)

    def __call__(self, *arguments: Any, **_: Any) -> Any:  # noqa: D102 - stands for any call
        self._tfguard_log.use(self._tfguard_name, strong=True)
        if len(arguments) == 1 and callable(arguments[0]) and not isinstance(arguments[0], Stub):
            return arguments[0]
        return Stub(self._tfguard_name, self._tfguard_log)

    def __getitem__(self, _key: Any) -> Any:
        self._tfguard_log.use(self._tfguard_name)
        return Stub(self._tfguard_name, self._tfguard_log)

    def __or__(self, _other: Any) -> Any:
        return self

    def __ror__(self, _other: Any) -> Any:
        return self

    def __mro_entries__(self, _bases: Any) -> tuple[type, ...]:
        self._tfguard_log.use(self._tfguard_name, strong=True)
        return ()

    def __iter__(self) -> Any:
        self._tfguard_log.use(self._tfguard_name)
        return iter(())

    def __bool__(self) -> bool:
        self._tfguard_log.use(self._tfguard_name)
        return True


class ShadowFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the project's modules from their shadow files.

    Args:
        files: module name -> path of its shadow file; an empty path makes an empty package.
        log: where stand-ins are written down.
        prepare: called with a module's name and namespace before it is executed.
    """

    def __init__(
        self, files: dict[str, str], log: StubLog, prepare: Callable[[str, dict[str, Any]], None]
    ) -> None:
        self.files = files
        self.log = log
        self.prepare = prepare
        self._aside: dict[str, ModuleType] = {}

    def claim(self) -> None:
        """Set aside what is loaded under the project's names: a library that is checked is installed too."""
        for name in self.files:
            if name in sys.modules:
                self._aside[name] = sys.modules.pop(name)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - importlib's
        target: ModuleType | None = None,  # noqa: ARG002 - importlib's
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module of the project."""
        if fullname not in self.files:
            return None
        file = self.files[fullname]
        package = not file or os.path.basename(file) == "__init__.py"
        return importlib.util.spec_from_loader(fullname, self, origin=file or None, is_package=package)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:  # noqa: ARG002
        """Let Python make the module."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's shadow file."""
        file = self.files[module.__name__]
        if file:
            module.__file__ = file
            self.prepare(module.__name__, vars(module))
            execute(file, vars(module), self.log)

    def forget(self) -> None:
        """Drop the project's modules, so that the next attempt starts afresh."""
        for name in self.files:
            sys.modules.pop(name, None)
        sys.modules.update(self._aside)


def execute(path: str, namespace: dict[str, Any], log: StubLog) -> None:
    """Run a shadow file's statements one after the other in a namespace.

    A failing import or assignment binds its names to stand-ins; any other failing statement raises.

    Args:
        path: the shadow file.
        namespace: the module's globals.
        log: where stand-ins are written down.

    Raises:
        Exception: whatever a definition or a control statement raised.
    """
    for statement, code in _compiled(path):
        try:
            exec(code, namespace)  # noqa: S102 - running the user's code is what a worker is for
        except Exception as error:
            names = _bound(statement)
            if not names or log.strict:
                raise
            why = type(error).__name__ + ": " + str(error)[:200]
            for name in names:
                if name not in namespace:
                    log.made[name] = why
                    namespace[name] = Stub(name, log)


@functools.lru_cache(maxsize=None)
def _compiled(path: str) -> list[tuple[ast.stmt, CodeType]]:
    """Compile a shadow file statement by statement; all attempts of one child run the same files."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    future: list[ast.stmt] = [
        node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    found = []
    for statement in tree.body:
        if statement not in future:
            module = ast.Module(body=[*future, statement], type_ignores=[])
            found.append((statement, compile(module, path, "exec", dont_inherit=True)))
    return found


def _bound(statement: ast.stmt) -> list[str]:
    """Name what an import or an assignment binds; other statements have no stand-in."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return [(alias.asname or alias.name.split(".")[0]) for alias in statement.names if alias.name != "*"]
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [
            node.id for target in targets for node in ast.walk(target)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        ]  # fmt: skip
    if isinstance(statement, (ast.Try, ast.If, ast.With)):
        inner = [node for node in ast.walk(statement) if isinstance(node, _SIMPLE)]
        return [name for node in inner for name in _bound(node)]
    return []
