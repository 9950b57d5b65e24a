"""Completion, asked as a shell asks: through the variable that click's scripts set."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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
