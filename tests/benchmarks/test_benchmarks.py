"""The benchmarks run and count what is there; their figures are nobody's business here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import precision
import pytest

from tfguard.rules.registry import all_rules

HERE = Path(__file__).parent
TRACED = '''"""Traced."""
import tensorflow as tf


@tf.function
def step(x):
    """One step."""
    print(x)
    return x
'''
LAYER = '''"""Traced by Keras."""
import keras


class Shouting(keras.layers.Layer):
    """A layer."""

    def call(self, x):
        """Call it."""
        print(x)
        return x
'''
PLAIN = '"""Plain."""\n\nprint(1)\n'


def benchmark(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def figure(output: str, name: str) -> str:
    """The figure in the row of that name, in any table."""
    (row,) = re.findall(rf"^  {re.escape(name)}  +(\S+)", output, re.MULTILINE)
    assert isinstance(row, str)
    return row


def test_corpus_counts_files_findings_and_errors(tmp_path: Path) -> None:
    (tmp_path / "traced.py").write_text(TRACED, encoding="utf-8")
    (tmp_path / "plain.py").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "broken.py").write_text(f"{TRACED}def f(:\n", encoding="utf-8")
    run = benchmark("corpus.py", str(tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert "3 files, 22 lines; 2 can hold tracing" in run.stdout
    assert figure(run.stdout, "W7201 tf-print") == "1"
    assert figure(run.stdout, "files that are no valid Python") == "1"
    assert figure(run.stdout, "crashes") == "0"
    assert float(figure(run.stdout, "parse")) >= 0
    assert float(figure(run.stdout, "tfguard check --preview")) > 0
    assert "exit status" not in run.stdout


def test_explicit_roots_alone_leave_out_what_keras_traces(tmp_path: Path) -> None:
    (tmp_path / "traced.py").write_text(TRACED, encoding="utf-8")
    (tmp_path / "layer.py").write_text(LAYER, encoding="utf-8")
    counts = []
    for options in ((), ("--explicit",)):
        run = benchmark("corpus.py", *options, str(tmp_path))
        assert (run.returncode, run.stderr) == (0, "")
        counts.append(figure(run.stdout, "W7201 tf-print"))
    assert counts == ["2", "1"]
    assert float(figure(run.stdout, "tfguard check, explicit roots alone")) > 0
    checked = benchmark("corpus.py", "--check", "--explicit", str(tmp_path))
    assert "traced.py" in checked.stdout
    assert "layer.py" not in checked.stdout


def test_plugin_measures_both_ways(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text(PLAIN, encoding="utf-8")
    run = benchmark("plugin.py", "--files=5", "--rounds=1", str(tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert "Pylint on 1 files, 3 lines, 1 turns" in run.stdout
    assert 0.3 < float(figure(run.stdout, "median ratio")) < 3


def test_caching_compares_with_and_without(tmp_path: Path) -> None:
    (tmp_path / "traced.py").write_text(TRACED, encoding="utf-8")
    (tmp_path / "helper.py").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "user.py").write_text(f"import helper\n{TRACED}", encoding="utf-8")
    run = benchmark("caching.py", "--rounds=1", str(tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert "the file: traced.py, the helper: helper.py" in run.stdout
    assert figure(run.stdout, "the same findings with and without") == "yes"
    assert figure(run.stdout, "files that import the helper") == "1"
    assert (tmp_path / "traced.py").read_text("utf-8") == TRACED


def test_buffer_measures_three_ways(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text(PLAIN, encoding="utf-8")
    run = benchmark("buffer.py", "--rounds=1", str(tmp_path / "plain.py"))
    assert (run.returncode, run.stderr) == (0, "")
    for kind in ("a process each time", "one process"):
        for other in ("Pylint alone", "Pylint alone, TensorFlow unread"):
            assert float(figure(run.stdout, f"ratio to {other}, {kind}")) > 0


@pytest.mark.parametrize("name", ["caching.py", "corpus.py", "plugin.py"])
def test_nothing_to_measure_is_one_line(name: str, tmp_path: Path) -> None:
    run = benchmark(name, str(tmp_path))
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.tensorflow
def test_confirming_counts_verdicts(tmp_path: Path) -> None:
    (tmp_path / "traced.py").write_text(TRACED, encoding="utf-8")
    done = benchmark("confirming.py", "--no-sandbox", "--jobs", "1", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path.name}: 1 findings" in done.stdout
    assert [figure(done.stdout, name) for name in ("confirmed", "refuted", "inconclusive")] == ["1", "0", "0"]


def test_table_of_precision_comes_from_the_labels() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "precision.md").read_text("utf-8")
    labels = precision.read_labels()
    assert len(labels) > 50
    assert precision.table(labels) in page
    assert precision.table(labels[1:]) not in page


def test_labels_are_of_rules_there_are() -> None:
    assert {label.symbol for label in precision.read_labels()} <= {rule.symbol for rule in all_rules()}


def test_a_label_that_holds_no_more_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    label = precision.read_labels()[0]
    assert precision.report({label.key: "message"}, [label]) == 0
    assert precision.report({}, [label]) == 1
    assert "not found any more: 1" in capsys.readouterr().out


def test_sample_draws_what_has_no_label() -> None:
    keys = [("package", "file.py", line, "tf-print") for line in range(1, 31)]
    known = precision.Label(*keys[0], verdict="right", reason="")
    drawn = precision.drawn(dict.fromkeys(keys, "message"), [known], 20, seed=1)
    assert len(drawn) == 19
    assert tuple(keys[0]) not in {row[:4] for row in drawn}


def test_shares_count_what_is_wrong() -> None:
    labels = [
        precision.Label("package", "file.py", line, "tf-print", verdict, "")
        for line, verdict in enumerate(("right", "debatable", "wrong", "right"))
    ]
    assert "| `tf-print` | default | 4 | 2 | 1 | 1 | 50% | 67% |" in precision.table(labels)
