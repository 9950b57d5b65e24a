"""Programs of TensorFlow 1 are left alone, unless a rule that speaks of them is selected by its own name."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pylint.lint import Run
from pylint.reporters.json_reporter import JSONReporter

from tfguard.cli.main import main

OLD = """\
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [])
with tf.Session() as session:
    session.run(x * 2.0, {x: 1.0})
"""
MIXED = """\
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential()
session = tf.Session()
"""


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int]]:
    main(["check", *arguments, "--isolated", "--format", "json"])
    return [(one["symbol"], one["line"]) for one in json.loads(capsys.readouterr().out)["findings"]]


@pytest.fixture
def old(tmp_path: Path) -> str:
    path = tmp_path / "old.py"
    path.write_text(OLD, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("arguments", [(), ("--select", "E78"), ("--select", "all", "--preview")])
def test_an_old_program_is_left_alone(
    arguments: tuple[str, ...], old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, old, *arguments) == []


@pytest.mark.parametrize("name", ["tf1-session", "E7801"])
def test_a_rule_that_is_named_speaks_of_it(name: str, old: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, old, "--select", name) == [("tf1-session", 5)]
    assert found(capsys, old, "--select", f"{name},tf1-placeholder") == [
        ("tf1-placeholder", 4),
        ("tf1-session", 5),
    ]


def test_new_programs_need_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mixed.py"
    path.write_text(MIXED, encoding="utf-8")
    assert found(capsys, str(path)) == [("tf1-session", 5)]


@pytest.mark.parametrize(
    ("enabled", "symbols"),
    [
        ("tf1-session", ["tf1-session"]),
        ("E7801", ["tf1-session"]),
        ("tfguard", []),
        ("tf-print", []),
    ],
)
def test_pylint_tells_a_name_from_all_names(enabled: str, symbols: list[str], old: str) -> None:
    out = io.StringIO()
    arguments = [
        "--load-plugins=tfguard", "--disable=all", f"--enable={enabled}", "--rcfile=/dev/null", old
    ]  # fmt: skip
    Run(arguments, reporter=JSONReporter(out), exit=False)
    assert [message["symbol"] for message in json.loads(out.getvalue())] == symbols
