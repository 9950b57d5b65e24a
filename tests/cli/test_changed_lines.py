"""``--diff`` against real repositories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.cli.main import main

TRACED = """\
import tensorflow as tf


@tf.function
def step(x):
    print("old", x)
    return x
"""
PLAIN = """\
import tensorflow as tf


def step(x):
    print("old", x)
    return x
"""

Run = Callable[..., list[str]]


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "state")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    # What the machine's git is configured to do is the machine's concern.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    return Repository(root)


@pytest.fixture
def found(capsys: pytest.CaptureFixture[str]) -> Run:
    """Check with --diff, and give the places of what is shown."""

    def run(*arguments: str, revision: str = "HEAD") -> list[str]:
        code = main(["check", *(arguments or ["."]), "--diff", revision, "--format", "json"])
        findings = json.loads(capsys.readouterr().out)["findings"]
        assert code == bool(findings)
        return [f"{finding['path']}:{finding['line']}" for finding in findings]

    return run


def test_only_changed_lines(repository: Repository, found: Run) -> None:
    repository.write("a.py", TRACED)
    repository.commit()
    assert found() == []
    repository.write("a.py", TRACED.replace("    return", '    print("new", x)\n    return'))
    assert found() == ["a.py:7"]


def test_a_line_that_moved_has_not_changed(repository: Repository, found: Run) -> None:
    repository.write("a.py", TRACED)
    repository.commit()
    repository.write("a.py", "# one\n# two\n" + TRACED)
    assert found() == []


def test_a_statement_of_several_lines_changed_in_its_middle(repository: Repository, found: Run) -> None:
    text = TRACED.replace('print("old", x)', 'print(\n        "old",\n        x,\n    )')
    repository.write("a.py", text)
    repository.commit()
    repository.write("a.py", text.replace('"old"', '"newer"'))
    assert found() == ["a.py:6"]


def test_lines_that_were_only_removed_change_no_other(repository: Repository, found: Run) -> None:
    repository.write("a.py", TRACED.replace("    return", "    y = x\n    z = y\n    return"))
    repository.commit()
    repository.write("a.py", TRACED)
    assert found() == []


def test_a_new_decorator_brings_up_old_statements(repository: Repository, found: Run) -> None:
    repository.write("a.py", PLAIN)
    repository.commit()
    repository.write("a.py", TRACED)
    assert found() == ["a.py:6"]


def test_a_new_call_brings_up_an_old_helper(repository: Repository, found: Run) -> None:
    helper = "def show(x):\n    print(x)\n"
    step = "import tensorflow as tf\nfrom b import show\n\n\n@tf.function\ndef step(x):\n    return x\n"
    repository.write("b.py", helper)
    repository.write("a.py", step)
    repository.commit()
    repository.write("a.py", step.replace("    return", "    show(x)\n    return"))
    assert found() == ["b.py:2"]
    assert found("a.py") == ["a.py:7"]


def test_untracked_and_ignored_files_are_new(repository: Repository, found: Run) -> None:
    repository.write(".gitignore", "b.py\n")
    repository.commit()
    repository.write("a.py", TRACED)
    repository.write("b.py", TRACED)
    assert found() == ["a.py:6", "b.py:6"]


def test_a_renamed_file_is_compared_with_what_it_was(repository: Repository, found: Run) -> None:
    repository.write("old name.py", TRACED + "\n\nA = 1\nB = 2\nC = 3\n")
    repository.commit()
    (repository.root / "old name.py").unlink()
    text = TRACED.replace("    return", '    print("new", x)\n    return') + "\n\nA = 1\nB = 2\nC = 3\n"
    repository.write("sub/nâme [1]*.py", text)
    repository.git("add", "-A")
    assert found() == ["sub/nâme [1]*.py:7"]


def test_earlier_revisions_branches_and_folders_below(
    repository: Repository, found: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("sub/a.py", PLAIN)
    repository.commit()
    repository.write("sub/a.py", TRACED)
    repository.commit()
    monkeypatch.chdir(repository.root / "sub")
    assert found() == []
    assert found(revision="HEAD~1") == ["a.py:6"]
    assert found(revision="main") == []


def test_what_git_is_configured_to_do_changes_nothing(repository: Repository, found: Run) -> None:
    repository.write("a.py", PLAIN)
    repository.commit()
    repository.write("a.py", TRACED)
    for key, value in {
        "diff.noprefix": "true",
        "diff.external": "false",
        "diff.renames": "false",
        "color.ui": "always",
        "diff.context": "9",
        "core.quotePath": "true",
    }.items():
        repository.git("config", key, value)
    assert found() == ["a.py:6"]


def test_a_changed_notebook_keeps_all_its_findings(repository: Repository, found: Run) -> None:
    def notebook(*cells: str) -> str:
        made = [
            {
                "cell_type": "code",
                "execution_count": n,
                "id": f"c{n}",
                "metadata": {},
                "outputs": [],
                "source": c,
            }
            for n, c in enumerate(cells, 1)
        ]
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)

    repository.write("a.ipynb", notebook(TRACED))
    repository.commit()
    assert found() == []
    repository.write("a.ipynb", notebook(TRACED, "x = 1"))
    assert found() == ["a.ipynb:6"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "--diff cannot be followed: git says: Needed a single revision"),
        ("--output=written", "--diff cannot be followed: git says"),
    ],
)
def test_a_wrong_revision_is_one_line(
    revision: str, said: str, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("a.py", TRACED)
    repository.commit()
    assert main(["check", ".", f"--diff={revision}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert sorted(path.name for path in repository.root.iterdir()) == [".git", "a.py"]


def test_no_repository_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.py").write_text(TRACED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["check", ".", "--diff", "HEAD"]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_no_git_is_one_line(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("a.py", TRACED)
    monkeypatch.setenv("PATH", "")
    assert main(["check", ".", "--diff", "HEAD"]) == 2
    assert "--diff needs git" in capsys.readouterr().err


def test_standard_input_has_no_history(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-", "--diff", "HEAD"]) == 2
    assert "standard input" in capsys.readouterr().err
