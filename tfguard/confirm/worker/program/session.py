"""One process of the user's program: what is watched in it, and the report that it leaves."""

from __future__ import annotations

import atexit
import json
import os
import sys
import time
from typing import Any

from . import autograph, frames
from .functions import Watcher
from .seen import Probes
from .sources import Sources
from .trouble import Trouble, python_says

VERSION = 1
REPORT_LIMIT = 16 << 20
MAX_FAILURES = 200
MAX_FUNCTIONS = 500
MAX_RECORDS = 5000
EVERY = 2.0  # seconds between two reports of a process that may be killed


class Session:
    """Everything that is watched in one process.

    Args:
        plan: the plan file.
        reports: folder for the report.
        sources: the flagged files.
        trouble: where errors go.
    """

    def __init__(self, plan: str, reports: str, sources: Sources, trouble: Trouble) -> None:
        with open(plan, encoding="utf-8") as file:
            wanted = json.load(file)
        self._reports = reports
        self._sources = sources
        self._trouble = trouble
        self._tensorflow = ""
        self._failures: list[dict[str, Any]] = []
        self._written = 0.0
        self._process = _name_of_process()
        self.watcher = Watcher(trouble.guarded)
        self.watcher.failed = self._failed
        specs = {int(probe): spec for probe, spec in wanted["probes"].items()}
        self.probes = Probes(specs, sources.used, self.watcher, trouble.guarded)
        self.probes.install()
        self._ended = self.watcher.ended
        self.watcher.ended = self._call_ended
        self._watch_the_end()

    def watch_tensorflow(self, tf: Any) -> None:
        """Watch the ``tf.function`` objects of TensorFlow, which has just been imported."""
        self._trouble.guarded(self._watch_tensorflow, tf)

    def _watch_tensorflow(self, tf: Any) -> None:
        self._tensorflow = str(tf.__version__)
        self.probes.inside_graph = tf.inside_function
        self.probes.graph = sys.modules["tensorflow.python.framework.ops"].get_default_graph
        self.watcher.install(type(tf.function(_nothing)))
        self.watcher.install_builder(sys.modules["tensorflow.python.framework.func_graph"])
        autograph.install(
            sys.modules["tensorflow.python.autograph.pyct.parser"], self._sources, self._trouble
        )

    # Reports

    def _watch_the_end(self) -> None:
        atexit.register(self._trouble.guarded, self.write)
        self._sources.leaving = lambda: self._trouble.guarded(self.write)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)
        leave = os._exit

        def _exit(status: int) -> Any:
            self._trouble.guarded(self.write)
            return leave(status)

        os._exit = _exit

    def _forked(self) -> None:
        """Count anew in the child: what came before is in the parent's report."""
        self._process = _name_of_process()
        self._written = 0.0
        self._failures.clear()
        self._trouble.guarded(self.watcher.forget)
        self._trouble.guarded(self.probes.forget)

    def _call_ended(self, call: Any, failed: bool) -> None:
        self._ended(call, failed)
        if time.monotonic() - self._written > EVERY:
            self.write()

    def _failed(self, error: BaseException) -> None:
        if len(self._failures) < MAX_FAILURES and isinstance(error, Exception):
            self._failures.append({**frames.describe(error), "traced": True})

    def _uncaught(self) -> list[dict[str, Any]]:
        """Describe the error that ended the program; Python leaves it here when it has shown it."""
        error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
        if not isinstance(error, Exception):
            return []
        return [{**frames.describe(error), "traced": False}]

    def write(self) -> None:
        """Write the report, in place of an earlier one of this process."""
        self._written = time.monotonic()
        data = json.dumps(self._report(), ensure_ascii=True, allow_nan=False).encode("ascii")
        if len(data) > REPORT_LIMIT:
            data = json.dumps({**self._head(), "too_long": len(data)}).encode("ascii")
        path = os.path.join(self._reports, "report-" + self._process)
        with open(path + ".part", "wb") as file:
            file.write(data)
        os.replace(path + ".part", path + ".json")

    def _head(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "process": self._process,
            "python": python_says(),
            "tensorflow": self._tensorflow,
            "files": sorted(self._sources.used),
            "changed": sorted(self._sources.changed),
            "trouble": self._trouble.count,
        }

    def _report(self) -> dict[str, Any]:
        functions = sorted(self.watcher.functions.values(), key=lambda one: -one.traces)[:MAX_FUNCTIONS]
        records: dict[str, list[Any]] = {}
        for (probe, _), record in list(self.probes.records.items())[:MAX_RECORDS]:
            records.setdefault(str(probe), []).append(record.as_json())
        return {
            **self._head(),
            "eager": {str(probe): count for probe, count in self.probes.eager.items()},
            "elsewhere": {str(probe): count for probe, count in self.probes.elsewhere.items()},
            "records": records,
            "functions": [_function(one) for one in functions if one.path],
            "failures": self._failures + self._uncaught(),
        }


def _function(function: Any) -> dict[str, Any]:
    return {
        "path": os.path.realpath(function.path),
        "line": function.line,
        "name": function.name,
        "calls": function.calls,
        "inside": function.inside,
        "traces": function.traces,
        "seconds": round(function.seconds, 4),
        "objects": function.objects,
        "traced": function.traced,
        "alike": function.alike,
        "events": function.events,
    }


def _name_of_process() -> str:
    """Name this process; what takes its place by ``os.exec`` has the same number."""
    return str(os.getpid()) + "-" + str(time.time_ns())


def _nothing() -> None:
    """Stand for a function to trace; it is never called."""
