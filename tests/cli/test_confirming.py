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


def test_a_script_is_saved_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text(SOURCE, encoding="utf-8")
    folder = tmp_path / "repros"
    arguments = ["check", str(tmp_path / "a.py"), "--save-repro", str(folder), "--no-sandbox"]
    assert main([*arguments, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    (finding,) = json.loads(out)["findings"]
    assert Path(finding["repro"]) == folder / "tf-print_a_6.py"
    assert err == f"saved 1 script in {folder}\n"
    text = (folder / "tf-print_a_6.py").read_text(encoding="utf-8")
    assert text.startswith("# tf-print (W7201) at ") and 'print("x", x)' in text


STEP = """\
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile("sgd", "mse")


@tf.function
def step(x, y):
    return model.train_on_batch(x, y)


step(tf.ones([2, 2]), tf.ones([2, 1]))
"""


def test_what_holds_for_another_version_is_not_refuted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.py").write_text(STEP, encoding="utf-8")
    args = ["check", str(tmp_path), "--confirm", "--no-sandbox", "--python", sys.executable]
    assert main([*args, "--target-tensorflow", "2.15", "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["symbol"] == "tf-keras-eager-api"
    assert finding["verdict"]["verdict"] == "inconclusive"
    assert "for another version than the one installed: TensorFlow 2.15" in finding["verdict"]["reason"]
