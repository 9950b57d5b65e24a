"""What a run loads: how long that takes is measured by ``tests/benchmarks/start.py``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, json
from tfguard.cli.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

SOURCE = "import tensorflow as tf\n\n\n@tf.function\ndef step(x):\n    print(x)\n    return x\n"

# What one small file does not need: other linters, colours, processes, TensorFlow.
UNNEEDED = {
    "astroid",
    "concurrent",
    "hypothesis",
    "jsonschema",
    "multiprocessing",
    "numpy",
    "pathspec",
    "pylint",
    "rich",
    "tensorflow",
    "tomllib",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path / "a.py"


@pytest.mark.parametrize(
    "args", [["check"], ["check", "--format", "json"], ["traced"], ["check", "--report-unused-suppressions"]]
)
def test_only_what_is_needed_is_loaded(source: Path, args: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args, "--isolated", str(source)],
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr)
    assert code == (0 if args == ["traced"] else 1)
    assert "tfguard.rules.analysis" in modules
    assert UNNEEDED.isdisjoint({name.partition(".")[0] for name in modules})


def test_many_files_load_no_linter_either(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"a{number}.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.tfguard]\nexclude = ['b.py']\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", "--jobs", "2", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr)
    assert code == 1
    assert done.stdout.count("W7201") == 40
    assert {"astroid", "pylint", "tensorflow", "rich"}.isdisjoint(modules)
