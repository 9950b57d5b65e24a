"""The project's own files agree with one another."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import tfguard

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = [line for line in README.splitlines() if line.endswith("-m pytest")]
    assert len(commands) == 1
    assert commands[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_set_up_is_two_commands() -> None:
    section = README.split("\n## Set up\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    assert [len(block.splitlines()) for block in blocks] == [1, 1]


def test_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert re.fullmatch(r"\d+\.\d+\.\d+", tfguard.__version__)


@pytest.mark.parametrize("name", ["pylint", "astroid", "rich", "tensorflow"])
def test_importing_the_package_is_light(name: str) -> None:
    # In the test process other modules may be loaded already: ask a fresh interpreter.
    import subprocess

    code = f"import sys, tfguard; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
