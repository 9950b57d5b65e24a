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

from . import callees

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

    def use_all(self) -> None:
        """Write down that each may have been used."""
        self.used.update(self.made)

    def use(self, name: str, strong: bool = False) -> None:
        """Write a use down."""
        if strong or not self.loading:
            self.used.add(name)


class StandInNeededError(BaseException):
    """A stand-in was asked for a plain value while modules are loaded.

    Not an ``Exception``, so that the code's own handlers let it pass.

    Args:
        name: what it stands for.
    """

    def __init__(self, name: str) -> None:
        super().__init__("a plain value was asked of a stand-in for " + name)
        self.name = name


class Stub:
    """Stands for a module or value that could not be had; remembers that it was used.

    What is made of it is a stand-in again, where Python lets it be: attributes, items, results, sums. A plain
    value (a length, a text, an answer) cannot be told from others later on: while modules are loaded, asking
    for one ends the statement, whose names get stand-ins then; afterwards the use is written down.
    """

    def __init__(self, name: str, log: StubLog) -> None:
        self.__dict__["_tfguard_name"] = name
        self.__dict__["_tfguard_log"] = log

    def _tfguard_again(self, strong: bool = False) -> Stub:
        self._tfguard_log.use(self._tfguard_name, strong)
        return Stub(self._tfguard_name, self._tfguard_log)

    def _tfguard_plain(self) -> None:
        """A plain value is asked for."""
        if self._tfguard_log.loading:
            raise StandInNeededError(self._tfguard_name)
        self._tfguard_log.use(self._tfguard_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            # Libraries ask whatever they are given for these.
            if callees.is_users(sys._getframe(1)) or name == "__bases__":  # noqa: SLF001 - who asks
                self._tfguard_log.use(self._tfguard_name)
            raise AttributeError(name)
        return self._tfguard_again()

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """What ``isinstance`` asks for; libraries ask it of whatever they are given."""
        if callees.is_users(sys._getframe(1)):  # noqa: SLF001 - who asks
            self._tfguard_plain()
        return Stub

    def __setattr__(self, name: str, value: Any) -> None:
        self._tfguard_log.use(self._tfguard_name)
        self.__dict__[name] = value

    def __call__(self, *arguments: Any, **_: Any) -> Any:  # noqa: D102 - stands for any call
        result = self._tfguard_again(strong=True)
        if len(arguments) == 1 and callable(arguments[0]) and type(arguments[0]) is not Stub:
            return arguments[0]
        return result

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, _memo: Any) -> Any:
        return self

    def __mro_entries__(self, _bases: Any) -> tuple[type, ...]:
        self._tfguard_log.use(self._tfguard_name, strong=True)
        return ()

    def __instancecheck__(self, _instance: Any) -> bool:
        self._tfguard_plain()
        return False

    def __subclasscheck__(self, _subclass: Any) -> bool:
        self._tfguard_plain()
        return False

    def __exit__(self, *_error: object) -> None:
        self._tfguard_log.use(self._tfguard_name, strong=True)

    async def __aexit__(self, *_error: object) -> None:
        self._tfguard_log.use(self._tfguard_name, strong=True)

    def __hash__(self) -> int:
        self._tfguard_log.use(self._tfguard_name)
        return id(self)

    def __iter__(self) -> Any:
        self._tfguard_plain()
        return iter(())


def _gives_another(self: Any, *_: Any) -> Any:
    return self._tfguard_again()


async def _gives_another_later(self: Any, *_: Any) -> Any:
    return self._tfguard_again(strong=True)


def _giving(value: Any) -> Callable[..., Any]:
    def plain(self: Any, *_: Any) -> Any:
        self._tfguard_plain()
        if isinstance(value, type) and issubclass(value, Exception):
            raise value
        return value

    return plain


_OPERATORS = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
    "or", "xor",
)  # fmt: skip
_ANOTHER = ("getitem", "enter", "neg", "pos", "abs", "invert", "round", "trunc", "floor", "ceil", "reversed")
_NO_VALUE = ("setitem", "delitem", "delattr")
_PLAIN: dict[str, Any] = {
    "str": "stand-in", "repr": "stand-in", "format": "stand-in", "bytes": b"stand-in", "fspath": "stand-in",
    "bool": True, "int": 1, "float": 1.0, "complex": 1j, "index": 1, "len": 0, "length_hint": 0,
    "contains": False, "eq": False, "ne": True, "lt": False, "le": False, "gt": False, "ge": False,
    "next": StopIteration, "aiter": TypeError, "anext": StopAsyncIteration, "await": TypeError,
}  # fmt: skip
for _name in (*_ANOTHER, *(before + each for each in _OPERATORS for before in ("", "r"))):
    setattr(Stub, "__" + _name + "__", _gives_another)
for _name in _NO_VALUE:
    setattr(Stub, "__" + _name + "__", _gives_another)
for _name, _value in _PLAIN.items():
    setattr(Stub, "__" + _name + "__", _giving(_value))
Stub.__aenter__ = _gives_another_later  # type: ignore[attr-defined]


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
        except (Exception, StandInNeededError) as error:
            names = _bound(statement)
            if isinstance(error, StandInNeededError) and (not names or log.strict):
                log.use(error.name, strong=True)
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
