"""``tfguard cache``, ``--no-cache`` and what is said when a run is broken off; without TensorFlow."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tfguard.cache.place import VARIABLE
from tfguard.cache.store import Store, key_of
from tfguard.cli.main import main
from tfguard.cli.progress import verdict_progress
from tfguard.confirm import run
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules.finding import Finding

SOURCE = """\
import tensorflow as tf


@tf.function
def step(x):
    print("x", x)
    print("y", x)
    return x + 1.0
"""


def test_info_and_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    Store("runs").put(key_of({}), "x" * 500_000)
    assert main(["cache", "info"]) == 0
    out = capsys.readouterr().out
    assert str(tmp_path / "cache") in out
    assert "1 (0.5 MiB)" in out
    assert main(["cache", "clear"]) == 0
    assert "removed: 1 (0.5 MiB)" in capsys.readouterr().out
    assert main(["cache", "info"]) == 0
    assert "entries: 0" in capsys.readouterr().out


class _Pool:
    """Stands for workers that are not started."""

    class interpreter:  # noqa: N801 - an attribute
        tensorflow = "2.20.0"

    made: ClassVar[list[run.Settings]] = []

    def __init__(self, settings: run.Settings) -> None:
        self.settings = settings
        self.made.append(settings)

    def close(self) -> None:
        """End nothing."""


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Check a program of two findings, with another ``confirm``."""
    (tmp_path / "a.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(run, "Pool", _Pool)
    monkeypatch.setattr(_Pool, "made", [])

    def check(confirm: Callable[..., Any], *options: str) -> int:
        monkeypatch.setattr(run, "confirm", confirm)
        return main(["check", "--confirm", "--isolated", *options, str(tmp_path / "a.py")])

    return check


def _all(findings: Sequence[Finding], *_: object, **__: object) -> list[Verdict]:
    return [Verdict(Outcome.CONFIRMED)] * len(findings)


def _broken_off(
    findings: Sequence[Finding], _settings: object, note: Callable[[Finding, Verdict], None], **_: object
) -> list[Verdict]:
    note(findings[1], Verdict(Outcome.CONFIRMED, evidence="seen"))
    raise KeyboardInterrupt


def test_the_cache_is_used_unless_the_user_says_no(checked: Callable[..., int]) -> None:
    assert checked(_all) == 1
    assert checked(_all, "--no-cache") == 1
    assert [settings.cached for settings in _Pool.made] == [True, False]


def test_what_is_proved_when_the_user_breaks_off_is_reported(
    checked: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(_broken_off, "--format", "json") == 130
    out, err = capsys.readouterr()
    verdicts = [finding["verdict"] for finding in json.loads(out)["findings"]]
    assert [one["verdict"] for one in verdicts] == ["inconclusive", "confirmed"]
    assert "broken off" in verdicts[0]["reason"]
    assert err.startswith("tfguard: interrupted")
    assert err.count("\n") == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_verdicts_are_counted_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", _Terminal())
    with verdict_progress(3) as step:
        for outcome in ("confirmed", "refuted", "confirmed"):
            step(outcome)
    shown = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "2 confirmed, 1 refuted" in shown
    assert "3/3" in shown


def test_nothing_is_shown_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with verdict_progress(1) as step:
        step("confirmed")
    assert capsys.readouterr() == ("", "")
