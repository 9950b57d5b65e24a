"""The public names of TensorFlow and Keras: which module has which, in which releases.

They are in ``public_names.txt``. A test holds them against the installed libraries; CONTRIBUTING.md says how
the file is written. It is read when the first file is met that takes anything of TensorFlow or Keras.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tfguard.tracing import api
from tfguard.tracing.target import BRINGS_KERAS_3, KERAS_2, KERAS_3, Target

TABLE = Path(__file__).with_name("public_names.txt")
LEGACY = "legacy"  # Keras 2 beside a TensorFlow that brings Keras 3
OTHER = "other"  # releases that were read and not run: TensorFlow 1.15 to 2.19, Keras 2.0 to 3.12
_KERAS, _OLD_KERAS = "keras", "tensorflow.compat.v1.keras"
_UNUSUAL = frozenset(("compat", "raw_ops", "legacy"))  # nobody meant these
_CLOSE = 0.75  # of difflib's ratio, from 0 to 1


def table_name(module: str) -> str:
    """The name under which the table has a module: ``keras.layers`` of ``tensorflow.keras.layers``."""
    known = api.canonical(module)
    return _KERAS if known == _OLD_KERAS else known


def is_of_keras(module: str) -> bool:
    """Whether a module, by its name in the table, is Keras'."""
    return module.partition(".")[0] == _KERAS


class Names:
    """The names of one module.

    Args:
        lines: pairs of the releases that have some names and these names, as the file has them.
    """

    __slots__ = ("_by_releases", "every")

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._by_releases = [(tuple(releases.split()), frozenset(names.split())) for releases, names in lines]
        self.every = frozenset().union(*(names for _, names in self._by_releases))

    def releases(self, name: str) -> tuple[str, ...]:
        """The releases that have a name; ``*`` for all that the table compares."""
        return next((releases for releases, names in self._by_releases if name in names), ())


def names_of(module: str) -> Names | None:
    """The names of a module.

    Args:
        module: its name in the table.

    Returns:
        None for what is no module, or one whose names the table does not have.
    """
    known = _read().get(module)
    if known is None:
        lines = _lines().get(module)
        known = _read()[module] = Names(lines) if lines is not None else None
    return known


def is_known(module: str, name: str) -> bool:
    """Whether any release has a name in a module; TensorFlow 1 had there what ``compat.v1`` keeps."""
    front, _, rest = module.partition(".")
    older = f"tensorflow.compat.v1.{rest}".rstrip(".") if front == "tensorflow" else module
    return any(names is not None and name in names.every for names in map(names_of, (module, older)))


def is_there(module: str, name: str, target: Target) -> bool:
    """Whether a module may have a name in the libraries that a file is for.

    Between two releases of the table everything counts that one of them has.
    """
    names = names_of(module)
    having = names.releases(name) if names is not None else ()
    return OTHER in having or is_surely_there(module, name, target)


def is_surely_there(module: str, name: str, target: Target) -> bool:
    """The same without what was only read, in a release that may be any."""
    names = names_of(module)
    having = names.releases(name) if names is not None else ()
    return "*" in having or not _columns(module, target).isdisjoint(having)


@lru_cache(maxsize=4)
def lacking(target: Target) -> frozenset[str]:
    """The names that some module has in some release and not in the libraries that a file is for."""
    return frozenset(
        name
        for module in _lines()
        for name in getattr(names_of(module), "every", ())
        if not is_there(module, name, target)
    )


def _columns(module: str, target: Target) -> set[str]:
    """The releases of the table that are nearest to what a file is for."""
    releases = _releases()
    if is_of_keras(module) and target.keras == KERAS_2:
        old = [release for release in releases if release < BRINGS_KERAS_3]
        if target.tensorflow >= BRINGS_KERAS_3:
            return {LEGACY, _text(old[-1])}
        releases = old
    elif is_of_keras(module) and target.keras == KERAS_3:
        releases = [release for release in releases if release >= BRINGS_KERAS_3]
    before = [release for release in releases if release <= target.tensorflow]
    after = [release for release in releases if release >= target.tensorflow]
    return {_text(release) for release in (*before[-1:], *after[:1])}


def _text(release: tuple[int, int]) -> str:
    return f"{release[0]}.{release[1]}"


def near(module: str, name: str, below: str, target: Target) -> str:
    """What was meant by a name that a module does not have.

    Args:
        module: its name in the table.
        name: the name.
        below: what is taken of it in its turn; empty for nothing.
        target: what is suggested is there.

    Returns:
        A name with its module, from ``tensorflow`` or ``keras`` on; empty where nothing is near enough.
    """
    names = names_of(module)
    here = sorted(
        each for each in (names.every if names is not None else ()) if is_surely_there(module, each, target)
    )
    if below:  # a module was meant, and one that has what is taken of it
        inner = [each for each in here if is_surely_there(table_name(f"{module}.{each}"), below, target)]
        close = difflib.get_close_matches(name, inner, 1, _CLOSE)
    else:
        close = [each for each in here if _plain(each) == _plain(name)]
    if not close:
        other = next(_elsewhere(module, name, target), "")
        if other:
            return other
        close = difflib.get_close_matches(name, here, 1, _CLOSE)
    return f"{module}.{close[0]}" if close else ""


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _elsewhere(module: str, name: str, target: Target) -> Iterator[str]:
    """The same name in another module, the nearest first: ``tf.relu`` is ``tf.nn.relu``."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    top = module.partition(".")[0]
    modules = (each for each, lines in _lines().items() if any(word.search(names) for _, names in lines))
    for each in sorted(modules, key=lambda each: (each.partition(".")[0] != top, each.count("."), each)):
        is_usual = _UNUSUAL.isdisjoint(each.split("."))
        within = top == "tensorflow" or is_of_keras(each)
        if is_usual and within and is_surely_there(each, name, target):
            yield f"{each}.{name}"


@lru_cache(maxsize=1)
def _read() -> dict[str, Names | None]:
    return {}


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            module, releases, names = line.split(" | ")
            found.setdefault(module, []).append((releases, names))
    return found


@lru_cache(maxsize=1)
def _releases() -> list[tuple[int, int]]:
    """The releases of the table, oldest first."""
    said = {release for lines in _lines().values() for releases, _ in lines for release in releases.split()}
    parsed = (re.fullmatch(r"(\d+)\.(\d+)", release) for release in said)
    return sorted((int(each[1]), int(each[2])) for each in parsed if each is not None)
