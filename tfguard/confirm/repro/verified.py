"""Runs a script where the experiment ran: only what shows the pitfall there is handed out."""

from __future__ import annotations

from tfguard.confirm.experiments.requests import Run, request_for
from tfguard.confirm.repro.script import Script
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.verdict import Outcome, Repro, Verdict
from tfguard.confirm.workers.protocol import Observation

SHOWS = 1  # the exit code of a script when the pitfall shows
_STARTER = """\
import os
import runpy

runpy.run_path(os.path.join(os.path.dirname(__file__), "tfguard_repro.py"), run_name="__main__")
"""


def offered(script: Script | None, verdict: Verdict, run: Run, seconds: float, memory: int) -> Repro:
    """Hand out a script; that of a confirmed finding is run once, and has to show it.

    Args:
        script: the script, or None where none could be written.
        verdict: what the experiment said.
        run: does one run in a worker.
        seconds: time limit of the run.
        memory: its memory limit.
    """
    if script is None:
        return Repro(missing="no script can show it on its own")
    text = script.text
    if verdict.outcome is not Outcome.CONFIRMED:
        return Repro(text)
    seen = exit_code(executed(text, run, seconds, memory))
    if seen == SHOWS:
        return Repro(text)
    return Repro(missing=f"the script that was written does not show it ({_how(seen)})")


def executed(text: str, run: Run, seconds: float, memory: int) -> Observation:
    """Run a script in a worker as ``python FILE`` would."""
    files = [
        {"module": "tfguard_starter", "path": "tfguard_starter.py", "text": _STARTER},
        {"module": "tfguard_repro", "path": "tfguard_repro.py", "text": text},
    ]
    request = request_for("script", files, "tfguard_starter", [Plan()], seconds, memory)
    return run({**request, "calls": 0})


def exit_code(run: Observation) -> int | str:
    """Tell the exit code of a script, or what went wrong."""
    if run.failure is None:
        return run.how if not run.reported else "it did not exit"
    if run.failure.type != "SystemExit":
        return run.failure.line
    return int(run.failure.text) if run.failure.text.isdigit() else run.failure.text


def _how(seen: int | str) -> str:
    return f"exit code {seen}" if isinstance(seen, int) else seen[:200]
