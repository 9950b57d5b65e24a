"""A buffer that is checked again says what it said, without the analysis, until something changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HELPER = "def work(x):\n    return x\n"
LOUD = "def work(x):\n    print(x)\n    return x\n"
MAIN = (
    "import tensorflow as tf\nfrom helper import work\n\n\n@tf.function\ndef step(x):\n    return work(x)\n"
)
# Runs Pylint and tells whether the analysis was loaded.
RUN = """
import sys
from pylint.lint import Run
Run(sys.argv[1:], exit=False)
print("tfguard.rules.analysis" in sys.modules, file=sys.stderr)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TFGUARD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYLINTHOME", str(tmp_path / "home"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "helper.py").write_text(HELPER, encoding="utf-8")
    (project / "main.py").write_text(MAIN, encoding="utf-8")
    return project


def pylint(folder: Path, *options: str) -> tuple[list[tuple[str, int, str]], bool]:
    """Check ``main.py``; give tfguard's messages, and whether the file was analysed."""
    given = ["--rcfile=/dev/null", "--load-plugins=tfguard", "--disable=all", "--enable=tfguard", "-fjson"]
    command = [sys.executable, "-c", RUN, *given, *options, "main.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = [(one["symbol"], one["line"], one["message"]) for one in json.loads(done.stdout)]
    return found, done.stderr.split()[-1] == "True"


def test_an_unchanged_buffer_is_not_analysed_again(folder: Path) -> None:
    assert pylint(folder) == ([], True)
    assert pylint(folder) == ([], False)
    (folder / "helper.py").write_text(LOUD, encoding="utf-8")
    found, analysed = pylint(folder)
    assert [one[:2] for one in found] == [("tf-print", 7)]
    assert analysed
    assert pylint(folder) == (found, False)
    (folder / "main.py").write_text(
        MAIN.replace("work(x)", "work(x)  # pylint: disable=tf-print"), encoding="utf-8"
    )
    assert pylint(folder) == ([], True)
    assert pylint(folder) == ([], False)


def test_options_matter(folder: Path) -> None:
    (folder / "helper.py").write_text(LOUD, encoding="utf-8")
    first = pylint(folder)
    assert pylint(folder, "--tfguard-target-tensorflow=2.15")[1]
    assert not pylint(folder)[1]
    assert pylint(folder)[0] == first[0] != []


def test_a_folder_that_others_write_to_is_not_believed(folder: Path) -> None:
    first = pylint(folder)
    (folder.parent / "cache").chmod(0o777)
    assert pylint(folder) == first
