"""Starts everything in one process of the program, with nothing but what Python has loaded by itself."""

from __future__ import annotations

import os
import sys
from typing import Any, Callable

from . import loading
from .sources import Sources
from .trouble import Trouble

TENSORFLOW = "tensorflow"
REWRITING = "_pytest.assertion.rewrite"


def start(plan: str, reports: str) -> None:
    """Put the hooks in place.

    Args:
        plan: the plan file; beside it lies the list of flagged files.
        reports: folder that this process writes its report into.
    """
    trouble = Trouble(reports)
    sources = Sources(plan, trouble)
    observing = _Observing(plan, reports, sources, trouble)
    sources.wanted = observing.begin
    loading.watch_imports(sources)
    loading.watch_main(sources)
    loading.after_import({
        TENSORFLOW: observing.tensorflow_is_there,
        REWRITING: lambda: loading.watch_rewriting(sources),
    })  # fmt: skip
    _mark(reports)


class _Observing:
    """Loads the rest of the package when there is something to look at."""

    def __init__(self, plan: str, reports: str, sources: Sources, trouble: Trouble) -> None:
        self.plan = plan
        self.reports = reports
        self.sources = sources
        self.trouble = trouble
        self._session: Any = None

    def begin(self) -> bool:
        """A flagged file is about to be run: see that its probes are there."""
        return self._get() is not None

    def tensorflow_is_there(self) -> None:
        """TensorFlow has been imported."""
        session = self._get()
        if session is not None:
            session.watch_tensorflow(sys.modules[TENSORFLOW])

    def _get(self) -> Any:
        if self._session is None:
            self._session = self.trouble.guarded(self._make)
        return self._session

    def _make(self) -> Any:
        def load() -> Any:
            __import__(__package__ + ".session")
            return sys.modules[__package__ + ".session"]

        module = with_own_library(load)
        return module.Session(self.plan, self.reports, self.sources, self.trouble)


def with_own_library(load: Callable[[], Any]) -> Any:
    """Import with nothing but Python's own library in sight: the program may have modules of such names."""
    library = os.path.dirname(os.__file__)
    before = list(sys.path)
    sys.path[:] = [entry for entry in before if entry.startswith(library) and "-packages" not in entry]
    try:
        return load()
    finally:
        sys.path[:] = before


def _mark(reports: str) -> None:
    """Say that a process was here, even if it never comes to TensorFlow."""
    path = os.path.join(reports, "started-" + str(os.getpid()))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
