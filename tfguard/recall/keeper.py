"""Results that were kept, and whether they still hold."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from tfguard.cache.store import Store
from tfguard.recall.codec import Json
from tfguard.recall.present import Present
from tfguard.recall.reach import fallen, reached, start_of
from tfguard.recall.record import Record, Result, Seen, from_json, to_json
from tfguard.syntax.project import collector_paused
from tfguard.syntax.trail import united


class Keeper:
    """The results of some files that are kept together.

    Args:
        store: where.
        key: of the entry.
        present: what the disk holds now.
        many: the files are many: what their imports mean is looked at when names in folders have changed,
            and not one by one.
    """

    def __init__(self, store: Store, key: str, present: Present, *, many: bool) -> None:
        self._store, self._key, self._present, self._many = store, key, present, many
        self._record = Record()
        self._changed: set[str] = set()
        self._is_old = False  # something in the entry holds no more

    def known(self, paths: Collection[str]) -> Mapping[str, Json]:
        """Give the results that hold.

        Args:
            paths: the files that are to be checked.

        Returns:
            By path; a file without one has to be checked.
        """
        with collector_paused():
            record = self._record = self._load()
            asked = [path for path in paths if path in record.results]
            needed = reached(record.files, (start_of(record, path) for path in asked))
            self._changed = self._present.changed(record, needed)
            folders = self._present.folders(record)
            self._is_old = bool(self._changed) or folders != record.folders
            record.folders = folders
            invalid = fallen(record, self._changed)
        return {path: record.results[path].value for path in asked if path not in invalid}

    def keep(self, seen: Seen, results: Mapping[str, Result]) -> None:
        """Keep new results beside those that hold.

        Args:
            seen: what the analysis read and asked.
            results: what it gave, by path.
        """
        if results or self._is_old:
            with collector_paused():
                self._store.put(self._key, to_json(self._updated(seen, results)))

    def _updated(self, seen: Seen, results: Mapping[str, Result]) -> Record:
        old = self._record
        changed = self._changed.union(
            path
            for path, facts in seen.files.items()
            if path in old.files and not old.files[path].agrees(facts)
        )
        held = old.without((*fallen(old, changed), *results)).results
        held = {path: result for path, result in held.items() if os.path.lexists(path)}
        files = {path: facts for path, facts in old.files.items() if path not in changed}
        for path, facts in seen.files.items():
            files[path] = files[path].united(facts) if path in files else facts
        folders = united(old.folders, seen.folders) if self._many else {}
        new = Record(files, folders, {**held, **results})
        return _trimmed(new.without(fallen(new, seen.unstable)))

    def _load(self) -> Record:
        try:
            return from_json(self._store.get(self._key))
        except ValueError:
            return Record()


def _trimmed(record: Record) -> Record:
    """Leave out the files on which nothing depends any more."""
    needed = reached(record.files, (start_of(record, path) for path in record.results))
    files = {path: facts for path, facts in record.files.items() if path in needed}
    return Record(files, record.folders, record.results)
