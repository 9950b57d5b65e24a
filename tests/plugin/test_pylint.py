"""The plugin as users run it: ``pylint --load-plugins=tfguard`` in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

TRAIN = '''"""Training."""
import tensorflow as tf

from helper import show, tell, whisper


@tf.function
def step(x):
    """One step."""
    print(x)  # found
    print("step done")  # found inference
    print(x)  # pylint: disable=tf-print
    # pylint: disable-next=W7201
    print(x)
    if x.shape.rank:
        # pylint: disable=tf-print
        print(x)
        x = x + 1
    show(x)  # found
    tell(x)  # pylint: disable=tf-print
    whisper(x)
    return x


def report(x):
    """Not traced."""
    print(x)  # pylint: disable=tf-print
'''
HELPER = '''"""A helper without tracing of its own."""


def show(x):
    """Show a value."""
    print("value", x)


def tell(x):
    """Silenced at the call."""
    print("value", x)


def whisper(x):
    """Silenced here."""
    print("value", x)  # pylint: disable=tf-print
'''
QUIET = '''"""Silenced as a whole."""
# pylint: disable=tf-print
import tensorflow as tf


@tf.function
def step(x):
    """One step."""
    print(x)
    return x
'''
# Without useless-suppression: Pylint asks that of each message that a name in a comment stands for.
GROUP = QUIET.replace("disable=tf-print", "disable=tfguard")
FILES = {"train.py": TRAIN, "helper.py": HELPER, "quiet.py": QUIET}
OURS = ["--disable=all", "--enable=tfguard,useless-suppression", "--output-format=json2"]
# Where Pylint sees helper.py alone, the comment on its last line does nothing.
HELPER_LINES = len(HELPER.splitlines())
HELPER_PLACE = HELPER.splitlines().index('    print("value", x)') + 1


@dataclass(frozen=True)
class Said:
    """What one run of Pylint says of one place; lines from 1, columns from 0, as Pylint counts."""

    path: str
    symbol: str
    line: int
    columns: tuple[int, int | None]
    confidence: str


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name, text in {**FILES, "group.py": GROUP}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pylint(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = {**os.environ, "PYLINTHOME": str(tmp_path_factory.mktemp("pylint"))}

    def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pylint", f"--rcfile={os.devnull}", "--load-plugins=tfguard"]
        return subprocess.run(
            [*command, *arguments],
            cwd=project,
            env=environment,
            input=text,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return run


def said(run: subprocess.CompletedProcess[str]) -> set[Said]:
    messages = json.loads(run.stdout)["messages"]
    answer = {
        Said(
            message["path"],
            message["symbol"],
            message["line"],
            (message["column"], message["endColumn"]),
            message["confidence"],
        )
        for message in messages
    }
    assert len(answer) == len(messages), "said twice"
    return answer


def expected(lines_above: int = 0) -> set[Said]:
    """What is to be said of train.py, after its marks; its last line is silenced in vain."""
    answer = set()
    for number, line in enumerate(TRAIN.splitlines(), lines_above + 1):
        code, _, mark = line.partition("  # ")
        start = len(code) - len(code.lstrip())
        if mark.startswith("found"):
            confidence = "INFERENCE" if mark.endswith("inference") else "HIGH"
            answer.add(Said("train.py", "tf-print", number, (start, len(code)), confidence))
    answer.add(useless("train.py", lines_above + len(TRAIN.splitlines())))
    return answer


def useless(path: str, line: int) -> Said:
    return Said(path, "useless-suppression", line, (0, None), "UNDEFINED")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_findings_and_comments(pylint: Run) -> None:
    run = pylint(*OURS, *FILES)
    assert said(run) == {*expected(), useless("helper.py", HELPER_LINES)}
    (call,) = [
        message
        for message in json.loads(run.stdout)["messages"]
        if "helper.py" in message["message"] and message["symbol"] == "tf-print"
    ]
    assert f"in helper.py:{HELPER_PLACE}:5: " in call["message"]


def test_jobs_say_the_same(pylint: Run) -> None:
    option = "--tfguard-traced-decorators=library.function"
    run = pylint(*OURS, "--enable=tfguard-preview", "--jobs=2", option, *FILES)
    assert said(run) == {*expected(), useless("helper.py", HELPER_LINES)}


def test_standard_input_is_what_is_checked(pylint: Run) -> None:
    # Two lines lower than in the file of that name: the file is not what is read.
    run = pylint(*OURS, "--from-stdin", "train.py", text=f"\n\n{TRAIN}")
    assert said(run) == expected(lines_above=2)


def test_confidence_filters(pylint: Run) -> None:
    run = pylint(
        "--disable=all", "--enable=tfguard", "--output-format=json2", "--confidence=HIGH", "train.py"
    )
    certain = {one for one in expected() if one.symbol == "tf-print" and one.confidence == "HIGH"}
    assert said(run) == certain


def test_text_output_and_exit_status(pylint: Run) -> None:
    run = pylint("--disable=all", "--enable=tf-print", "--score=n", "quiet.py", "helper.py", "group.py")
    assert (run.stdout, run.returncode) == ("", 0)
    run = pylint("--disable=all", "--enable=tf-print", "--score=n", "train.py")
    assert run.returncode == 4  # Pylint's bit for warnings
    assert run.stdout.splitlines()[1].startswith("train.py:10:4: W7201: ")


def test_options_are_in_the_help(pylint: Run) -> None:
    group = pylint("--help").stdout.split("\nTfguard:\n")[1].split("\n\n")
    assert "--tfguard-traced-decorators" in group[1]
    assert "--tfguard-constant-size" in group[1]
    assert "--tfguard-loop-iterations" in group[1]
    assert "--tfguard-target-tensorflow" in group[1]
    assert "--tfguard-target-keras" in group[1]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0", "tfguard-constant-size (0) should be greater than 0\n"),
        ("-512", "tfguard-constant-size (-512) should be greater than 0\n"),
        ("big", "argument --tfguard-constant-size: invalid int value: 'big'\n"),
    ],
)
def test_a_size_that_is_none_ends_the_run(pylint: Run, value: str, message: str) -> None:
    run = pylint(*OURS, f"--tfguard-constant-size={value}", "train.py")
    assert run.stdout == ""
    assert run.stderr.endswith(message)
    assert run.returncode == (2 if value == "big" else 32)  # both are Pylint's for wrong options


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("tensorflow", "2.9", 'tfguard-target-tensorflow (2.9) should be a version from "2.12" to "2.21"\n'),
        ("keras", "4", "tfguard-target-keras (4) should be 2 or 3\n"),
    ],
)
def test_a_target_that_is_none_ends_the_run(pylint: Run, option: str, value: str, message: str) -> None:
    run = pylint(*OURS, f"--tfguard-target-{option}={value}", "train.py")
    assert (run.stdout, run.stderr, run.returncode) == ("", message, 32)
