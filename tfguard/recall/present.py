"""What the disk holds now, as far as results depend on it."""

from __future__ import annotations

from collections.abc import Collection

from tfguard.recall.record import Facts, Record
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError, read_bytes
from tfguard.syntax.trail import digest


class Present:
    """Files and folders as they are; each is looked at once.

    What a file holds decides, and not its time or size: to read 9,800 files again takes 0.4 s, and a time
    says nothing of a file that was written twice in one tick of the clock, or that was given its old time.
    """

    def __init__(self) -> None:
        self._project = Project()
        self._states: dict[str, str] = {}
        self._listings: dict[str, str] = {}

    def state(self, path: str) -> str:
        """Give the digest of a file's bytes, or why it cannot be read."""
        known = self._states.get(path)
        if known is None:
            try:
                known = digest(read_bytes(path))
            except SourceError as error:
                known = error.message
            self._states[path] = known
        return known

    def changed(self, record: Record, needed: Collection[str]) -> set[str]:
        """Give the files of a record that are not as they were, or whose imports mean something else.

        Args:
            record: what is kept.
            needed: the files to look at; where folders have changed, what imports mean is looked at in all.
        """
        files = record.files
        found = {path for path in needed if path in files and self._is_another(path, files[path])}
        if not record.folders:
            found |= {path for path in needed if path in files and self._means_another(path, files[path])}
        elif self.folders(record) != record.folders:
            found |= {path for path, facts in files.items() if self._means_another(path, facts)}
        return found

    def folders(self, record: Record) -> dict[str, str]:
        """Give the digests of a record's folders as they are."""
        return {folder: self._listing(folder) for folder in record.folders}

    def _is_another(self, path: str, facts: Facts) -> bool:
        return facts.state not in ("", self.state(path))

    def _means_another(self, path: str, facts: Facts) -> bool:
        answer = self._project.answer
        return any(answer(question, path) != before for question, before in facts.answers.items())

    def _listing(self, folder: str) -> str:
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = self._project.listing(folder)
        return known
