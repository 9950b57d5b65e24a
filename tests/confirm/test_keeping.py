"""A keeper ends a worker with all that it has started, however either of them ends; without TensorFlow."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.confirm.worker import limits
from tfguard.confirm.workers.sandbox.keeping import kept

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the means are Linux's")

# Leaves a process with a session of its own, below a parent that has ended; then ends, or stays.
WORKER = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        with open(sys.argv[1] + ".new", "w") as file:
            file.write(str(os.getpid()))
        os.rename(sys.argv[1] + ".new", sys.argv[1])
        time.sleep(600)
    os._exit(0)
while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
time.sleep(float(sys.argv[2]))
"""
# Starts a keeper and is killed.
PARENT = "import json, subprocess, sys, time; subprocess.Popen(json.loads(sys.argv[1])); time.sleep(600)"


def _command(note: Path, seconds: float) -> list[str]:
    return kept([sys.executable, "-I", "-c", WORKER, str(note), str(seconds)])


def _noted(note: Path) -> int:
    _until(note.exists)
    return int(note.read_text(encoding="utf-8"))


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_what_is_left_ends_with_the_worker(tmp_path: Path) -> None:
    note = tmp_path / "note"
    subprocess.run(_command(note, 0), check=True, timeout=60)
    assert _gone(_noted(note))


def test_what_is_left_ends_when_the_keeper_is_told(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with subprocess.Popen(_command(note, 600)) as keeper:
        left = _noted(note)
        below = limits.descendants(keeper.pid)
        assert left in below
        keeper.terminate()
        assert keeper.wait(30) == 0
    assert all(_gone(process) for process in below)


def test_what_is_left_ends_with_tfguard(tmp_path: Path) -> None:
    import json

    note = tmp_path / "note"
    order = json.dumps(_command(note, 600))
    with subprocess.Popen([sys.executable, "-I", "-c", PARENT, order]) as parent:
        left = _noted(note)
        below = limits.descendants(parent.pid)
        assert left in below
        os.kill(parent.pid, signal.SIGKILL)
    _until(lambda: all(_gone(process) for process in below))


def test_a_keeper_passes_the_exit_code_on() -> None:
    command = kept([sys.executable, "-c", "raise SystemExit(7)"])
    assert subprocess.run(command, check=False, timeout=60).returncode == 7
