"""Reading ``[tool.tfguard]`` from ``pyproject.toml``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tfguard.cli.exits import CannotRun
from tfguard.reporting.paths import shown_path
from tfguard.syntax.versions import (
    KERAS_EXPECTED,
    NOT_SAID,
    TENSORFLOW_EXPECTED,
    Versions,
    keras_version,
    tensorflow_version,
)

T = TypeVar("T")

CONFIDENCES = ("HIGH", "CONTROL_FLOW", "INFERENCE")


@dataclass(frozen=True, slots=True)
class Config:
    """What a project says about how it is checked; None where it says nothing.

    Attributes:
        source: the file it was read from; empty when there is none.
        root: the directory that ``exclude`` and ``per-file-ignores`` patterns are relative to.
        select, ignore: selectors of rules.
        preview: whether preview rules are on.
        exclude: patterns of files and directories that a search skips.
        per_file_ignores: pairs of a pattern and selectors.
        traced_decorators: qualified names of functions that wrap like ``tf.function``.
        constant_size: from how many KiB on an array in a graph is reported.
        loop_iterations: from how many known iterations on an unrolled loop is reported.
        versions: of TensorFlow and Keras that the code is for.
        min_confidence: name of the lowest confidence that is shown.
        baseline: the file of known findings; empty for none.
    """

    source: str = ""
    root: str = ""
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    traced_decorators: tuple[str, ...] = ()
    constant_size: int | None = None
    loop_iterations: int | None = None
    versions: Versions = NOT_SAID
    min_confidence: str | None = None
    baseline: str = ""


def find_config(paths: list[str]) -> Config:
    """Read the configuration that applies to some paths.

    It is that of the nearest ``pyproject.toml`` with a ``[tool.tfguard]`` table, looking upwards from the
    paths' deepest common directory; one without that table is passed over, as ruff does.

    Raises:
        CannotRun: a ``pyproject.toml`` on the way is broken, or its table is wrong.
    """
    directory = _common_directory(paths)
    while True:
        candidate = os.path.join(directory, "pyproject.toml")
        if os.path.isfile(candidate):
            config = _from_file(candidate, required=False)
            if config is not None:
                return config
        parent = os.path.dirname(directory)
        if parent == directory:
            return Config(root=_common_directory(paths))
        directory = parent


def read_config(path: str) -> Config:
    """Read the configuration from a file that the user named.

    Raises:
        CannotRun: the file is missing or broken, or its table is missing or wrong.
    """
    return _from_file(path, required=True) or Config()


def _common_directory(paths: list[str]) -> str:
    full = [os.path.abspath(path) for path in paths] or [os.getcwd()]
    try:
        common = os.path.commonpath(full)
    except ValueError:  # different drives on Windows
        common = full[0]
    return common if os.path.isdir(common) else os.path.dirname(common)


def _from_file(path: str, *, required: bool) -> Config | None:
    where = shown_path(path)
    tool = _load(path, where).get("tool")
    table = tool.get("tfguard") if isinstance(tool, dict) else None
    if table is None and not required:
        return None
    if not isinstance(table, dict):
        raise CannotRun(f"{where}: has no [tool.tfguard] table")
    return _from_table(table, path, f"{where}: [tool.tfguard]")


def _load(path: str, where: str) -> dict[str, object]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        with open(path, "rb") as file:
            loaded: dict[str, object] = tomllib.load(file)
            return loaded
    except OSError as error:
        raise CannotRun(f"{where}: cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CannotRun(f"{where}: is not valid TOML: {error}") from None


def _from_table(table: Mapping[str, object], path: str, where: str) -> Config:
    for key in table:
        if key not in _EXPECTED:
            raise CannotRun(f"{where}: unknown key '{key}'{did_you_mean(key, _EXPECTED)}")

    def value(key: str, read: Callable[[object], T | None]) -> T | None:
        if key not in table:
            return None
        read_value = read(table[key])
        if read_value is None:
            raise CannotRun(f"{where}: '{key}' must be {_EXPECTED[key]}")
        return read_value

    return Config(
        source=path,
        root=os.path.dirname(os.path.abspath(path)),
        select=value("select", _strings),
        ignore=value("ignore", _strings),
        preview=value("preview", _flag),
        exclude=value("exclude", _strings) or (),
        per_file_ignores=value("per-file-ignores", _patterns) or (),
        traced_decorators=value("traced-decorators", _strings) or (),
        constant_size=value("constant-size", _size),
        loop_iterations=value("loop-iterations", _size),
        versions=Versions(
            value("target-tensorflow", _tensorflow),
            value("target-keras", _keras),
        ),
        min_confidence=value("min-confidence", _confidence),
        baseline=os.path.join(os.path.dirname(path), name) if (name := value("baseline", _name)) else "",
    )


_LIST = "a list of strings"
_EXPECTED = {
    "select": _LIST,
    "ignore": _LIST,
    "exclude": _LIST,
    "traced-decorators": _LIST,
    "constant-size": "a positive whole number (of KiB)",
    "loop-iterations": "a positive whole number",
    "target-tensorflow": TENSORFLOW_EXPECTED,
    "target-keras": KERAS_EXPECTED,
    "preview": "true or false",
    "per-file-ignores": "a table of patterns, each with a list of rules",
    "baseline": "the name of a file",
    "min-confidence": "one of HIGH, CONTROL_FLOW, INFERENCE",
}


def _strings(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _tensorflow(value: object) -> tuple[int, int] | None:
    # A number would do for 2.15, and be wrong for 2.20.
    return tensorflow_version(value) if isinstance(value, str) else None


def _keras(value: object) -> int | None:
    return keras_version(str(value)) if isinstance(value, (int, str)) else None


def _confidence(value: object) -> str | None:
    return value.upper() if isinstance(value, str) and value.upper() in CONFIDENCES else None


def _patterns(value: object) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    if not isinstance(value, dict):
        return None
    pairs = [(str(pattern), _strings(rules)) for pattern, rules in value.items()]
    read = tuple((pattern, rules) for pattern, rules in pairs if rules is not None)
    return read if len(read) == len(pairs) else None


def did_you_mean(name: str, known: object) -> str:
    """Give `` (did you mean 'x'?)`` for a misspelt name, or nothing."""
    import difflib

    names = [str(item) for item in known] if isinstance(known, (dict, list, tuple, set, frozenset)) else []
    close = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
