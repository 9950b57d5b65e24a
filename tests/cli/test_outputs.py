"""Reports in several formats at once, and files that are written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree as Xml

import pytest

from tfguard.cli.main import main
from tfguard.reporting.files import write_file

SOURCE = "import tensorflow as tf\n\n\n@tf.function\ndef step(x):\n    print(x)\n    return x\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def check(*args: str) -> int:
    return main(["check", "--isolated", "a.py", *args])


def test_several_formats_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = ("sarif=a.sarif", "gitlab=a.json", "junit=a.xml", "json=b=c.json", "text=a.txt")
    assert check("--format", "github", *(f"--output={output}" for output in outputs)) == 1
    assert capsys.readouterr().out.startswith("::warning title=tf-print (W7201),file=a.py,line=6,")
    assert json.loads(Path("a.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "W7201"
    assert json.loads(Path("a.json").read_text())[0]["check_name"] == "tf-print"
    assert Xml.fromstring(Path("a.xml").read_text()).attrib["failures"] == "1"
    assert json.loads(Path("b=c.json").read_text())["findings"][0]["symbol"] == "tf-print"
    assert Path("a.txt").read_text().startswith("a.py:6:5: W7201 tf-print")
    assert not [path for path in folder.iterdir() if path.name.startswith(".tfguard")]


def test_what_tells_programs_of_one_finding_is_one_fingerprint(folder: Path) -> None:
    check("--output", "sarif=a.sarif", "--output", "gitlab=a.json")
    result = json.loads(Path("a.sarif").read_text())["runs"][0]["results"][0]
    mark = json.loads(Path("a.json").read_text())[0]["fingerprint"]
    assert result["partialFingerprints"] == {"tfguardFingerprint/v1": mark}
    check("--output", "json=a.json")
    assert mark not in Path("a.json").read_text()


def test_standard_output_holds_what_was_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--output", "gitlab=-") == 1
    assert json.loads(capsys.readouterr().out)[0]["check_name"] == "tf-print"
    assert check("--output", "gitlab=-", "--format", "text") == 1
    text = capsys.readouterr().out
    assert text.startswith("[\n")
    assert "a.py:6:5: W7201" in text


def test_statistics_go_with_whole_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--statistics", "--output", "sarif=a.sarif") == 1
    assert "a.py:6" not in capsys.readouterr().out
    assert json.loads(Path("a.sarif").read_text())["runs"][0]["results"]


def test_clean_code_gives_files_too(folder: Path) -> None:
    Path("a.py").write_text("x = 1\n", encoding="utf-8")
    assert check("--output", "sarif=a.sarif", "--output", "gitlab=a.json") == 0
    assert json.loads(Path("a.sarif").read_text())["runs"][0]["results"] == []
    assert json.loads(Path("a.json").read_text()) == []


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("sarif", "'sarif' names no file; write sarif=FILE"),
        ("sarif=", "'sarif=' names no file"),
        ("srif=a", "'srif' is no format; there are text, concise, json"),
        ("sarif=missing/a.sarif", "sarif report 'missing/a.sarif' cannot be written: there is no folder"),
        ("sarif=.", "sarif report '.' cannot be written: it is a folder"),
        ("sarif=a.py/x", "cannot be written: there is no folder"),
    ],
)
def test_what_cannot_be_written_is_one_line(
    output: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("--output", output) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert [path.name for path in folder.iterdir()] == ["a.py"]


def test_two_reports_do_not_fit_in_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("link").symlink_to("a.out")
    assert check("--output", "sarif=a.out", "--output", "json=./link") == 2
    assert "another report goes there" in capsys.readouterr().err
    assert check("--output", "sarif=/dev/null", "--output", "json=/dev/null") == 1


def test_a_disk_that_is_full_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    Path("a.sarif").write_text("old")
    monkeypatch.setattr(os, "replace", full)
    assert check("--output", "sarif=a.sarif") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "tfguard: error: sarif report 'a.sarif' cannot be written: No space left on device\n"
    )
    assert Path("a.sarif").read_text() == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["a.py", "a.sarif"]


def test_colour_and_width_of_a_terminal_stay_out_of_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    check("--output", "text=a.txt")
    assert Path("a.txt").read_text().isprintable() is False  # it has lines
    assert "\x1b" not in Path("a.txt").read_text()


# The file itself


def text(out: TextIO) -> None:
    out.write("new\n")


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def write(out: TextIO) -> None:
        out.write("new" * 10_000)
        out.flush()
        assert path.read_text() == "old"

    write_file(str(path), write)
    assert path.read_text() == "new" * 10_000


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"

    def write(out: TextIO) -> None:
        out.write("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(str(path), write)
    assert list(tmp_path.iterdir()) == []


def test_modes_are_those_of_any_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_file(str(tmp_path / "new"), text)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    old = tmp_path / "old"
    old.write_text("")
    old.chmod(0o604)
    write_file(str(old), text)
    assert stat.S_IMODE(old.stat().st_mode) == 0o604


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(Path("folder", "a"))
    for _ in range(2):  # at first it leads nowhere
        write_file(str(tmp_path / "link"), text)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "folder" / "a").read_bytes() == b"new\n"


def test_streams_are_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(str(pipe), text)
    reader.join(10)
    assert read == ["new\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_file("/dev/null", text)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_file_behind_a_redirection_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("w") as file:
        file.write("before\n")
        file.flush()
        write_file(f"/dev/fd/{file.fileno()}", text)
    assert path.read_text() == "before\nnew\n"


def test_what_is_no_text_is_written_as_an_escape(tmp_path: Path) -> None:
    write_file(str(tmp_path / "a"), lambda out: print("\udcff", file=out))
    assert (tmp_path / "a").read_bytes() == b"\\udcff\n"
