"""Whatever is thrown at it ends in one line and a documented exit code, and never hangs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.cli.main import main
from tfguard.syntax.source import MAX_BYTES

TRACED = "import tensorflow as tf\n\n\n@tf.function\ndef step(x):\n    return x\n"
FLAGGED = TRACED.replace("    return x", "    print(x)\n    return x")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in an empty directory; gives exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def run_it(*args: str) -> tuple[int, str, str]:
        code = main(list(args))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run_it


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


BAD = {
    "missing": (None, "bad.py: error: no such file"),
    "syntax error": (TRACED + "def (:\n", "bad.py:7:5: error: syntax error"),
    "Python 2": (TRACED + "print 'hello'\n", "bad.py:7:1: error: syntax error"),
    "not UTF-8": (TRACED.encode() + b"# \xff\xfe\n", "bad.py: error: cannot be decoded"),
    "unknown encoding": (b"# coding: klingon\n", "bad.py: error: cannot be decoded: unknown encoding"),
    "UTF-16": (TRACED.encode("utf-16"), "bad.py: error: is UTF-16, which Python does not read as source"),
    "UTF-16, big end": (b"\xfe\xff" + TRACED.encode("utf-16-be"), "bad.py: error: is UTF-16"),
    "two encodings": (
        b"\xef\xbb\xbf# coding: latin-1\n" + TRACED.encode(),
        "bad.py: error: cannot be decoded: its byte order mark says UTF-8, and its comment another encoding",
    ),
    "a codec that always fails": (
        b"# coding: undefined\n" + TRACED.encode(),
        "bad.py: error: cannot be decoded: ",
    ),
    "a codec that is none of texts": (
        b"# coding: rot13\n" + TRACED.encode(),
        "bad.py: error: cannot be decoded: 'rot13' is not a text encoding",
    ),
    "null bytes": (TRACED.encode() + b"\0", "bad.py: error: contains null bytes"),
    "deep nesting": (TRACED + "x = " + "(" * 3000 + ")" * 3000 + "\n", "bad.py"),
    "deep expression": (TRACED + "x = " + "-" * 100_000 + "1\n", "bad.py: error: is nested too deeply"),
    "many brackets": (TRACED + "[" * 100_000 + "\n", "bad.py"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_an_error_and_the_others_are_checked(run: Run, kind: str) -> None:
    content, expected = BAD[kind]
    if content is not None:
        write("bad.py", content)
    write("good.py", FLAGGED)
    code, out, _ = run("check", "bad.py", "good.py")
    errors = [line for line in out.splitlines() if ": error: " in line]
    assert len(errors) == 1
    assert errors[0].startswith(expected)
    assert code == 1
    assert "good.py:6:5: W7201 tf-print" in out
    assert run("check", "bad.py", "good.py", "--strict-errors")[0] == 2
    assert run("check", "bad.py")[0] == 2  # nothing could be checked


@pytest.mark.parametrize(
    "content", ["", "\n", "\ufeff", "# only a comment", "\f", b"\xef\xbb\xbf" + TRACED.encode()]
)
def test_odd_files_that_are_fine(run: Run, content: str | bytes) -> None:
    write("odd.py", content)
    code, out, _ = run("check", "odd.py")
    assert code == 0
    assert out.startswith("no findings; checked 1 file")


def test_crlf_latin1_and_old_mac_line_ends(run: Run) -> None:
    write("crlf.py", FLAGGED.replace("\n", "\r\n"))
    write("mac.py", FLAGGED.replace("\n", "\r"))
    write("latin.py", b"# coding: latin-1\n# \xe9\n" + FLAGGED.encode())
    code, out, _ = run("check", ".")
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()[:-1]] == [
        "crlf.py:6:5",
        "latin.py:8:5",
        "mac.py:6:5",
    ]


def test_fifty_thousand_lines(run: Run) -> None:
    write("long.py", FLAGGED + "".join(f"x{n} = {n}\n" for n in range(50_000)))
    code, out, _ = run("check", "long.py")
    assert code == 1
    assert "long.py:6:5: W7201" in out


def test_a_long_sum_and_a_long_chain_of_calls(run: Run) -> None:
    write("sum.py", FLAGGED + "y = " + " + ".join(["1"] * 5_000) + "  # pylint: disable=tf-print\n")
    code, out, _ = run("check", "sum.py")
    assert (code, out.count("W7201")) in {(1, 1), (2, 0)}  # Python's own parser may refuse it


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang(run: Run) -> None:
    os.mkfifo("pipe.py")
    code, out, _ = run("check", "pipe.py")
    assert code == 2
    assert out.startswith("pipe.py: error: is not a regular file")
    assert run("check", ".")[0] == 2


def test_a_directory_that_cannot_be_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("closed/a.py", FLAGGED)
    write("good.py", TRACED)

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if "closed" in str(path) else real(path))
    code, out, _ = run("check", ".")
    assert code == 0
    assert "closed: error: cannot be listed: Permission denied" in out


def test_a_file_that_cannot_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("closed.py", FLAGGED)
    real = os.open

    def refuse(path: str, *args: int, **more: int) -> int:
        if str(path).endswith("closed.py"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", refuse)
    code, out, _ = run("check", "closed.py")
    assert code == 2
    assert out.startswith("closed.py: error: cannot be read: Permission denied")


def test_links_to_themselves(run: Run) -> None:
    Path("loop.py").symlink_to("loop.py")
    Path("folder").mkdir()
    Path("folder/up").symlink_to("..")
    write("folder/a.py", FLAGGED)
    code, out, _ = run("check", ".")
    assert code == 1
    assert out.count("W7201") == 1
    assert out.count("loop.py: error: cannot be read") == 1


def test_no_python_files(run: Run) -> None:
    Path("empty").mkdir()
    code, out, _ = run("check", "empty")
    assert code == 2
    assert out.startswith("empty: error: no Python files found in this directory")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "Missing argument 'PATH...' (see 'tfguard check --help')"),
        (("a.py", "--nonsense"), "No such option"),
        (("-", "--stdin-filename", ""), "Invalid value for '--stdin-filename': '' is no name of a file"),
        (("-", "--stdin-filename", "."), "Invalid value for '--stdin-filename': '.' is no name of a file"),
        (("a.py", "--select", "foo"), "unknown rule 'foo' in --select"),
        (("a.py", "--ignore", "tf-prnt"), "unknown rule 'tf-prnt' in --ignore (did you mean 'tf-print'?)"),
        (("a.py", "--format", "xml"), "Invalid value for '--format'"),
        (("a.py", "--jobs", "-1"), "Invalid value for '--jobs'"),
        (("a.py", "--config", "none.toml"), "none.toml: cannot be read"),
        (("a.py", "--min-confidence", "sure"), "Invalid value for '--min-confidence'"),
        (("a.py", "--time-limit", "0"), "Invalid value for '--time-limit'"),
        (("a.py", "--constant-size", "0"), "Invalid value for '--constant-size': 0 is not in the range x>=1"),
        (("a.py", "--constant-size", "1.5"), "Invalid value for '--constant-size'"),
        (("a.py", "--target-tensorflow", "2.9"), """'2.9' is not a version from "2.12" to "2.21\""""),
        (("a.py", "--target-tensorflow", "new"), "Invalid value for '--target-tensorflow': 'new' is not"),
        (("a.py", "--target-keras", "4"), "Invalid value for '--target-keras': '4' is not 2 or 3"),
    ],
)
def test_usage_errors(run: Run, args: tuple[str, ...], message: str) -> None:
    write("a.py", TRACED)
    code, out, err = run("check", *args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("tfguard: error: ")
    assert message in err


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[tool.tfguard\n", "pyproject.toml: is not valid TOML"),
        ("nonsense [[[", "pyproject.toml: is not valid TOML"),
        ("[tool.tfguard]\nselect = ['foo']\n", "unknown rule 'foo' in 'select' of pyproject.toml"),
        ("[tool.tfguard]\ncolour = 1\n", "pyproject.toml: [tool.tfguard]: unknown key 'colour'"),
        ("[tool.tfguard]\nconstant-size = 0\n", "'constant-size' must be a positive whole number (of KiB)"),
        ("[tool.tfguard.per-file-ignores]\n'a' = ['bar']\n", "unknown rule 'bar' in 'per-file-ignores' of"),
    ],
)
def test_a_broken_configuration(run: Run, table: str, message: str) -> None:
    write("a.py", TRACED)
    write("pyproject.toml", table)
    for command in ("check", "traced"):
        if command == "traced" and "unknown rule" in message:
            continue
        code, out, err = run(command, "a.py")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert message in err
    assert run("check", "a.py", "--isolated")[0] == 0


def test_unknown_command_and_rule(run: Run) -> None:
    assert run("nonsense")[0] == 2
    said = "tfguard: error: No such command 'chek' (did you mean 'check'?) (see 'tfguard --help')\n"
    assert run("chek", "a.py") == (2, "", said)
    code, _, err = run("explain", "tf-prnt")
    assert code == 2
    assert "did you mean 'tf-print'?" in err


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
def test_a_file_name_that_is_no_text(run: Run) -> None:
    name = os.fsdecode(b"b\xff\x1b[31m.py")
    try:
        Path(name).write_text(FLAGGED, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes text only")
    code, out, _ = run("check", ".")
    assert code == 1
    assert out.startswith("b\\udcff\\x1b[31m.py:6:5: W7201")


def process(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tfguard", *args],
        capture_output=True,
        timeout=60,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_standard_input(tmp_path: Path) -> None:
    done = process("check", "-", "--stdin-filename", "pkg/here.py", input=FLAGGED.encode(), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith(b"pkg/here.py:6:5: W7201")
    assert process("check", "-", input=b"\xff\xfe\x00", cwd=tmp_path).returncode == 2
    assert process("check", "-", input=b"", cwd=tmp_path).returncode == 0


def test_standard_input_is_not_without_end(tmp_path: Path) -> None:
    done = process("check", "-", input=b"#" * (MAX_BYTES + 1), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith(b"stdin.py: error: is larger than 32 MiB")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
@pytest.mark.parametrize("command", [("check", "a.py"), ("rules",), ("check", "a.py", "--format", "json")])
def test_a_full_disk_is_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.py").write_text(FLAGGED, encoding="utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tfguard", *command],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"tfguard: error: the run could not go on: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
@pytest.mark.parametrize(("closed", "said"), [(">&-", b""), ("2>&-", b"a.py:6:5: W7201"), (">&- 2>&-", b"")])
def test_closed_streams(tmp_path: Path, closed: str, said: bytes) -> None:
    (tmp_path / "a.py").write_text(FLAGGED, encoding="utf-8")
    command = f'"{sys.executable}" -m tfguard check a.py {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(said)
    assert bool(done.stdout) == bool(said)


def test_the_reader_goes_away(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"file_with_a_long_name_{number}.py").write_text(FLAGGED * 10, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tfguard", "check", "--jobs", "1", "."],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 2
