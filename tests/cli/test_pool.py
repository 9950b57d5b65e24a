from __future__ import annotations

import functools
import os
import signal
import time
from pathlib import Path

import pytest

from tfguard.cli.checking import Checked
from tfguard.cli.pool import MIN_FILES, Left, check_files, stretches
from tfguard.syntax.trail import Trail

PATHS = [f"f{number}.py" for number in range(MIN_FILES * 2)]


class Recorder:
    """Leaves a file with the name of its process, dies of some paths, and is full after some."""

    def __init__(self, folder: str, deadly: tuple[str, ...], how: str, room: int) -> None:
        self.folder, self.deadly, self.how, self.room = Path(folder), deadly, how, room
        self.trail = Trail()

    def __call__(self, path: str) -> Checked:
        (self.folder / str(os.getpid())).touch()
        if path in self.deadly and self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if path in self.deadly:
            os._exit(3)
        self.trail.read(path, "read")
        self.room -= 1
        time.sleep(0.002)  # so that no worker is done before the others begin
        return Checked(path, cut=int(path[1:-3]))

    @property
    def full(self) -> bool:
        return self.room <= 0


def run(
    folder: Path,
    deadly: tuple[str, ...] = (),
    how: str = "kill",
    jobs: int = 2,
    paths: list[str] = PATHS,
    room: int = 1000,
) -> list[Checked]:
    seen: list[Checked] = []
    left: list[Left] = []
    make = functools.partial(Recorder, str(folder), deadly, how, room)
    results = check_files(paths, make, jobs, seen.append, left.append)
    assert sorted(result.path for result in seen) == sorted(paths)
    assert [result.path for result in results] == paths
    # What results depend on is told of all files, save those whose process was killed.
    assert all(set(one.paths) == set(one.trail.contents) for one in left)
    told = sorted(path for one in left for path in one.paths)
    assert set(told) <= set(paths) - set(deadly)
    assert deadly or told == sorted(paths)
    return results


def test_results_come_in_the_order_of_the_paths_from_several_processes(tmp_path: Path) -> None:
    assert [result.cut for result in run(tmp_path)] == list(range(len(PATHS)))
    assert len(list(tmp_path.iterdir())) == 2
    assert not (tmp_path / str(os.getpid())).exists()


def test_few_files_are_checked_in_this_process(tmp_path: Path) -> None:
    run(tmp_path, paths=PATHS[:3])
    assert [path.name for path in tmp_path.iterdir()] == [str(os.getpid())]


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_killed_worker_costs_the_file_it_was_at(tmp_path: Path, jobs: int) -> None:
    deadly = ("f0.py", "f5.py", "f6.py", PATHS[-1])
    results = run(tmp_path, deadly, jobs=jobs)
    failed = {result.path: result.error.message for result in results if result.error is not None}
    assert set(failed) == set(deadly)
    assert all("was killed (SIGKILL, perhaps for want of memory)" in text for text in failed.values())
    assert sum(result.error is None for result in results) == len(PATHS) - len(deadly)


def test_a_worker_that_leaves_is_reported_too(tmp_path: Path) -> None:
    (result,) = [result for result in run(tmp_path, ("f7.py",), "exit") if result.error is not None]
    assert result.error is not None
    assert result.error.message == "given up: the process checking it ended with code 3"


@pytest.mark.parametrize("room", [1, 5, len(PATHS)])
def test_a_full_worker_is_replaced_and_no_file_is_lost(tmp_path: Path, room: int) -> None:
    results = run(tmp_path, ("f20.py",), room=room)
    assert [result.cut for result in results if result.error is None] == [
        number for number in range(len(PATHS)) if number != 20
    ]
    assert len(list(tmp_path.iterdir())) >= len(PATHS) // room


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_stretches_are_as_large_as_one_another_and_meet(count: int, tmp_path: Path) -> None:
    paths = []
    for number in range(40):
        path = tmp_path / f"{number:02}.py"
        path.write_text("x" * (1000 if number < 10 else 100), encoding="utf-8")
        paths.append(str(path))
    found = stretches(paths, count)
    assert [path for number, one in enumerate(found) for path in one[:: -1 if number % 2 else 1]] == paths
    assert len(found) == count
    share = 13_000 / count
    assert all(abs(sum(Path(path).stat().st_size for path in one) - share) <= 1000 for one in found)


def test_files_without_a_size_are_checked_all_the_same() -> None:
    assert sum(map(len, stretches(["a.py", "b.py", "-"], 2))) == 3
