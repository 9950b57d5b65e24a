"""What was found in a file before, for editors: they check one file again and again.

A run of Pylint starts a process, and to load the analysis takes longer than to use it. Where all is as it
was, neither happens.
"""

from __future__ import annotations

from pathlib import Path

from tfguard.cache.store import Store, key_of
from tfguard.recall.codec import decoded, encoded
from tfguard.recall.identity import grounds
from tfguard.recall.keeper import Keeper
from tfguard.recall.present import Present
from tfguard.recall.record import Result, seen_on
from tfguard.rules.finding import Finding
from tfguard.syntax.settings import Settings
from tfguard.syntax.trail import Trail, digest

KIND = "modules"
FEW = 24  # files; in a run over more, Pylint's own time is what one waits for


class Kept:
    """The findings that were kept of some modules; one object serves one run.

    Args:
        settings: what the analysis depends on.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._grounds = grounds(settings)
        self._store = Store(KIND)
        self._present = Present()
        self._looked_up = 0
        self._open: tuple[str, Keeper] | None = None

    def find(self, path: str, text: str) -> tuple[Finding, ...] | None:
        """Give what was found in a module; None when that may be something else now.

        Args:
            path: the file.
            text: what Pylint has of it, which need not be what the file holds.
        """
        self._open = None
        self._looked_up += 1
        if self._grounds is None or self._looked_up > FEW:
            return None
        holds = digest(text.encode("utf-8", "surrogatepass"))
        folder = "" if Path(path).is_absolute() else str(Path.cwd())
        what = {"file": path, "folder": folder, "holds": holds}
        keeper = Keeper(self._store, key_of({**self._grounds, **what}), self._present, many=False)
        self._open = path, keeper
        try:
            return decoded(tuple[Finding, ...], keeper.known([path])[path])
        except (KeyError, ValueError):
            return None

    def keep(self, trail: Trail, findings: tuple[Finding, ...], *, analysed: bool) -> None:
        """Keep what was found in the module that was looked up last.

        Args:
            trail: what the analysis read and asked.
            findings: what it found.
            analysed: see :class:`tfguard.recall.record.Result`.
        """
        if self._open is not None:
            path, keeper = self._open
            keeper.keep(seen_on(trail), {path: Result(encoded(findings), analysed)})
            self._store.close()
