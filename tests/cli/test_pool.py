from __future__ import annotations

import functools
import os
import signal
import time
from pathlib import Path

import pytest

from tfguard.cli.checking import Checked
from tfguard.cli.pool import MIN_FILES, Check, check_files

PATHS = [f"f{number}.py" for number in range(MIN_FILES * 2)]


def make(folder: str, deadly: tuple[str, ...], how: str) -> Check:
    def check(path: str) -> Checked:
        (Path(folder) / str(os.getpid())).touch()
        if path in deadly and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if path in deadly:
            os._exit(3)
        time.sleep(0.002)  # so that no worker is done before the others begin
        return Checked(path, cut=int(path[1:-3]))

    return check


def run(
    folder: Path, deadly: tuple[str, ...] = (), how: str = "kill", jobs: int = 2, paths: list[str] = PATHS
) -> list[Checked]:
    seen: list[Checked] = []
    results = check_files(paths, functools.partial(make, str(folder), deadly, how), jobs, seen.append)
    assert sorted(result.path for result in seen) == sorted(paths)
    assert [result.path for result in results] == paths
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
