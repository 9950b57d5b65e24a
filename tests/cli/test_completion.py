"""Completion, asked as a shell asks: through the variable that click's scripts set."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tfguard.cli.main import main


def completed(line: str) -> list[str]:
    words = line.split(" ")
    variables = {
        "_TFGUARD_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-c", "from tfguard.cli.main import main; raise SystemExit(main())"]
    done = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=True
    )
    return [item.partition(",")[2] for item in done.stdout.splitlines()]


def test_commands_options_and_rules_are_completed() -> None:
    assert completed("tfguard ex") == ["explain"]
    assert completed("tfguard check --only-c") == ["--only-confirmed"]
    assert completed("tfguard explain tf-pr") == ["tf-print"]
    assert completed("tfguard check --select E7101,tf-pr") == ["E7101,tf-print"]
    assert completed("tfguard check --format js") == ["json"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_reads(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_TFGUARD_COMPLETE" in script
    if shutil.which(shell) is not None:
        assert subprocess.run([shell, "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("shell", "typed"),
    [
        pytest.param(
            "bash",
            'eval "$(tfguard completion bash)"; COMP_WORDS=(tfguard expl); COMP_CWORD=1; '
            '_tfguard_completion tfguard; echo "${COMPREPLY[@]}"',
            id="bash",
        ),
        pytest.param(
            "zsh",
            "autoload -Uz compinit && compinit -u; "
            'eval "$(tfguard completion zsh)"; '
            "compdef() { :; }; _describe() { print -r -- ${(P)@[-2]} ${(P)@[-1]}; }; compadd() { :; }; "
            "words=(tfguard expl); CURRENT=2; _tfguard_completion",
            id="zsh",
        ),
        pytest.param(
            "fish", 'tfguard completion fish | source; complete --do-complete "tfguard expl"', id="fish"
        ),
    ],
)
def test_a_shell_completes(shell: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "tfguard"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tfguard "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    done = subprocess.run([shell, "-c", typed], capture_output=True, text=True, check=False)
    assert "explain" in done.stdout, done
