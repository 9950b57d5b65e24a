"""Runs the user's command as the user would, with the hook in each Python process of it."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from tfguard.confirm.errors import ConfirmError

START = Path(__file__).resolve().parents[1] / "worker" / "program" / "start"
SIGNALLED = 128  # and the signal's number, as shells have it


def arguments_of(command: str) -> list[str]:
    """Split a command as a shell does; none is started.

    Raises:
        ConfirmError: there is nothing in it, or a quote is not closed.
    """
    try:
        found = shlex.split(command)
    except ValueError as error:
        raise ConfirmError(f"cannot run {command!r}: {error}") from None
    if not found:
        raise ConfirmError("cannot run an empty command")
    return found


def environment(plan: Path, reports: Path) -> dict[str, str]:
    """The user's own environment, and what leads Python to the hook."""
    before = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(START), *([before] if before else [])])
    return {
        **os.environ,
        "PYTHONPATH": path,
        "TFGUARD_RUN_PLAN": str(plan),
        "TFGUARD_RUN_REPORTS": str(reports),
    }


def run(arguments: list[str], variables: dict[str, str]) -> int:
    """Run a command with this process's streams and working directory; wait for its end.

    Returns:
        Its exit code; of one that a signal ended, 128 and the signal's number.

    Raises:
        ConfirmError: it cannot be started.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        process = subprocess.Popen(arguments, env=variables)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfirmError(f"cannot run {arguments[0]}: {reason}") from None
    with _left_to_the_program():
        code = process.wait()
    return SIGNALLED - code if code < 0 else code


@contextlib.contextmanager
def _left_to_the_program() -> Iterator[None]:
    """Ctrl-C goes to the program, which has the terminal too; what it then says of itself is reported."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
