"""Settings, errors and the sandbox's command line; without TensorFlow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.run import ConfirmError, SandboxChoice, Settings, confirm
from tfguard.confirm.workers import sandbox
from tfguard.confirm.workers.sandbox import Bubblewrap, NoSandbox, choose

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


def test_an_interpreter_without_tensorflow_is_one_line(program: Callable[..., Path], tmp_path: Path) -> None:
    import venv

    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    finding = make_finding(program(TEXT), "W7201", "print(x)", "f")
    python = str(tmp_path / "bare" / "bin" / "python")
    with pytest.raises(ConfirmError, match="TensorFlow is not installed"):
        confirm([finding], Settings(python=python))


def test_without_a_sandbox_only_the_demo_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: None)
    with pytest.raises(ConfirmError, match="--no-sandbox"):
        choose(SandboxChoice.AUTO, trusted=False)
    assert isinstance(choose(SandboxChoice.AUTO, trusted=True), NoSandbox)
    assert isinstance(choose(SandboxChoice.NONE, trusted=False), NoSandbox)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's")
def test_a_bubblewrap_that_does_not_work_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: "/bin/false")
    with pytest.raises(ConfirmError):
        choose(SandboxChoice.AUTO, trusted=False)


def test_bubblewrap_gets_only_what_is_named() -> None:
    command = Bubblewrap("/usr/bin/bwrap").command(
        ["python", "x"], ["/opt/python"], {"HOME": "/tmp/t"}, "/tmp/t"
    )
    bound = [command[index + 1] for index, word in enumerate(command) if word == "--ro-bind"]
    assert "/opt/python" in bound
    assert not any(path in bound for path in ("/", "/home", str(Path.home()), "/etc", "/tmp", "/var"))
    assert "--unshare-all" in command
    assert "--clearenv" in command
    assert command[-2:] == ["python", "x"]
