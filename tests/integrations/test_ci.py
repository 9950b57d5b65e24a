"""The action for GitHub and the job for GitLab: their own scripts, run by bash as a runner would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent.parent
BAD = """\
import tensorflow as tf


@tf.function
def step(x):
    print("step", x)
    return x
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    outputs: str
    folder: Path


def bash(script: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script with the options that runners use."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    env = {**os.environ, **variables}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an action's checkout holds, away from the files that tests and tools leave here."""
    folder = tmp_path_factory.mktemp("action") / "tfguard"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "action.yml"):
        shutil.copy(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / "tfguard", folder / "tfguard", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def action(source: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((source / "action.yml").read_text(encoding="utf-8"))
    return loaded


class Runner:
    """A runner for composite actions whose steps are scripts."""

    def __init__(self, action: dict[str, Any], source: Path, temp: Path) -> None:
        self._action, self._source, self._temp = action, source, temp
        self._path = temp / "path"
        step = action["runs"]["steps"][0]
        done = bash(step["run"], temp, self._variables(step, {"python": sys.executable}))
        assert done.returncode == 0, done.stderr

    def check(self, folder: Path, **inputs: str) -> Ran:
        step = self._action["runs"]["steps"][1]
        variables = self._variables(step, inputs)
        search = os.pathsep.join([self._path.read_text().strip(), os.environ["PATH"]])
        (self._temp / "output").write_text("")
        done = bash(step["run"], folder, {**variables, "PATH": search, "GITHUB_WORKSPACE": str(folder)})
        return Ran(done.returncode, done.stdout + done.stderr, (self._temp / "output").read_text(), folder)

    def _variables(self, step: dict[str, Any], inputs: dict[str, str]) -> dict[str, str]:
        values = {name: spec["default"] for name, spec in self._action["inputs"].items()} | inputs

        def value(match: re.Match[str]) -> str:
            scope, _, name = match[1].partition(".")
            return str(self._source) if (scope, name) == ("github", "action_path") else values[name]

        env = {name: re.sub(r"\$\{\{ (.+?) \}\}", value, text) for name, text in step["env"].items()}
        files = {"GITHUB_PATH": str(self._path), "GITHUB_OUTPUT": str(self._temp / "output")}
        return {**env, **files, "RUNNER_TEMP": str(self._temp)}


@pytest.fixture(scope="module")
def runner(action: dict[str, Any], source: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(action, source, tmp_path_factory.mktemp("runner"))


def test_the_action_annotates_and_fails_on_findings(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "a b.py").write_text(BAD)
    (tmp_path / "c.py").write_text(BAD)
    ran = runner.check(tmp_path, paths="a b.py\n", **{"sarif-file": "out.sarif"})
    assert (ran.code, ran.outputs) == (1, "exit-code=1\n"), ran.out
    assert "::warning title=tf-print (W7201),file=a b.py,line=6," in ran.out
    assert "c.py" not in ran.out
    (result,) = json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]
    assert result["ruleId"] == "W7201"


def test_the_action_passes_on_clean_code(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BAD)
    ran = runner.check(tmp_path, arguments="--ignore\ntf-print\n")
    assert (ran.code, ran.outputs) == (0, "exit-code=0\n"), ran.out


def test_inputs_of_the_action_are_no_script(runner: Runner, tmp_path: Path) -> None:
    ran = runner.check(tmp_path, paths="$(touch touched)\n`touch touched`; touch touched")
    assert ran.code == 2, ran.out
    assert list(tmp_path.iterdir()) == []


def test_scripts_of_the_action_hold_no_expression(action: dict[str, Any]) -> None:
    assert not [step["name"] for step in action["runs"]["steps"] if "${{" in step["run"]]


def test_the_documented_inputs_are_those_of_the_action(action: dict[str, Any]) -> None:
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == set(action["inputs"])


def test_the_job_for_gitlab_writes_its_report(source: Path, tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    snippets = map(yaml.safe_load, re.findall(r"^```yaml\n(tfguard:.*?)^```", page, re.DOTALL | re.MULTILINE))
    (job,) = (snippet["tfguard"] for snippet in snippets)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text(BAD)
    variables = {**job["variables"], "TFGUARD": str(source), "CI_PROJECT_DIR": str(tmp_path)}
    done = bash("\n".join(job["script"]), tmp_path, variables)
    assert done.returncode == 1, done.stderr
    (issue,) = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"]["path"] == "src/a.py"
