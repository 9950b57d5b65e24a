"""The command line with real TensorFlow."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tfguard.cli.main import main

pytestmark = pytest.mark.tensorflow

SOURCE = """\
import tensorflow as tf


@tf.function
def step(x):
    print("x", x)
    return x + 1.0


step(tf.ones([2]))
"""


def test_demo_confirms_what_it_finds(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["demo"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    found = [line for line in out.splitlines() if " tf-" in line]
    symbols = {line.split()[2] for line in found}
    assert symbols == {
        "tf-attribute-mutation",
        "tf-clock",
        "tf-container-mutation",
        "tf-global-write",
        "tf-logging",
        "tf-print",
        "tf-python-random",
        "tf-tensor-leak",
        "tf-variable-creation",
    }
    assert [line for line in found if "[confirmed: " not in line] == []


def test_confirm_on_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text(SOURCE, encoding="utf-8")
    args = [
        "check",
        str(tmp_path),
        "--confirm",
        "--no-sandbox",
        "--time-limit",
        "60",
        "--python",
        sys.executable,
    ]
    assert main([*args, "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["verdict"]["verdict"] == "confirmed"
    assert finding["verdict"]["evidence"]
