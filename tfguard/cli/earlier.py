"""What earlier runs found, as far as it still holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tfguard.cache.store import Store, key_of
from tfguard.cli.checking import Checked, Setup
from tfguard.cli.pool import Left
from tfguard.recall.codec import Json, decoded, encoded
from tfguard.recall.identity import grounds
from tfguard.recall.keeper import Keeper
from tfguard.recall.present import Present
from tfguard.recall.record import Result, seen_on
from tfguard.syntax.project import ROOT_MARKERS
from tfguard.syntax.trail import Trail, digest

KIND = "checks"
MANY = 24  # files, from which on those of a project are kept in one entry
MAX_BYTES = 128 << 20  # of an entry


@dataclass(frozen=True, slots=True)
class _Unit:
    keeper: Keeper
    paths: list[str]


class Earlier:
    """The results of earlier runs.

    A few files have an entry each, so that a change of one does not cost reading or writing those of a
    whole project. The files of a larger run share what they depend on and have one entry together, that of
    their project.

    Args:
        setup: how files are checked now.
        files: those that are to be checked.

    Attributes:
        results: those that hold, by path.
    """

    def __init__(self, setup: Setup, files: list[str]) -> None:
        self.results: dict[str, Checked] = {}
        self._units: list[_Unit] = []
        common = grounds(setup.settings)
        if common is None or not files or (setup.texts and len(files) > 1):
            return  # what is in no file may or may not be what other files import
        self._store = Store(KIND, max_bytes=MAX_BYTES)
        common |= {"comments": setup.all_comments, "traced": setup.traced}
        present = Present()
        if len(files) >= MANY:
            key = key_of({**common, "project": _project_of(files)})
            self._units = [_Unit(Keeper(self._store, key, present, many=True), files)]
        else:
            for file in files:
                text = setup.texts.get(file)
                what = present.state(file) if text is None else digest(text.encode("utf-8", "surrogatepass"))
                key = key_of({**common, "file": file, "holds": what, "is given": text is not None})
                self._units.append(_Unit(Keeper(self._store, key, present, many=False), [file]))
        for unit in self._units:
            self.results.update(_believed(unit.keeper.known(unit.paths)))

    def keep(self, checked: Iterable[Checked], left: Iterable[Left]) -> None:
        """Keep new results.

        Args:
            checked: the results.
            left: what the processes that checked the files left behind.
        """
        if not self._units:
            return
        trail, known = Trail(), set[str]()
        for one in left:
            trail.add(one.trail)
            known.update(one.paths)
        seen = seen_on(trail)
        new = {one.path: _result(one) for one in checked if one.path in known and not one.trace}
        for unit in self._units:
            unit.keeper.keep(seen, {path: new[path] for path in unit.paths if path in new})
        self._store.close()


def _result(checked: Checked) -> Result:
    is_plain = checked == Checked(checked.path, skipped=True)
    return Result(None if is_plain else encoded(checked), not checked.skipped)


def _believed(kept: Mapping[str, Json]) -> Iterator[tuple[str, Checked]]:
    for path, value in kept.items():
        if value is None:
            yield path, Checked(path, skipped=True)
            continue
        try:
            yield path, decoded(Checked, value)
        except ValueError:
            continue  # it will be checked


def _project_of(files: Iterable[str]) -> str:
    """The folder in whose name results are kept: the project's, else the one that holds all files."""
    try:
        common = os.path.commonpath([os.path.dirname(file) for file in files])
    except ValueError:  # on several drives
        return ""
    folder = common
    while not any(os.path.lexists(os.path.join(folder, marker)) for marker in ROOT_MARKERS):
        above = os.path.dirname(folder)
        if above == folder:
            return common
        folder = above
    return folder
