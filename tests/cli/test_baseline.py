"""``tfguard baseline`` and ``--baseline``: what is known stays hidden, what is new shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.cli.main import main

STEP = """\
import tensorflow as tf


@tf.function
def step(x):
    print("one", x)
    return x
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(STEP, encoding="utf-8")

    def run_it(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run_it


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def places(out: str) -> list[str]:
    return [line.split(": ")[0] for line in out.splitlines() if ": W7201 " in line]


def test_known_findings_are_hidden_and_counted(run: Run) -> None:
    assert run("baseline", ".") == (0, "1 finding written to tfguard-baseline.json\n", "")
    code, out, _ = run("check", ".", "--baseline", "tfguard-baseline.json")
    assert code == 0
    assert out.startswith("no findings, 1 in the baseline; checked 1 file")
    code, out, _ = run("check", ".", "--baseline", "tfguard-baseline.json", "--format", "json")
    summary = json.loads(out)["summary"]
    assert (code, summary["findings"], summary["hidden"]) == (0, 0, 1)


def test_moved_lines_and_renamed_files_stay_known(run: Run, tmp_path: Path) -> None:
    run("baseline", ".")
    (tmp_path / "a.py").unlink()
    write(tmp_path / "pkg" / "other.py", "# moved\n\n\n" + STEP)
    assert run("check", ".", "--baseline", "tfguard-baseline.json")[0] == 0


@pytest.mark.parametrize("written", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("checked", ["\n", "\r\n", "\r"])
def test_other_line_ends_change_nothing(run: Run, tmp_path: Path, written: str, checked: str) -> None:
    """A file that was written on Windows holds on Linux, whatever git makes of line ends."""
    text = STEP.replace('"one", x', '"one",\n        """two\n        lines""", x')
    (tmp_path / "a.py").write_bytes(text.replace("\n", written).encode())
    run("baseline", ".")
    baseline = tmp_path / "tfguard-baseline.json"
    baseline.write_bytes(baseline.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "a.py").write_bytes(text.replace("\n", checked).encode())
    assert run("check", ".", "--baseline", "tfguard-baseline.json")[0] == 0


def test_a_second_copy_is_new_and_the_known_file_keeps_its_own(run: Run, tmp_path: Path) -> None:
    run("baseline", ".")
    write(tmp_path / "a copy.py", STEP)
    write(tmp_path / "z.py", STEP)
    code, out, _ = run("check", ".", "--baseline", "tfguard-baseline.json")
    assert code == 1
    assert places(out) == ["a copy.py:6:5", "z.py:6:5"]


def test_of_two_renamed_copies_one_is_new(run: Run, tmp_path: Path) -> None:
    run("baseline", ".")
    (tmp_path / "a.py").unlink()
    write(tmp_path / "b.py", STEP)
    write(tmp_path / "c.py", STEP)
    code, out, _ = run("check", ".", "--baseline", "tfguard-baseline.json")
    assert (code, places(out)) == (1, ["c.py:6:5"])


def test_the_same_statement_again_in_one_function_is_new(run: Run, tmp_path: Path) -> None:
    run("baseline", ".")
    line = '    print("one", x)\n'
    write(tmp_path / "a.py", STEP.replace(line, line + line))
    code, out, _ = run("check", ".", "--baseline", "tfguard-baseline.json")
    assert (code, places(out)) == (1, ["a.py:7:5"])


def test_changed_code_is_new(run: Run, tmp_path: Path) -> None:
    run("baseline", ".")
    write(tmp_path / "a.py", STEP.replace('"one"', '"two"'))
    assert run("check", ".", "--baseline", "tfguard-baseline.json")[0] == 1


def test_it_works_from_another_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("baseline", ".", "-o", "known.json")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert run("check", "..", "--baseline", "../known.json")[0] == 0
    assert json.loads((tmp_path / "known.json").read_text())["findings"][0]["path"] == "a.py"


def test_the_configuration_may_name_it(run: Run, tmp_path: Path) -> None:
    run("baseline", ".", "-o", "known.json")
    write(tmp_path / "pyproject.toml", '[tool.tfguard]\nbaseline = "known.json"\n')
    assert run("check", ".")[0] == 0
    assert run("check", ".", "--no-baseline")[0] == 1
    assert run("check", ".", "--isolated")[0] == 1
    # Writing it anew looks at everything, and not at what the old one leaves.
    assert run("baseline", ".", "-o", "known.json")[1].startswith("1 finding")


def test_only_the_chosen_rules_are_written(run: Run) -> None:
    assert run("baseline", ".", "--ignore", "tf-print")[1].startswith("0 findings written")
    assert run("check", ".", "--baseline", "tfguard-baseline.json")[0] == 1


def test_standard_input_is_known_by_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import types

    run("baseline", ".")
    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=io.BytesIO(STEP.encode())))
    arguments = ("check", "-", "--stdin-filename", "a.py", "--baseline", "tfguard-baseline.json")
    assert run(*arguments)[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "known.json: the baseline cannot be read: No such file or directory"),
        ("{", "known.json: is no baseline: it is not valid JSON; write it anew with 'tfguard baseline'"),
        ("[" * 100_000, "known.json: is no baseline"),
        ("\ud800", "known.json: is no baseline"),
        ("[]", "known.json: is no baseline"),
        ('{"version": "0", "findings": []}', "known.json: was written by another version of tfguard"),
        ('{"version": "1", "findings": [1]}', "known.json: is no baseline"),
        ('{"version": "1", "findings": [{"path": 1, "fingerprint": "a"}]}', "known.json: is no baseline"),
    ],
)
def test_a_wrong_file_is_one_line(text: str | None, said: str, run: Run, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "known.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    code, out, err = run("check", ".", "--baseline", "known.json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_a_file_that_cannot_be_written_is_one_line(run: Run) -> None:
    code, out, err = run("baseline", ".", "-o", "nowhere/known.json")
    assert (code, out) == (2, "")
    assert err == "tfguard: error: nowhere/known.json: cannot be written: No such file or directory\n"


def test_nothing_is_written_when_nothing_could_be_checked(run: Run, tmp_path: Path) -> None:
    code, _, err = run("baseline", "missing.py")
    assert code == 2
    assert "no such file" in err
    assert not (tmp_path / "tfguard-baseline.json").exists()
