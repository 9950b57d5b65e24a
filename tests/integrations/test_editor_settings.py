"""The settings in docs/editors.md, as they stand there, in the editors that are installed here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tfguard.cli.main import main

DRIVERS = Path(__file__).parent / "editors"
PAGE = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
PROGRAM = '''"""A program."""
import tensorflow as tf


@tf.function
def step(x):
    """One step."""
    print("step", x)
    return x
'''
SAID = "print() runs only while tracing, not at each call; use tf.print (step is decorated with @tf.function)"
SCRIPTS = Path(sys.executable).parent  # where the tests' tfguard, pylint and pylsp are
TIMEOUT = 100
ALE = Path("/usr/share/vim-ale")
PACKAGES_OF_EMACS = Path("/usr/share/emacs/site-lisp/elpa")


def settings(language: str, having: str) -> str:
    """The one block of settings of a language that has a word in it."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    (found,) = [block for block in blocks if having in block]
    return str(found)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "HOME",
        "PYLINTHOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FOUND", str(tmp_path / "found.json"))
    monkeypatch.setenv("TERM", "xterm")
    (tmp_path / "home").mkdir()
    folder = tmp_path / "a project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(settings("toml", "load-plugins"), encoding="utf-8")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def editor(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def version_of(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    assert found is not None
    return int(found[1]), int(found[2])


def diagnostics_of_neovim(project: Path, lua: str) -> list[list[Any]]:
    (project.parent / "init.lua").write_text(lua, encoding="utf-8")
    done = subprocess.run(
        [
            editor("nvim"),
            *("--headless", "-u", str(project.parent / "init.lua"), "program.py"),
            *("-c", f"luafile {DRIVERS / 'read_diagnostics.lua'}"),
        ],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    found: list[list[Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_neovim_with_a_language_server(project: Path) -> None:
    new = version_of(editor("nvim")) >= (0, 11)
    lua = settings("lua", "vim.lsp.enable" if new else "vim.lsp.start_client")
    assert diagnostics_of_neovim(project, lua) == [[8, 5, 2, "W7201", f"[tf-print] {SAID}"]]


def test_neovim_alone(project: Path) -> None:
    found = diagnostics_of_neovim(project, settings("lua", "vim.fn.systemlist"))
    assert found == [[8, 5, 2, "", f"tf-print {SAID}"]]


@pytest.mark.parametrize("name", ["nvim", "vim"])
def test_make_of_vim(name: str, project: Path) -> None:
    (project / "broken.py").write_text(f"{PROGRAM}def broken(:\n", encoding="utf-8")
    (project.parent / "settings.vim").write_text(settings("vim", "makeprg"), encoding="utf-8")
    for file, place in (
        ("program.py", [8, 5, "W", f"tf-print {SAID}"]),
        ("broken.py", [10, 12, "E", "syntax error: invalid syntax"]),
    ):
        command = [editor(name), *(("-es",) if name == "vim" else ("--headless",)), "-u", "NONE", "-N"]
        command += ["-S", str(project.parent / "settings.vim"), file, "-S", str(DRIVERS / "read_places.vim")]
        subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True)
        assert json.loads(Path(os.environ["FOUND"]).read_text(encoding="utf-8")) == [[file, *place]]


def test_ale_in_vim(project: Path) -> None:
    vim = editor("vim")
    if not ALE.is_dir():
        pytest.skip("ALE is not installed")
    (project.parent / "settings.vim").write_text(settings("vim", "ale_linters"), encoding="utf-8")
    in_a_terminal(
        *(vim, "-N", "-u", "NONE", "-c", "filetype plugin on"),
        *("-S", str(project.parent / "settings.vim")),
        *("-c", f"set runtimepath^={ALE}", "-c", f"source {ALE}/plugin/ale.vim"),
        *("program.py", "-c", "edit", "-S", str(DRIVERS / "read_ale.vim")),
    )
    found = json.loads(Path(os.environ["FOUND"]).read_text(encoding="utf-8"))
    assert found == [[8, 5, "W", "tf-print", SAID]]


@pytest.mark.parametrize(
    ("having", "package", "built_in", "found"),
    [
        (
            "eglot",
            "eglot",
            29,
            [9, 5, "eglot-warning", f"pylint [W7201]: [tf-print] {SAID}"],
        ),
        ("flymake", "", 26, [9, 5, ":warning", f"W7201 tf-print {SAID}"]),
        ("flycheck", "flycheck", 1000, [9, 5, "warning", f"W7201 tf-print {SAID}"]),
    ],
)
def test_emacs(having: str, package: str, built_in: int, found: list[Any], project: Path) -> None:
    emacs = editor("emacs")
    if version_of(emacs)[0] < built_in and not any(PACKAGES_OF_EMACS.glob(f"{package}-*")):
        pytest.skip(f"{package} is not installed")
    (project.parent / "settings.el").write_text(settings("elisp", having), encoding="utf-8")
    in_a_terminal(
        *(emacs, "-nw", "-q", "-l", "package", "--eval", "(package-initialize)"),
        *("-l", str(project.parent / "settings.el"), "-l", str(DRIVERS / "read_diagnostics.el")),
    )
    (seen,) = json.loads(Path(os.environ["FOUND"]).read_text(encoding="utf-8"))
    assert seen == found


# A program with a terminal of its own; what it draws goes to standard output.
_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def in_a_terminal(*command: str) -> None:
    """Run a program that wants a terminal to the end; what it draws is thrown away."""
    pytest.importorskip("pty")
    full = [sys.executable, "-c", _TERMINAL, *command]
    done = subprocess.run(
        full, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=TIMEOUT, check=False
    )
    assert done.returncode == 0


def test_settings_for_vs_code_are_json() -> None:
    blocks = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert [type(json.loads(block)) for block in blocks] == [dict, dict]


def test_the_task_for_vs_code_reads_what_its_command_prints(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (task,) = json.loads(settings("json", "problemMatcher"))["tasks"]
    assert task["command"] == "tfguard"
    assert main(task["args"]) == 1
    pattern = task["problemMatcher"]["pattern"]
    (match,) = filter(
        None, (re.search(pattern["regexp"], line) for line in capsys.readouterr().out.splitlines())
    )
    named = {name: match[group] for name, group in pattern.items() if isinstance(group, int)}
    assert named == {
        "file": "program.py",
        "line": "8",
        "column": "5",
        "code": "W7201",
        "message": f"tf-print {SAID}",
    }


def test_the_output_filter_for_pycharm_fits_what_pylint_prints(project: Path) -> None:
    fields = dict(re.findall(r"^\| ([\w ]+) \| `(.+)` \|$", PAGE, re.MULTILINE))
    arguments = fields["Arguments"].replace("$FilePath$", "program.py").split()
    done = subprocess.run(
        [sys.executable, "-m", "pylint", *arguments], capture_output=True, text=True, check=False
    )
    # What the names stand for: a path from the root (or a drive), and numbers.
    filter_ = re.escape(fields["Output filters"])
    for name, pattern in (("FILE_PATH", r"((?:[A-Za-z]:|/)[^:]+)"), ("LINE", r"(\d+)"), ("COLUMN", r"(\d+)")):
        filter_ = filter_.replace(re.escape(f"${name}$"), pattern)
    found = re.search(rf"^{filter_}W7201:", done.stdout, re.MULTILINE)
    assert found is not None, done.stdout
    assert found.groups() == (str(project / "program.py"), "8", "4")
