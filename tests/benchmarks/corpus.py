"""tfguard over a folder of code, beside ruff: ``python tests/benchmarks/corpus.py FOLDER``.

Two runs of tfguard: the command line as users start it (wall time, memory), and one process that
is timed by phase and says what was found and what crashed. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import shutil
import sys
import sysconfig
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from measure import MIB, Usage, print_table, python_files, quiet_environment, run

import tfguard.syntax.project
from tfguard.cli.checking import LINES_KEPT, Setup, make_checker
from tfguard.cli.merge import merge
from tfguard.cli.pool import check_files, cores
from tfguard.reporting.formats import writer
from tfguard.reporting.report import Report, Reported
from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.rules.registry import unasked
from tfguard.syntax.settings import Settings
from tfguard.syntax.source import SourceError
from tfguard.tracing.candidates import may_trace

PHASES = ("read", "select", "parse", "index", "interpret", "report")


@dataclass(frozen=True)
class Phased:
    """What one process found, and where its time went.

    Attributes:
        files: files looked at.
        lines: their lines.
        traced: files that can hold tracing and were analysed.
        seconds: wall time by phase.
        findings: number of findings by rule.
        errors: files that are no valid Python, with the reason.
        crashes: files on which the analysis raised anything else.
        cut: roots at which the interpreter's budget ended.
    """

    files: int
    lines: int
    traced: int
    seconds: dict[str, float]
    findings: dict[str, int]
    errors: list[str]
    crashes: list[str]
    cut: int


class Clock:
    """Wall time by phase; a phase inside another one is not counted twice."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time until the block ends for ``name``, and not for the phase around it."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function whose calls count for ``name``."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.phase(name):
                return function(*args, **kwargs)

        return call

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


def main() -> int:
    """Measure and print; 1 when the analysis crashed on a file, 2 when there is nothing to measure."""
    parser = argparse.ArgumentParser(description="tfguard over a folder of code, beside ruff.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--explicit", action="store_true", help="take for traced only what a decorator or a call marks"
    )
    parser.add_argument("--phases", action="store_true", help="only the phases, as JSON")
    parser.add_argument("--check", action="store_true", help="only what `tfguard check` does")
    parser.add_argument(
        "--preview", action="store_true", help="with --check: what only preview rules want too"
    )
    options = parser.parse_args()

    left = unasked(()) if options.check and not options.preview else frozenset[str]()
    settings = Settings(implicit_roots=not options.explicit, unasked=left)
    if options.phases:
        print(json.dumps(asdict(phases(options.folder, settings))))
        return 0
    if options.check:
        check(options.folder, settings)
        return 0
    if not python_files(options.folder):
        print(f"{options.folder}: no Python files", file=sys.stderr)
        return 2
    quiet_environment()
    explicit = ["--explicit"] if options.explicit else []
    phased_usage = run([sys.executable, __file__, "--phases", *explicit, str(options.folder)])
    phased = Phased(**json.loads(phased_usage.output))
    _print_found(phased)
    _print_times(phased, phased_usage, _commands(options.folder, explicit))
    return 1 if phased.crashes else 0


def check(folder: Path, settings: Settings) -> None:
    """Do what ``tfguard check`` does with a folder, in as many processes, with any settings.

    Args:
        folder: where the files are.
        settings: how to analyse them.
    """
    paths, jobs = [str(path) for path in python_files(folder)], cores()
    setup = Setup(settings, lines_kept=LINES_KEPT // jobs)
    results = check_files(paths, functools.partial(make_checker, setup), jobs, lambda _: None)
    errors = tuple(result.error for result in results if result.error is not None)
    writer("text")(Report(merge(results), errors, files=len(paths) - len(errors)), sys.stdout)


def phases(folder: Path, settings: Settings) -> Phased:
    """Analyse all files of a folder in this process.

    Args:
        folder: where the files are.
        settings: how to analyse them.

    Returns:
        What was found and how long each phase took.
    """
    clock = Clock()
    # The project calls these by the names it imported; there is no other seam, and none is needed
    # by anybody but this benchmark.
    module = tfguard.syntax.project
    timed = {"read_bytes": "read", "decode_source": "read", "parse_source": "parse", "build_index": "index"}
    for name, phase in timed.items():
        setattr(module, name, clock.timed(phase, getattr(module, name)))
    project = settings.project()
    paths = [str(path) for path in python_files(folder)]
    found: list[Finding] = []
    errors: list[str] = []
    crashes: list[str] = []
    lines = traced = cut = 0
    for path in paths:
        try:
            text = project.text(path)
            lines += text.count("\n")
            with clock.phase("select"):
                selected = may_trace(project, path, text)
            if selected:
                traced += 1
                with clock.phase("interpret"):
                    analysis = analyse(path, project, text)
                found.extend(analysis.findings)
                cut += bool(analysis.cut)
        except SourceError as error:
            errors.append(str(error))
        except Exception as error:  # crashes are what is counted
            crashes.append(f"{path}: {type(error).__name__}: {error}")
    with clock.phase("report"):
        shown = tuple(Reported(one, one.place, one.message, one.related, one.other_roots) for one in found)
        writer("text")(Report(shown, files=len(paths)), io.StringIO())
    seconds = {name: clock.seconds[name] for name in PHASES}
    by_rule = Counter(f"{one.rule_id} {one.symbol}" for one in found)
    return Phased(len(paths), lines, traced, seconds, dict(sorted(by_rule.items())), errors, crashes, cut)


def _commands(folder: Path, explicit: list[str]) -> dict[str, list[str]]:
    check = [_program("tfguard"), "check", "--no-cache"]
    if explicit:  # the command line has no such option
        check = [sys.executable, __file__, "--check", *explicit]
    named = f"tfguard check{', explicit roots alone' if explicit else ''}"
    commands = {named: [*check, str(folder)], f"{named} --preview": [*check, "--preview", str(folder)]}
    for selected in ("ALL", "F"):
        command = [_program("ruff"), "check", "--isolated", "--no-cache", "--select", selected, str(folder)]
        commands[f"ruff check --select {selected}"] = command
        # Most of ruff's time goes into writing excerpts, so it is shown without them too.
        commands[f"ruff check --select {selected} --silent"] = [*command, "--silent"]
    return commands


def _program(name: str) -> str:
    """The program of the environment that runs this, else the one on the path."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed; the development dependencies bring it")
    return found


def _print_found(phased: Phased) -> None:
    print(f"{phased.files:,} files, {phased.lines:,} lines; {phased.traced:,} can hold tracing")
    print_table("findings", [(name, f"{count:,}") for name, count in phased.findings.items()])
    print_table(
        "not analysed",
        [
            ("files that are no valid Python", str(len(phased.errors))),
            ("crashes", str(len(phased.crashes))),
            ("files where the interpreter's budget ended", str(phased.cut)),
        ],
    )
    for crash in phased.crashes:
        print(f"  {crash}")


def _print_times(phased: Phased, usage: Usage, commands: dict[str, list[str]]) -> None:
    rows = [(name, f"{seconds:.2f} s") for name, seconds in phased.seconds.items()]
    print_table(
        "one process, wall time by phase",
        [
            *rows,
            ("whole process", f"{usage.wall:.2f} s"),
            ("peak memory", f"{usage.memory / MIB:.0f} MiB"),
        ],
    )
    print_table(
        "commands, wall time and peak memory", (_timed(name, run(commands[name])) for name in commands)
    )


def _timed(name: str, usage: Usage) -> tuple[str, str]:
    # Both tools exit with 0 or 1 when they have checked, and Python with 1 on an exception: the time
    # of a run that did nothing would be a lie.
    failed = usage.status not in {0, 1} or "Traceback" in usage.errors
    said = (usage.errors or usage.output).strip().splitlines()[-1:]
    note = f"  (exit status {usage.status}: {''.join(said)})" if failed else ""
    return name, f"{usage.wall:.2f} s  {usage.memory / MIB:.0f} MiB{note}"


if __name__ == "__main__":
    sys.exit(main())
