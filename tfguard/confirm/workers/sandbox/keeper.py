"""Run a worker, and end it with everything it has started: ``python -I -B keeper.py ORDER``.

The keeper stands outside of what it keeps. It adopts processes whose parents have ended, also those that
made sessions of their own, and kills them all when the worker has ended, when tfguard ends, or when it
is told to (SIGTERM). Under sandlock it is the supervisor that answers the system calls of the worker.

It is run by its path, so that it costs no import of tfguard; what it needs of the worker's ``limits`` is
loaded from that file.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

_LIMITS = Path(__file__).parent.parent.parent / "worker" / "limits.py"
_CANNOT_START = 125


def _load_limits() -> ModuleType:
    spec = importlib.util.spec_from_file_location("_tfguard_limits", _LIMITS)
    if spec is None or spec.loader is None:
        raise SystemExit(_CANNOT_START)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Told(BaseException):
    """The keeper was told to end."""


def _told(_signal: int, _frame: FrameType | None) -> None:
    raise _Told


def main(order: dict[str, Any]) -> int:
    """Run the worker; give its exit code.

    Args:
        order: ``command``, and ``sandlock``: None, or the arguments of ``sandlock.Sandbox`` with ``where``,
            the folder that holds the package.
    """
    limits = _load_limits()
    signal.signal(signal.SIGTERM, _told)
    limits.adopt_orphans()
    limits.die_with_parent(signal.SIGTERM)
    try:
        if order["sandlock"] is None:
            return _run_plainly(order["command"], limits)
        return _run_in_sandlock(order["command"], order["sandlock"], limits)
    except _Told:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        limits.end()


def _run_plainly(command: list[str], limits: ModuleType) -> int:
    process = subprocess.Popen(command)
    # The worker speaks to tfguard on these; held here too, they would never be closed.
    _let_go()
    _watch(process.wait, limits)
    return process.wait()


def _run_in_sandlock(command: list[str], how: dict[str, Any], limits: ModuleType) -> int:
    # Behind everything else: the folder may hold a whole environment.
    sys.path.append(how.pop("where"))
    import sandlock  # noqa: PLC0415 - only where it is used

    try:
        process = sandlock.Sandbox(**how).popen(command)
    except (RuntimeError, ValueError, OSError, sandlock.SandlockError):
        return _CANNOT_START
    _let_go()
    _watch(process.wait, limits)
    return int(process.wait().exit_code)


def _watch(wait: Callable[[], object], limits: ModuleType) -> None:
    """Wait for the worker; what takes half of the machine's memory ends with it.

    A worker watches its runs itself, but not in every sandbox it sees what belongs to them.

    Args:
        wait: returns when the worker has ended. In a thread: it need not be Python's, and would then hold up
            what is told to this process.
        limits: the worker's module of that name.
    """
    most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    while waiting.is_alive():
        waiting.join(0.5)
        if limits.takes_more(limits.descendants(os.getpid()), most):
            raise _Told


def _let_go() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
