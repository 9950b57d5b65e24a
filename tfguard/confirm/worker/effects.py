"""Python's world: what a flagged place does that no TensorFlow op does.

A *window* opens when a flagged place starts and closes when it ends. What touches the world in between
(output, log records, files, processes, debugger hooks, sleeping, draws from Python's random numbers) is
noted on the windows that are open in that thread. TensorFlow's kernels write, read and draw below
Python, so none of these hooks sees ``tf.print``, ``tf.io`` or ``tf.random``.

What a function of the user's does that the place calls is not the place's own doing: it is written down
apart (:mod:`callees`), as kinds that begin with ``called``.
"""

from __future__ import annotations

import builtins
import io
import itertools
import logging
import random
import sys
import threading
import time
import weakref
from typing import Any, Callable

from . import callees
from .callees import CALLED
from .tokens import position, reference

OUTPUT = "output"
LOG = "log"
FILE = "file"
PROCESS = "process"
NETWORK = "network"
DEBUGGER = "debugger"
SLEEP = "sleep"
RANDOM = "random"
STATE = "state"

_SOURCES = (".py", ".pyc", ".so", ".pyi")
_FILE_EVENTS = (
    "os.listdir", "os.scandir", "os.remove", "os.mkdir", "os.rename", "os.rmdir", "os.truncate", "os.link",
    "os.symlink", "os.chmod", "os.utime", "tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect",
)  # fmt: skip
_PROCESS_EVENTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")


class Window:
    """What happened between the start and the end of one flagged place.

    Attributes:
        probe: the place.
        effects: kinds of effect seen so far.
        frame: the frame of the user's function that the place stands in, or None.
        around: the frame that it stands in itself: that function's, or of a comprehension or lambda in it.
        follow: whether the functions that are called meanwhile are told apart.
        watched: what it may change.
        held: numbers of the tensors without a value that this held before.
    """

    def __init__(
        self, probe: int, state: Callable[[Any], str], watched: tuple[Any, ...], follow: bool
    ) -> None:
        self.probe = probe
        self.effects: set[str] = set()
        self.watched = watched
        self.held: frozenset[int] = frozenset()
        # AutoGraph converts libraries too: whose function one is, is told eagerly alone.
        self.frame = callees.innermost() if follow else None
        self.around = callees.nearest() if follow else None
        self.follow = follow
        self._returned: Callable[[], Any] = _nothing
        self._state = state
        self._callee: Any = None
        self._entry: list[Any] = []
        self._before = self._snapshot()

    def changes(self) -> tuple[bool, str]:
        """Tell whether what is watched was changed by the place itself, and what it was before."""
        if not self.watched:
            return False, ""
        return self._state(self.watched[0]) != self._before[2], self._before[2]

    def close(self) -> None:
        """Compare what is only visible as a difference: random states and file positions."""
        now = self._snapshot()
        for index, kind in ((0, RANDOM), (1, FILE)):
            if _differs(self._before[index], now[index]):
                self.effects.add(kind)

    def entered(self, frame: Any) -> None:
        """A function starts while the window is open."""
        if self._callee is None and callees.is_callee(frame, getattr(self.watched[:1], "name", "")):
            self._callee, self._entry = frame, self._snapshot()

    def left(self, frame: Any, value: Any) -> None:
        """A function ends: what it changed is its own doing, and not the place's."""
        if frame is not self._callee:
            return
        self._callee, self._returned = None, reference(value)
        now = self._snapshot()
        for index, (kind, then, after) in enumerate(zip((RANDOM, FILE, STATE), self._entry, now)):
            if not _differs(then, after):
                continue
            self.effects.add(CALLED + kind)
            if not _differs(self._before[index], then):
                self._before[index] = after

    def gave(self, value: Any) -> bool:
        """Tell whether a value is the very one that the last function of the user's gave back."""
        return value is not None and self._returned() is value

    def _snapshot(self) -> list[Any]:
        return [_random_state(), _positions(), *(self._state(watch) for watch in self.watched[:1])]


def _differs(before: Any, now: Any) -> bool:
    """Compare two snapshots of one kind; files that were opened since, or that are gone, say nothing."""
    if isinstance(before, dict):
        return any(now.get(number, place) != place for number, place in before.items())
    return bool(before != now)


_open_windows = threading.local()
_opened: list[tuple[int, Any]] = []
_numbers = itertools.count()
MOST_FILES = 256


def windows() -> list[Window]:
    """Give the windows open in this thread, outermost first."""
    found: list[Window] | None = getattr(_open_windows, "stack", None)
    if found is None:
        found = []
        _open_windows.stack = found
    return found


def note(kind: str) -> None:
    """Write an effect down on every window that is open in this thread."""
    found = windows()
    here = callees.innermost() if found else None
    for window in found:
        own = here is None or window.frame is None or here is window.frame
        window.effects.add(kind if own else CALLED + kind)


def _nothing() -> None:
    """Stand for a reference to nothing."""


def opened(window: Window) -> None:
    """Open a window; one of the same place in the same frame was left by an exception, and is closed."""
    stack = windows()
    if window.around is not None:
        stack[:] = [one for one in stack if one.probe != window.probe or one.around is not window.around]
    stack.append(window)
    if window.follow:
        sys.setprofile(_profile)


def closed(probe: int) -> Window | None:
    """Close the window of a place and those that an exception left open inside of it."""
    stack = windows()
    found = None
    if any(window.probe == probe for window in stack):
        while found is None:
            window = stack.pop()
            found = window if window.probe == probe else None
    if not any(window.follow for window in stack):
        sys.setprofile(None)
    return found


def forget() -> None:
    """Close all windows of this thread."""
    del windows()[:]
    sys.setprofile(None)


def _profile(frame: Any, event: str, argument: Any) -> None:
    # Called for each call of Python's, libraries' above all: most are none of the user's, and quickly told.
    if event not in ("call", "return") or not callees.is_users(frame):
        return
    for window in _followed():
        if event == "call":
            window.entered(frame)
        else:
            window.left(frame, argument)


def _followed() -> list[Window]:
    return [window for window in windows() if window.follow]


def _random_state() -> tuple[int, int]:
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is None:
        return hash(random.getstate()), 0
    _, numbers, position = numpy_random.get_state()[:3]
    return hash(random.getstate()), hash((numbers.tobytes(), position))


def _positions() -> dict[int, str]:
    """Where each open file stands; those of modules were opened long before the place is come to."""
    found = {}
    for number, opened_file in _opened:
        handle = opened_file()
        if handle is not None:
            found[number] = "closed" if getattr(handle, "closed", True) else position(handle)
    return found


def _note_opened(handle: Any) -> None:
    if len(_opened) >= MOST_FILES:
        _opened[:] = [(number, one) for number, one in _opened if not getattr(one(), "closed", True)]
    if len(_opened) < MOST_FILES:
        _opened.append((next(_numbers), weakref.ref(handle)))


class Output(io.TextIOBase):
    """Stands for ``sys.stdout`` and ``sys.stderr``: notes that something was written, keeps little.

    Attributes:
        kept: the first characters written, for evidence.
    """

    LIMIT = 2000

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.kept = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What ``print`` may ask for."""
        return "utf-8"

    @property
    def buffer(self) -> Any:
        """The stream of bytes that some code writes to."""
        return _Bytes(self)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Give the descriptor that this stream stands for; it leads to the null device."""
        return self._descriptor

    def write(self, text: str) -> int:
        """Note that something was written."""
        note(OUTPUT)
        if len(self.kept) < self.LIMIT and windows():
            self.kept += text[: self.LIMIT - len(self.kept)]
        return len(text)


class _Bytes(io.RawIOBase):
    def __init__(self, output: Output) -> None:
        super().__init__()
        self._output = output

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._output.write(bytes(data).decode("utf-8", "replace"))
        return len(data)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not getattr(_open_windows, "stack", None):
        return
    if event == "open":
        path = arguments[0] if arguments else ""
        if not (isinstance(path, str) and path.endswith(_SOURCES)):
            note(FILE)
    elif event in _FILE_EVENTS or event.startswith(("shutil.", "glob.")):
        note(FILE)
    elif event in _PROCESS_EVENTS:
        note(PROCESS)
    elif event.startswith("socket."):
        note(NETWORK)


def _noting(kind: str, result: Any) -> Callable[..., Any]:
    def hook(*_: Any, **__: Any) -> Any:
        note(kind)
        return result

    return hook


def install() -> tuple[Output, Output]:
    """Replace the ways out of Python by ways that note the effect; for a process of its own only.

    Returns:
        What stands for ``sys.stdout`` and ``sys.stderr``.
    """
    out, err = Output(1), Output(2)
    sys.stdout = sys.__stdout__ = out  # type: ignore[misc,assignment]
    sys.stderr = sys.__stderr__ = err  # type: ignore[misc,assignment]
    _leave_unconverted(out, err)
    sys.addaudithook(_audit)
    sys.breakpointhook = _noting(DEBUGGER, None)
    builtins.input = _noting(DEBUGGER, "1")
    import pdb  # noqa: PLC0415, T100 - it brings readline, and a user's program may have none of it

    pdb.set_trace = _noting(DEBUGGER, None)
    pdb.Pdb.set_trace = _noting(DEBUGGER, None)  # type: ignore[method-assign]
    time.sleep = _noting(SLEEP, None)
    _patch_logging()
    _patch_open()
    _patch_gfile()
    return out, err


def _leave_unconverted(*streams: Output) -> None:
    """Let AutoGraph convert no more of the streams than of Python's own, which are not written in Python."""
    tensorflow: Any = sys.modules.get("tensorflow")
    for stream in streams if tensorflow is not None else ():
        stream.write = tensorflow.autograph.experimental.do_not_convert(stream.write)  # type: ignore[method-assign]


def _patch_logging() -> None:
    handle = logging.Logger.handle

    def noted(self: logging.Logger, record: logging.LogRecord) -> None:
        note(LOG)
        # The handlers would write to a stream, which is an effect of its own.
        stack, _open_windows.stack = windows(), []
        try:
            handle(self, record)
        finally:
            _open_windows.stack = stack

    logging.Logger.handle = noted  # type: ignore[method-assign]


def enable_logging() -> None:
    """Let every logger speak: a program sets its levels where it starts, which is not run here."""
    logging.disable(logging.NOTSET)
    logging.getLogger().setLevel(1)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and logger.name != "tensorflow":
            logger.setLevel(1)
            logger.disabled = False
    # TensorFlow's own logger is left at a level that users see; tracing details stay hidden.
    logging.getLogger("tensorflow").setLevel(logging.DEBUG)


def _patch_open() -> None:
    original = builtins.open

    def opening(*arguments: Any, **keywords: Any) -> Any:
        handle = original(*arguments, **keywords)
        _note_opened(handle)
        return handle

    builtins.open = opening
    io.open = opening


def _patch_gfile() -> None:
    """Note reads and writes of ``tf.io.gfile.GFile``: Python methods over TensorFlow's file systems."""
    module = sys.modules.get("tensorflow.python.lib.io.file_io")
    kind = getattr(module, "FileIO", None)
    for name in ("__init__", "_preread_check", "_prewrite_check"):
        original = getattr(kind, name, None)
        if original is not None:
            setattr(kind, name, _before(original))


def _before(original: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(*arguments: Any, **keywords: Any) -> Any:
        note(FILE)
        return original(*arguments, **keywords)

    return wrapper
