"""The hooks of ``.pre-commit-hooks.yaml`` under the real pre-commit, installed as it installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
BAD = """\
import tensorflow as tf


@tf.function
def step(x):
    print("step", x)
    return x
"""
GOOD = BAD.replace('print("step", x)', 'tf.print("step", x)')

Run = Callable[[str], tuple[int, str]]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This version of tfguard as a repository of its own: pre-commit clones what it installs."""
    folder = tmp_path_factory.mktemp("hooks")
    names = ("tfguard", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    for name in names:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    _commit(folder)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def pre_commit(hooks: Path, home: Path, tmp_path: Path) -> Run:
    """Run a hook on all files of a repository in ``tmp_path``; what is said of it is YAML."""
    revision = _git(hooks, "rev-parse", "HEAD").strip()

    def run(hook: str) -> tuple[int, str]:
        config = f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision}\n    hooks:\n      - {hook}\n"
        (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        _commit(tmp_path)
        variables = {**_environment(), "PRE_COMMIT_HOME": str(home)}
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run


def _environment() -> dict[str, str]:
    unwanted = ("GIT_", "PYTHONPATH", "PRE_COMMIT")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def _git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    command = ["git", *who, *arguments]
    return subprocess.run(
        command, cwd=folder, env=_environment(), check=True, capture_output=True, text=True
    ).stdout


def _commit(folder: Path) -> None:
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "state")


def test_passes_on_clean_code_and_fails_readably_on_a_finding(
    pre_commit: Run, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "good.py").write_text(GOOD, encoding="utf-8")
    code, out = pre_commit("{id: tfguard}")
    assert (code, out.splitlines()[-1].endswith("Passed")) == (0, True), out

    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "bad.py").write_text(BAD, encoding="utf-8")
    code, out = pre_commit("{id: tfguard}")
    assert code == 1
    assert "- exit code: 1" in out
    assert "pkg/bad.py:6:5: W7201 tf-print print() runs only while tracing" in out
    assert "1 finding; checked 2 files" in out

    excluded = "[tool.tfguard]\nexclude = ['pkg/']\n"
    (tmp_path / "pyproject.toml").write_text(excluded, encoding="utf-8")
    code, out = pre_commit("{id: tfguard}")
    assert code == 0, out

    installed = {path.name.partition("-")[0].lower() for path in home.rglob("*.dist-info")}
    assert "pylint" in installed
    assert not {name for name in installed if name.startswith(("tensorflow", "keras", "numpy"))}


@pytest.mark.tensorflow
def test_the_confirming_hook_says_what_tensorflow_showed(pre_commit: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    # TensorFlow from here, to spare this test its installation.
    arguments = f'args: ["--no-sandbox", "--python", "{sys.executable}"]'
    code, out = pre_commit(f"{{id: tfguard-confirm, additional_dependencies: [], {arguments}}}")
    assert code == 1
    assert "bad.py:6:5: W7201 tf-print" in out
    assert "[confirmed: 6 calls: printed 6 times eagerly, once as a graph]" in out
