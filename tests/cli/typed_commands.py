"""Commands as people type them: a project to type them in, and a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tfguard.cli.main import main

PROGRAM = """\
import tensorflow as tf


@tf.function
def step(x):
    print("step", x)
    return x * 2


step.get_concrete_function(tf.TensorSpec([2], tf.float32))
if __name__ == "__main__":
    for number in range(4):
        step(tf.constant([1.0, float(number)]))
"""
# Fails with an error that a rule is known for.
FAILING = """\
import tensorflow as tf


@tf.function
def make(x):
    return tf.Variable(x)


make(tf.constant(1.0))
"""
# Of the project's tests: they import what is in src.
TEST = """\
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "src"))
import tensorflow as tf
import train


def test_step():
    for number in range(4):
        assert train.step(tf.constant([1.0, float(number)])).shape == (2,)
"""
# What runs TensorFlow takes its time, and needs it.
_RUNS_TENSORFLOW = re.compile(r"confirm|demo|--run|--save-repro|^python ")


def make_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to a project under version control, with an environment of its own, tests and a baseline."""
    monkeypatch.chdir(folder)
    for name in ("HOME", "TFGUARD_CACHE_DIR"):
        monkeypatch.setenv(name, str(folder / "home"))
    scripts = folder / ".venv" / "bin"
    scripts.mkdir(parents=True)
    for name, line in (
        ("python", ""),
        ("tfguard", "-m tfguard "),
        ("pylint", "-m pylint "),
        ("pytest", "-m pytest "),
    ):
        script = scripts / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {line}"$@"\n', encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    Path("home").mkdir()
    Path("home/project").symlink_to(folder)
    for name in ("train.py", "src/train.py", "src/a.py"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(PROGRAM, encoding="utf-8")
    Path("tests").mkdir()
    Path("tests/test_train.py").write_text(TEST, encoding="utf-8")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "src", "tests", "train.py"], check=True)
    subprocess.run([*git, "commit", "-qm", "all"], check=True)
    subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "HEAD"], check=True)
    assert main(["baseline", "src"]) == 0


def typed(command: str) -> object:
    """A command as a parameter of a test: marked when it runs TensorFlow."""
    return pytest.param(
        command, marks=[pytest.mark.tensorflow] if _RUNS_TENSORFLOW.search(command) else [], id=command
    )


def expect_to_work(command: str, shell: str = "bash") -> None:
    """Type a command into a shell: it ends without an error, and says and finds something where it should."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-c", command], capture_output=True, text=True, timeout=300, check=False)
    if "no sandbox works" in done.stderr:
        pytest.skip(done.stderr)
    assert "tfguard: error: " not in done.stderr
    hidden = re.search("--(?:diff|baseline)", command)
    finds = re.match("tfguard (?:check|confirm) ", command) and not hidden
    # Pylint's exit code says by its bits which kinds of messages there were: 4 are warnings.
    pylint = command.startswith("pylint ")
    assert done.returncode & 4 if pylint else done.returncode == (1 if finds else 0)
    assert done.stdout or "completion" in command
    assert "tf-print" in done.stdout or not (finds or pylint) or "=-" in command
