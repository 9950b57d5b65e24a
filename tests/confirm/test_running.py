"""Settings, errors and the sandbox's command line; without TensorFlow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.run import ConfirmError, SandboxChoice, Settings, confirm
from tfguard.confirm.workers import interpreter
from tfguard.confirm.workers.interpreter import Interpreter
from tfguard.confirm.workers.sandbox import choosing
from tfguard.confirm.workers.sandbox.bubblewrap import Bubblewrap
from tfguard.confirm.workers.sandbox.choosing import choose
from tfguard.confirm.workers.sandbox.none import NoSandbox
from tfguard.confirm.workers.sandbox.sandlock import Sandlock

TEXT = "def f(x):\n    print(x)\n    return x\n"


def test_no_findings_need_nothing() -> None:
    assert confirm([], Settings(python="/nowhere/python")) == []


@pytest.mark.parametrize("python", ["/nowhere/python", "/bin/true", "/"])
def test_a_wrong_interpreter_is_one_line(python: str, program: Callable[..., Path]) -> None:
    finding = make_finding(program(TEXT), "W7201", "print(x)", "f")
    with pytest.raises(ConfirmError) as caught:
        confirm([finding], Settings(python=python))
    assert "\n" not in str(caught.value)
    assert python in str(caught.value)


@pytest.mark.tensorflow
def test_a_script_before_the_interpreter_is_not_what_runs(tmp_path: Path) -> None:
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    assert interpreter.examine(str(script)).executable == sys.executable


def test_an_interpreter_without_tensorflow_is_one_line(program: Callable[..., Path], tmp_path: Path) -> None:
    import venv

    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    finding = make_finding(program(TEXT), "W7201", "print(x)", "f")
    python = str(tmp_path / "bare" / "bin" / "python")
    with pytest.raises(ConfirmError, match="TensorFlow is not installed"):
        confirm([finding], Settings(python=python))


PYTHON = Interpreter(sys.executable, "", (str(Path(sys.base_prefix, "lib")), str(Path(sys.prefix))))


@dataclass(frozen=True)
class Sieve(NoSandbox):
    """A sandbox that starts and holds nothing back."""

    name: str = "sieve"


def _let_find(monkeypatch: pytest.MonkeyPatch, **found: object) -> None:
    finders = {SandboxChoice(name): lambda value=value: value for name, value in found.items()}
    monkeypatch.setattr(choosing, "_FINDERS", finders)


def test_without_a_sandbox_only_the_demo_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_find(monkeypatch, bubblewrap=None, sandlock=None)
    with pytest.raises(ConfirmError, match=r"bubblewrap is not installed, sandlock is not .*--no-sandbox"):
        choose(SandboxChoice.AUTO, PYTHON)
    assert isinstance(choose(SandboxChoice.AUTO, PYTHON, trusted=True), NoSandbox)
    assert isinstance(choose(SandboxChoice.NONE, PYTHON), NoSandbox)


def test_a_sandbox_that_does_not_start_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_find(monkeypatch, bubblewrap=Bubblewrap("/bin/false"), sandlock=Sandlock("/nowhere"))
    with pytest.raises(ConfirmError, match="bubblewrap does not work here, sandlock does not work here"):
        choose(SandboxChoice.AUTO, PYTHON)


def test_a_sandbox_that_holds_nothing_back_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_find(monkeypatch, bubblewrap=Sieve(), sandlock=None)
    with pytest.raises(ConfirmError, match="bubblewrap does not work here, sandlock is not installed"):
        choose(SandboxChoice.AUTO, PYTHON)


def test_the_next_best_sandbox_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    best, next_best = Bubblewrap("best"), Sandlock("next")
    _let_find(monkeypatch, bubblewrap=best, sandlock=next_best)
    monkeypatch.setattr(choosing, "holds", lambda found, _: found is next_best)
    assert choose(SandboxChoice.AUTO, PYTHON) is next_best
    assert choose(SandboxChoice.SANDLOCK, PYTHON) is next_best
    with pytest.raises(ConfirmError, match="without a sandbox: bubblewrap does not work here;"):
        choose(SandboxChoice.BUBBLEWRAP, PYTHON)


def test_an_environment_is_read_without_what_lies_beside_it(tmp_path: Path) -> None:
    """An environment may be a project's own folder, or a home."""
    for name in ("bin", "lib", ".git", "src"):
        (tmp_path / name).mkdir()
    for name in ("pyvenv.cfg", ".env"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert sorted(interpreter._narrowed([str(tmp_path)])) == [
        str(tmp_path / name) for name in ("bin", "lib", "pyvenv.cfg")
    ]


def test_bubblewrap_gets_only_what_is_named() -> None:
    command = Bubblewrap("/usr/bin/bwrap").command(
        ["python", "x"], ["/opt/python"], {"HOME": "/tmp/t"}, "/tmp/t"
    )
    bound = [command[index + 1] for index, word in enumerate(command) if word == "--ro-bind"]
    assert "/opt/python" in bound
    assert not any(path in bound for path in ("/", "/home", str(Path.home()), "/etc", "/tmp", "/var"))
    assert "--unshare-all" in command
    assert "--clearenv" in command
    assert command[command.index("--cap-drop") + 1] == "ALL"
    assert command[-2:] == ["python", "x"]
