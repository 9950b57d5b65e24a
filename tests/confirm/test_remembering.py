"""Runs that were made before: equal ones are remembered, and only those that would go the same way again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from confirm.made_findings import make_finding

from tfguard.cache.store import Store
from tfguard.confirm.run import Pool, Runner
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.confirm.workers.interpreter import Interpreter, examine
from tfguard.confirm.workers.process import Worker
from tfguard.confirm.workers.protocol import Observation
from tfguard.confirm.workers.remembering import Memory
from tfguard.rules.finding import Finding

PYTHON = Interpreter("/usr/bin/python3", "2.20.0", (), (("numpy", "2.1"),))
REPORT = {
    "lasting": True, "step": 0, "calls": [], "plan": 0, "tries": 1, "values": [], "arguments": [],
    "variation": 0, "error": None, "stubs_made": {}, "stubs_used": [], "rooted": [], "tensorflow": "2.20.0",
}  # fmt: skip
ANSWER = {"id": "run-1", "how": "exited 0", "seconds": 0.5, "report": REPORT}
REQUEST = {
    "mode": "eager", "memory": 1, "probes": {}, "files": [], "grid": [], "plans": [{"holes": []}],
}  # fmt: skip


def _memory(root: Path, python: Interpreter = PYTHON, sandbox: str = "bubblewrap") -> Memory:
    return Memory(python, sandbox, Store("runs", root))


def test_an_answer_is_read_as_if_it_had_just_come(tmp_path: Path) -> None:
    memory = _memory(tmp_path)
    key = memory.key(REQUEST, 30.0)
    assert memory.find(key, REQUEST) is None
    memory.keep(key, ANSWER)
    found = _memory(tmp_path).find(key, REQUEST)
    assert found is not None
    assert (found.how, found.tensorflow, found.reported) == ("exited 0", "2.20.0", True)


@pytest.mark.parametrize(
    "answer",
    [
        {**ANSWER, "how": "time"},
        {**ANSWER, "how": "signal 9"},
        {**ANSWER, "report": None},
        {**ANSWER, "report": {**REPORT, "lasting": False}},
        {**ANSWER, "report": {**REPORT, "lasting": "yes"}},
        {**ANSWER, "report": {"too_long": 2 << 20}},
    ],
)
def test_what_a_limit_ended_is_not_kept(answer: dict[str, object], tmp_path: Path) -> None:
    memory = _memory(tmp_path)
    memory.keep("ab" * 32, answer)
    assert memory.find("ab" * 32, REQUEST) is None


@pytest.mark.parametrize("value", [1, [], {}, {"how": 1}, {**ANSWER, "report": {**REPORT, "calls": {}}}])
def test_an_entry_of_another_form_is_a_miss(value: object, tmp_path: Path) -> None:
    Store("runs", tmp_path).put("ab" * 32, value)
    assert _memory(tmp_path).find("ab" * 32, REQUEST) is None


def test_the_key_names_all_that_matters(tmp_path: Path) -> None:
    other = Interpreter("/usr/bin/python3", "2.20.0", (), (("numpy", "2.2"),))
    keys = {
        _memory(tmp_path).key(REQUEST, 30.0),
        _memory(tmp_path).key(REQUEST, 10.0),
        _memory(tmp_path).key({**REQUEST, "mode": "graph"}, 30.0),
        _memory(tmp_path).key({**REQUEST, "memory": 2}, 30.0),
        _memory(tmp_path, sandbox="none").key(REQUEST, 30.0),
        _memory(tmp_path, other).key(REQUEST, 30.0),
    }
    assert len(keys) == 6


@pytest.mark.tensorflow
def test_an_interpreter_says_what_its_runs_depend_on() -> None:
    identity = dict(examine(sys.executable).identity)
    assert identity["python"] == sys.version
    assert identity["tensorflow"]
    assert identity["numpy"]
    assert identity == dict(examine(sys.executable).identity)


PROGRAM = """
import tensorflow as tf

@tf.function
def step(x):
    print("x", x)
    return x + 1.0
"""
FILES = """
import tensorflow as tf

text = open({path!r}).read()

@tf.function
def step(x):
    print(text, x)
    return x + 1.0
"""
SLOW = """
import tensorflow as tf

@tf.function
def step(x):
    while True:
        print("x", x)
"""


@pytest.fixture
def counted(pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give the pool a cache, and count the runs that a worker makes."""
    runs: list[object] = []
    original = Worker.run

    def counting(self: Worker, request: Any, *rest: Any) -> Observation:
        runs.append(request)
        return original(self, request, *rest)

    monkeypatch.setattr(Worker, "run", counting)
    memory = Memory(pool.interpreter, pool.sandbox.name, Store("runs", tmp_path / "cache"))
    monkeypatch.setattr(pool, "memory", memory)
    return runs


@pytest.mark.tensorflow
def test_the_second_time_nothing_is_run(
    counted: list[object], judged: Callable[..., list[Verdict]], program: Callable[..., Path]
) -> None:
    finding = make_finding(program(PROGRAM), "W7201", 'print("x", x)', "step")
    first = judged([finding])
    assert first[0].outcome is Outcome.CONFIRMED
    assert len(counted) == 2
    assert judged([finding]) == first
    assert len(counted) == 2
    changed = make_finding(program(PROGRAM + "\n    # longer\n"), "W7201", 'print("x", x)', "step")
    other = make_finding(program(PROGRAM.replace("1.0", "2.0")), "W7201", 'print("x", x)', "step")
    assert changed.place == other.place
    judged([other])
    assert len(counted) == 4


@pytest.mark.tensorflow
def test_what_may_change_is_run_again(
    counted: list[object],
    judged: Callable[..., list[Verdict]],
    program: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """A file of the machine is another one tomorrow; where time ended a run, it may suffice next time."""
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("1", encoding="utf-8")
    reading = make_finding(
        program(FILES.format(path=str(elsewhere)), "reading.py"), "W7201", "print(text, x)", "step"
    )
    slow = make_finding(program(SLOW, "slow.py"), "W7201", 'print("x", x)', "step")
    assert _twice(judged, reading, counted) == (2 * _once(judged, reading, counted), False)
    verdicts = judged([slow], seconds=3.0)
    assert verdicts[0].why is Reason.TIME_LIMIT
    before = len(counted)
    judged([slow], seconds=3.0)
    assert len(counted) > before


def _once(judged: Callable[..., list[Verdict]], finding: Finding, counted: list[object]) -> int:
    before = len(counted)
    judged([finding])
    return len(counted) - before


def _twice(judged: Callable[..., list[Verdict]], finding: Finding, counted: list[object]) -> tuple[int, bool]:
    first, second = _once(judged, finding, counted), _once(judged, finding, counted)
    return first + second, second == 0


def test_no_worker_is_started_for_what_is_remembered(tmp_path: Path) -> None:
    memory = _memory(tmp_path)
    memory.keep(memory.key(REQUEST, 30.0), ANSWER)

    class Idle:
        def __init__(self) -> None:
            self.memory = memory

        def worker(self) -> Worker:
            raise AssertionError("no worker is needed")

    runner = Runner(Idle(), 30.0)  # type: ignore[arg-type]
    assert runner.run(REQUEST).reported
    runner.close()
