"""A verdict hangs on what is confirmed: not on the worker, on the machine's load, or on where memory lies."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.run import Pool
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.confirm.worker import callees, effects
from tfguard.confirm.worker.clock import Clock
from tfguard.confirm.worker.probes import VALUE, Runtime
from tfguard.confirm.worker.repeating import Outlook
from tfguard.confirm.workers.process import WORKER, Worker
from tfguard.confirm.workers.protocol import Observation, steady

Program = Callable[..., Path]
Judge = Callable[..., list[Verdict]]
ORDER = """
import tensorflow as tf

LETTERS = {letters}

@tf.function
def step(x):
    print("x", x)
    return tf.constant([letter for letter in LETTERS])
"""
LETTERS = "{'alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'}"
# Waits in each call, and takes no processor time: as on a machine that is busy with something else.
WAITING = """
import select
import tensorflow as tf

@tf.function
def step(x):
    select.select([], [], [], 0.15)
    print("x", x)
    return x + 1.0
"""
BUSY = """
import time
import tensorflow as tf

@tf.function
def step(x):
    end = time.process_time() + 0.45
    while time.process_time() < end:
        pass
    print("x", x)
    raise ValueError("no argument will do")
"""
PLAIN = """
import tensorflow as tf

@tf.function
def step(x):
    print("x", x)
    return x + 1.0
"""


def _finding(path: Path) -> Any:
    return make_finding(path, "W7201", 'print("x", x)', "step")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Observation]:
    """Collect what the runs of workers showed."""
    found: list[Observation] = []
    original = Worker.run

    def noting(self: Worker, *arguments: Any) -> Observation:
        found.append(original(self, *arguments))
        return found[-1]

    monkeypatch.setattr(Worker, "run", noting)
    return found


@pytest.mark.tensorflow
def test_sets_have_one_order_in_all_workers(judged: Judge, program: Program, seen: list[Observation]) -> None:
    judged([_finding(program(ORDER.format(letters=LETTERS)))])
    shown = subprocess.run(
        [sys.executable, "-c", f"print(*{LETTERS}, sep=' ')"],
        env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.findall(r"[a-z]+", " ".join(seen[0].calls[0].result[0]).replace("b'", " "))
    assert found == shown.stdout.split()


@pytest.mark.tensorflow
def test_attempts_have_processor_time_and_not_the_clocks(judged: Judge, program: Program) -> None:
    (verdict,) = judged([_finding(program(WAITING))], seconds=5.0)
    assert verdict.outcome is Outcome.CONFIRMED, verdict


@pytest.mark.tensorflow
def test_a_search_for_which_time_was_short_says_so(judged: Judge, program: Program) -> None:
    (verdict,) = judged([_finding(program(BUSY))], seconds=6.0)
    assert verdict.why is Reason.TIME_LIMIT
    assert verdict.reason.startswith("the time limit was reached: no arguments were found")


@pytest.mark.tensorflow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no groups of processes")
def test_a_worker_that_was_lost_before_costs_nothing(pool: Pool, judged: Judge, program: Program) -> None:
    judged([_finding(program(PLAIN))])
    worker = pool.worker()
    process = worker._process
    assert process is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    pool.give_back(worker)
    (verdict,) = judged([_finding(program(PLAIN, "other.py"))])
    assert verdict.outcome is Outcome.CONFIRMED, verdict


@pytest.mark.tensorflow
@pytest.mark.parametrize(("crashes", "outcome"), [(1, Outcome.CONFIRMED), (99, Outcome.INCONCLUSIVE)])
def test_a_run_that_crashes_is_made_once_more(
    crashes: int, outcome: Outcome, judged: Judge, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, left = Worker._asked, [crashes]

    def crashing(self: Worker, order: Mapping[str, object], seconds: float) -> dict[str, object] | None:
        answer = original(self, order, seconds)
        left[0] -= 1
        return {**(answer or {}), "how": "signal 11", "report": None} if left[0] >= 0 else answer

    monkeypatch.setattr(Worker, "_asked", crashing)
    (verdict,) = judged([_finding(program(PLAIN))])
    assert verdict.outcome is outcome, verdict
    assert verdict.why is (None if outcome is Outcome.CONFIRMED else Reason.KILLED)


def test_a_clock_counts_what_the_process_takes() -> None:
    clock = Clock(1000.0)
    assert not clock.is_over(1000.0)
    while not clock.is_over(0.01):
        pass
    assert 990.0 < clock.left() < 1000.0
    assert Clock(-1.0).is_over(1000.0)


def test_the_workers_own_files_are_no_part_of_the_machine() -> None:
    outlook = Outlook("/run")
    for path in (str(WORKER / "probes.py"), "/run/work/x", sys.prefix + "/lib/x.py"):
        outlook._audit("open", (path, "r", 0))
        assert not outlook.outside, path
    outlook._audit("open", ("/home/somebody/x", "r", 0))
    assert outlook.outside


# Windows


@pytest.fixture
def windows() -> Iterator[list[effects.Window]]:
    """Give the windows that are open; the user's files are those of /user."""
    callees.set_root("/user/")
    effects.forget()
    yield effects.windows()
    effects.forget()
    callees.set_root("/nowhere/")


def _run(text: str, specs: dict[int, dict[str, Any]], **names: Any) -> Runtime:
    keras = SimpleNamespace(experimental=SimpleNamespace(do_not_convert=lambda function: function))
    runtime = Runtime(specs, False, SimpleNamespace(autograph=keras, inside_function=lambda: False))
    exec(compile(text, "/user/program.py", "exec"), {**runtime.names, **names})
    return runtime


def test_a_place_whose_end_is_not_seen_opens_none(windows: list[effects.Window]) -> None:
    """In a loop there would be one more each time, each looked at by every call."""
    runtime = _run("for _ in range(50):\n    _tfguard_enter(1)", {1: {"closes": False}})
    assert not windows
    assert runtime.sight(1).entered == 50


def test_what_an_exception_left_open_is_closed(windows: list[effects.Window]) -> None:
    text = """
def work():
    for _ in range(50):
        try:
            _tfguard_enter(1)
            raise ValueError
        except ValueError:
            pass
work()
"""
    _run(text, {1: {"closes": True}})
    assert len(windows) == 1


def test_a_function_that_calls_itself_has_one_window_each(windows: list[effects.Window]) -> None:
    text = """
def work(depth):
    _tfguard_enter(1)
    if depth:
        work(depth - 1)
    else:
        look()
    _tfguard_exit(1)
work(5)
"""
    open_then: list[int] = []
    runtime = _run(text, {1: {"closes": True}}, look=lambda: open_then.append(len(windows)))
    assert open_then == [6]
    assert runtime.sight(1).entered == 6
    assert not windows


def test_a_value_is_not_taken_for_one_that_has_died(windows: list[effects.Window]) -> None:
    """A new object may lie where the last one lay."""
    text = """
class Thing:
    pass
def helper():
    return Thing()
_tfguard_value(1, _tfguard_enter(1), (helper() and Thing()))
_tfguard_value(2, _tfguard_enter(2), (helper()))
"""
    runtime = _run(text, {1: {"closes": True}, 2: {"closes": True}})
    assert VALUE not in runtime.sight(1).effects
    assert VALUE in runtime.sight(2).effects
    assert not windows


def test_only_the_users_frames_cost_something(windows: list[effects.Window]) -> None:
    asked: list[FrameType] = []

    class Counting(effects.Window):
        def entered(self, frame: Any) -> None:
            asked.append(frame)
            super().entered(frame)

    effects.opened(Counting(1, lambda _: "", (), follow=True))
    Path("a", "b").as_posix()
    effects.forget()
    assert not asked
    assert not windows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<function scale at 0x7f3e2caac0e0>, found", "<function scale>, found"),
        (
            "at /tmp/tfguard-6vzrejf5/tfguard-rsjq55i1/tmp29q4n527/variables; Invalid",
            "at tmp/variables; Invalid",
        ),
        ('File "/tmp/tfguard/tfguard-rsjq55i1/code/model.py", line 3', 'File "model.py", line 3'),
        ("'/var/x/tfguard-rsjq55i1/work/data.csv'", "'data.csv'"),
        ("mask 0xff of /home/me/tfguard/model.py", "mask 0xff of /home/me/tfguard/model.py"),
    ],
)
def test_texts_are_the_same_in_each_run(text: str, expected: str) -> None:
    assert steady(text) == expected
