"""Notices what a flagged place does to Python's world, and changes nothing of it.

The experiments replace streams, ``open`` and ``input`` for good; here it is the user's program that runs.
So everything is put in place when a flagged place starts while a graph is built, and taken away when it ends;
what is written is written, what is asked for is asked for.
"""

from __future__ import annotations

import datetime
import logging
import sys
import threading
from typing import Any, Callable

from .. import effects

CLOCK = "clock"
GROWS = "grows"  # a list or a number that each further pass would change again
_EVENTS = {
    "builtins.breakpoint": effects.DEBUGGER, "builtins.input": effects.DEBUGGER, "pdb.Pdb": effects.DEBUGGER,
    "time.sleep": effects.SLEEP, "subprocess.Popen": effects.PROCESS, "os.system": effects.PROCESS,
    "os.exec": effects.PROCESS, "os.posix_spawn": effects.PROCESS, "os.fork": effects.PROCESS,
    "os.forkpty": effects.PROCESS, "os.listdir": effects.FILE, "os.scandir": effects.FILE,
    "os.remove": effects.FILE, "os.mkdir": effects.FILE, "os.rename": effects.FILE, "os.rmdir": effects.FILE,
    "os.truncate": effects.FILE, "os.link": effects.FILE, "os.symlink": effects.FILE,
    "os.chmod": effects.FILE, "os.utime": effects.FILE, "tempfile.mkstemp": effects.FILE,
    "tempfile.mkdtemp": effects.FILE, "sqlite3.connect": effects.FILE,
}  # fmt: skip
_PREFIXES = {"shutil.": effects.FILE, "glob.": effects.FILE, "socket.": effects.NETWORK}
_SOURCES = (".py", ".pyc", ".so", ".pyi")
_CLOCKS = frozenset((
    "time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time",
    "process_time_ns", "localtime", "gmtime", "ctime", "asctime",
))  # fmt: skip
_NOW = frozenset(("now", "utcnow", "today"))


class Window(effects.Window):
    """A window that brings its own means of noticing; see :class:`effects.Window`.

    Attributes:
        before: a text for what is watched, as it was when the place started.
    """

    def __init__(self, probe: int) -> None:
        super().__init__(probe, _unread, (), follow=False)
        self.before = ""
        _means.open()

    def close(self) -> None:
        """Take the means away, and compare what is only visible as a difference."""
        super().close()
        _means.close()


def _unread(_watch: Any) -> str:
    """Stand for the state of what is watched, which the probes themselves compare."""
    return ""


class _Means:
    """What is in place while any window is open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._undo: list[Callable[[], None]] = []
        self._listening = False

    def open(self) -> None:
        """Put everything in place, for the first window."""
        with self._lock:
            self._open += 1
            if self._open == 1:
                self._place()

    def close(self) -> None:
        """Take everything away, after the last window."""
        with self._lock:
            self._open -= 1
            if self._open == 0:
                while self._undo:
                    self._undo.pop()()

    def _place(self) -> None:
        if not self._listening:
            self._listening = True
            sys.addaudithook(_listen)
        streams = [sys.stdout, sys.stderr]
        for stream in streams[: 1 if streams[0] is streams[1] else 2]:
            self._replace(stream, "write", _noting(effects.OUTPUT))
        self._replace(logging.Logger, "handle", _logging)
        kind = getattr(sys.modules.get("tensorflow.python.lib.io.file_io"), "FileIO", None)
        for name in ("__init__", "_preread_check", "_prewrite_check"):
            self._replace(kind, name, _noting(effects.FILE))
        if sys.getprofile() is None:
            sys.setprofile(_profile)
            self._undo.append(_stop_profile)

    def _replace(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        original = getattr(owner, name, None)
        if original is None:
            return
        own = vars(owner).get(name) if hasattr(owner, "__dict__") else None
        try:
            setattr(owner, name, make(original))
        except (AttributeError, TypeError):
            return  # a stream of a kind that cannot be watched
        self._undo.append(lambda: setattr(owner, name, own) if own is not None else delattr(owner, name))


_means = _Means()


def _noting(kind: str) -> Callable[[Any], Any]:
    def make(original: Any) -> Any:
        def noted(*arguments: Any, **keywords: Any) -> Any:
            effects.note(kind)
            return original(*arguments, **keywords)

        return noted

    return make


def _logging(original: Any) -> Any:
    def handle(self: logging.Logger, record: logging.LogRecord) -> None:
        effects.note(effects.LOG)
        # The handlers write to a stream, which is no effect of its own.
        stack = effects.windows()
        kept = list(stack)
        del stack[:]
        try:
            original(self, record)
        finally:
            stack[:] = kept

    return handle


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if not effects.windows():
        return
    if event == "open":
        path = arguments[0] if arguments else ""
        if isinstance(path, int) or (isinstance(path, (str, bytes)) and not str(path).endswith(_SOURCES)):
            effects.note(effects.FILE)
    elif event in _EVENTS:
        effects.note(_EVENTS[event])
    else:
        kind = next((kind for prefix, kind in _PREFIXES.items() if event.startswith(prefix)), "")
        if kind:
            effects.note(kind)


def _profile(_frame: Any, event: str, argument: Any) -> None:
    """Python's own functions for the time make no event that could be listened to."""
    if event != "c_call":
        return
    name = argument.__name__
    if name in _CLOCKS and argument.__module__ == "time":
        effects.note(CLOCK)
    elif name == "sleep" and argument.__module__ == "time":
        effects.note(effects.SLEEP)
    elif name in _NOW:
        owner = getattr(argument, "__self__", None)
        if isinstance(owner, type) and issubclass(owner, datetime.date):
            effects.note(CLOCK)


def _stop_profile() -> None:
    if sys.getprofile() is _profile:
        sys.setprofile(None)
