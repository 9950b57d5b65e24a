"""The findings of the module that Pylint checks now: computed once, read by every checker."""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import tfguard
from tfguard.plugin.kept import Kept
from tfguard.syntax.project import Project
from tfguard.syntax.settings import Settings
from tfguard.syntax.source import SourceError

if TYPE_CHECKING:
    from astroid import nodes

    from tfguard.plugin.elsewhere import Elsewhere
    from tfguard.rules.analysis import Analysis
    from tfguard.rules.finding import Finding

LINES_KEPT = 120_000  # of files of the project: with their trees and values some 200 MiB
_PACKAGE = Path(tfguard.__file__).parent

Analyse = Callable[[str, Project, "str | None"], "Analysis"]


class ModuleFindings:
    """Findings by module, one module at a time.

    Pylint runs all checkers on a module before it takes the next one, so one place is memory
    enough. The project (what is known of imported files) stays until it has grown large; while it
    is empty, as it is when ``--jobs`` pickles the linter, this object holds nothing but itself.

    Args:
        analyse: another analyser, in tests; what it finds is not kept.
    """

    def __init__(self, analyse: Analyse | None = None) -> None:
        self._analyse = analyse
        self._kept: Kept | None = None
        self._settings: Settings | None = None
        self._elsewhere: Elsewhere | None = None
        self._module: nodes.Module | None = None
        self._findings: tuple[Finding, ...] = ()
        self._failure: str | None = None

    def of(self, module: nodes.Module, settings: Settings) -> tuple[Finding, ...]:
        """The findings of a module; empty when it cannot hold tracing or the analysis failed.

        Args:
            module: the module as Pylint parsed it; its text is read anew, its tree is not used.
            settings: what the analysis depends on.

        Returns:
            All findings, of every rule; see :meth:`take_failure` for what went wrong.
        """
        if self._module is not module:
            self._module = module
            self._findings = ()
            self._failure = None
            try:
                self._findings = self._analysed(module, settings)
            except SourceError as error:
                self._failure = f"tfguard could not check this file: {error.message}"
            except Exception as error:  # noqa: BLE001 - a defect of ours must not end the user's Pylint run
                self._failure = _defect(error)
        return self._findings

    def take_failure(self) -> str | None:
        """Why the module could not be analysed, in one line; None on every further question."""
        failure, self._failure = self._failure, None
        return failure

    def drop(self) -> None:
        """Forget the module."""
        self._module = None
        self._findings = ()
        self._failure = None

    def _analysed(self, module: nodes.Module, settings: Settings) -> tuple[Finding, ...]:
        text = _text(module)
        if text is None:
            return ()
        kept = self._kept_for(settings)
        found = kept.find(module.file, text) if kept is not None else None
        if found is not None:
            return found
        elsewhere = self._elsewhere_for(settings)
        findings = self._found(elsewhere, module.file, text)
        shown = tuple(one for one in findings or () if not elsewhere.silences(one))
        if kept is not None:
            kept.keep(elsewhere.project.trail, shown, analysed=findings is not None)
        return shown

    def _found(self, elsewhere: Elsewhere, path: str, text: str) -> tuple[Finding, ...] | None:
        """Analyse a file; None when it cannot hold tracing."""
        # Loaded when they are needed: in an editor, most files are as they were (see tfguard.plugin.kept).
        from tfguard.rules.analysis import analyse  # noqa: PLC0415
        from tfguard.tracing.candidates import is_worth_reading  # noqa: PLC0415

        if not is_worth_reading(elsewhere.project, path, text):
            return None
        return (self._analyse or analyse)(path, elsewhere.project, text).findings

    def _kept_for(self, settings: Settings) -> Kept | None:
        if self._analyse is not None:
            return None
        if self._kept is None or self._kept.settings != settings:
            self._kept = Kept(settings)
        return self._kept

    def _elsewhere_for(self, settings: Settings) -> Elsewhere:
        from tfguard.plugin.elsewhere import Elsewhere  # noqa: PLC0415
        from tfguard.rules.registry import all_rules  # noqa: PLC0415

        # The options may differ between folders (Pylint's --use-local-configs).
        known = self._elsewhere
        if known is None or self._settings != settings or known.project.lines > LINES_KEPT:
            self._settings = settings
            known = self._elsewhere = Elsewhere(settings.project(), all_rules())
        return known


def _text(module: nodes.Module) -> str | None:
    """The module's text as Pylint got it, from the file or from standard input.

    What Pylint reads from standard input it holds as UTF-8, whatever the text declares; astroid
    notes which encoding holds.
    """
    stream = module.stream()
    if stream is None:
        return None
    with stream:
        return io.TextIOWrapper(stream, encoding=module.file_encoding or "utf-8").read()


def _defect(error: Exception) -> str:
    """Describe a defect of tfguard in one line, with the place in tfguard where it showed."""
    text = (str(error).splitlines() or [""])[0]
    what = f"{type(error).__name__}: {text}" if text else type(error).__name__
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _ours(frame.filename)]
    where = f" at {_relative(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"tfguard could not check this file; this is a defect in tfguard, please report it: {what}{where}"


def _ours(filename: str) -> bool:
    return Path(filename).is_relative_to(_PACKAGE)


def _relative(filename: str) -> str:
    return Path(filename).relative_to(_PACKAGE.parent).as_posix()
