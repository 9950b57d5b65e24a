"""A project is changed at random, again and again: what is recalled is what is found anew.

After each change the project is checked with the cache and without, and both have to say the same. The
projects are small and full of imports of one another (:mod:`recall.drawing`), so that most changes of a file
change what is to be said of others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from recall.drawing import Drawn

from tfguard.cli import earlier
from tfguard.cli.main import main


def checked(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[Any, int]:
    """Check a project; give all that is said of it, and how many results were recalled."""
    command = ["check", "--isolated", "--preview", "--jobs=1", "--format=json", "-v", *options, str(root)]
    status = main([*command, "--report-unused-suppressions"])
    out, err = capsys.readouterr()
    report = json.loads(out)
    report["summary"].pop("seconds", None)
    said = err.splitlines()
    recalled = [int(line.rpartition(" ")[2]) for line in said if "kept from an earlier run" in line]
    return (status, report, [line for line in said if "kept from" not in line]), recalled[0]


@pytest.mark.parametrize("many", [2, 1000], ids=["one-entry", "an-entry-a-file"])
@pytest.mark.parametrize("seed", range(8))
def test_what_is_recalled_is_what_is_found_anew(
    seed: int,
    many: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(earlier, "MANY", many)
    monkeypatch.setenv("TFGUARD_CACHE_DIR", str(tmp_path / "cache"))
    project = Drawn(tmp_path / "project", seed)
    checked(project.root, capsys)
    some = False
    for number in range(12):
        changes = [project.change() for _ in range(project.random.choice((1, 1, 1, 2)))]
        recalled, count = checked(project.root, capsys)
        anew, _ = checked(project.root, capsys, "--no-cache")
        assert recalled == anew, (seed, number, changes)
        some |= 0 < count < len(project.files())
        again, count = checked(project.root, capsys)
        assert again == anew
        assert count == len(project.files())
    assert some
