"""Writes ``tfguard/tracing/uses/public_names.txt`` anew from what was collected.

``python tests/public_names/write.py INSTALLED... RELEASED`` takes the output of ``collect.py`` for each
release of TensorFlow that tfguard compares with (one has to have ``tf_keras`` beside Keras 3), and at last
that of ``released.py`` for all others.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tfguard.tracing.uses.public import LEGACY, OTHER, TABLE, is_of_keras, table_name

ABOUT = """\
# The modules of TensorFlow and Keras that programs use, with the names that each of them has.
# Written by tests/public_names/write.py; CONTRIBUTING.md says how. A test holds it against what is installed.
# A line: module | releases | names. A release is the TensorFlow that was looked into, with the Keras that
# comes with it; * means all of them, "legacy" is tf_keras, and "other" are releases that were only read.
"""
_OLDEST_KERAS_3 = (2, 16)

Modules = dict[str, list[str]]


def main(paths: list[str]) -> None:
    """Write the table."""
    *installed, released = (json.loads(Path(path).read_text("utf-8")) for path in paths)
    TABLE.write_text(text_of(installed, released), encoding="utf-8")


def text_of(installed: list[dict[str, tuple[str, Modules]]], released: Modules) -> str:
    """The table.

    Args:
        installed: of each release, by library: its version and its modules.
        released: the modules of all other releases.
    """
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    columns: set[str] = set()
    every = {library: [each[library][1] for each in installed if library in each] for library in _LIBRARIES}
    half_known = {library: _half_known(every[library]) for library in _LIBRARIES}
    # The table has one line for both: what tf_keras has there says nothing of Keras.
    half_known["tf_keras"] |= {f"tf_{dotted}" for dotted in half_known["keras"]}
    for each in installed:
        for column, library, modules in _columns(each):
            columns.add(column)
            for dotted in modules.keys() - half_known[library]:
                for name in modules[dotted]:
                    found[table_name(dotted)][name].add(column)
    for dotted, names in released.items():
        for name in names if table_name(dotted) in found else ():
            found[table_name(dotted)].setdefault(name, {OTHER})
    lines = (line for module in sorted(found) for line in _lines(module, found[module], columns))
    return ABOUT + "".join(f"{line}\n" for line in lines)


_LIBRARIES = ("tensorflow", "keras", "tf_keras")


def _columns(release: dict[str, tuple[str, Modules]]) -> Iterator[tuple[str, str, Modules]]:
    """What a release adds to which column."""
    version = ".".join(release["tensorflow"][0].split(".")[:2])
    yield version, "tensorflow", release["tensorflow"][1]
    yield version, "keras", release["keras"][1]
    if "tf_keras" in release and tuple(map(int, version.split("."))) >= _OLDEST_KERAS_3:
        yield LEGACY, "tf_keras", release["tf_keras"][1]


def _half_known(releases: list[Modules]) -> set[str]:
    """Modules that some release has and that could not be looked into there: nothing is said of them."""
    every = {dotted for modules in releases for dotted in modules}
    found = set()
    for dotted in every:
        above, _, last = dotted.rpartition(".")
        if any(dotted not in modules and last in modules.get(above, ()) for modules in releases):
            found.add(dotted)
    return found


def _lines(module: str, names: dict[str, set[str]], columns: Iterable[str]) -> Iterator[str]:
    everywhere = {column for column in columns if column != LEGACY or is_of_keras(module)}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name, having in names.items():
        groups["*" if having == everywhere else " ".join(sorted(having))].append(name)
    for releases, some in sorted(groups.items()):
        yield f"{module} | {releases} | {' '.join(sorted(some))}"


if __name__ == "__main__":
    main(sys.argv[1:])
