"""What the plugin adds to a Pylint run: ``python tests/benchmarks/plugin.py FOLDER``.

Pylint runs on the same files with and without the plugin, in turns, and the ratio of user times
is taken per turn: what else the machine does then falls on both. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

from measure import MIB, Usage, print_table, python_files, quiet_environment, run

from tfguard.plugin.collector import YOUNG
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError
from tfguard.tracing.candidates import may_trace

_START = "import gc, pylint; gc.set_threshold({young}, *gc.get_threshold()[1:]); pylint.run_pylint()"
USAGE_ERROR = 32  # a bit of Pylint's exit status


def main() -> int:
    """Measure and print; 2 when the folder holds no file to measure on or Pylint does not run."""
    parser = argparse.ArgumentParser(description="Pylint with and without tfguard, on the same files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=100, help="how many files (default: 100)")
    parser.add_argument("--rounds", type=int, default=5, help="how many turns (default: 5)")
    parser.add_argument("--seed", type=int, default=0, help="which files (default: 0)")
    parser.add_argument(
        "--same-collector", action="store_true", help="set the plugin's collector threshold without it too"
    )
    parser.add_argument("--tracing", action="store_true", help="only files that can hold tracing")
    options = parser.parse_args()

    files = python_files(options.folder)
    if options.tracing:
        files = [path for path in files if _may_trace(str(path))]
    if not files:
        print(f"{options.folder}: no such files", file=sys.stderr)
        return 2
    sample = sorted(random.Random(options.seed).sample(files, min(options.files, len(files))))
    quiet_environment()
    turns = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["PYLINTHOME"] = home
        for turn in range(options.rounds):
            # The order changes, so that neither always runs on the warmer machine.
            order = (False, True) if turn % 2 == 0 else (True, False)
            usage = {plugin: run(_command(sample, plugin, options.same_collector)) for plugin in order}
            if any(one.status & USAGE_ERROR for one in usage.values()):
                print("pylint could not be run", file=sys.stderr)
                return 2
            turns.append((usage[False], usage[True]))
            print(f"turn {turn + 1}: {_ratio(*turns[-1]):.3f}", flush=True)
    _print(sample, turns)
    return 0


def _may_trace(path: str) -> bool:
    project = Project()
    try:
        return may_trace(project, path, project.text(path))
    except SourceError:
        return False


def _command(sample: list[Path], plugin: bool, same_collector: bool) -> list[str]:
    start = ["-c", _START.format(young=YOUNG)] if same_collector else ["-m", "pylint"]
    command = [sys.executable, *start, f"--rcfile={os.devnull}", "--persistent=n", "--score=n"]
    if plugin:
        command.append("--load-plugins=tfguard")
    return [*command, *map(str, sample)]


def _ratio(without: Usage, with_plugin: Usage) -> float:
    return with_plugin.user / without.user


def _print(sample: list[Path], turns: list[tuple[Usage, Usage]]) -> None:
    ratios = [_ratio(*turn) for turn in turns]
    without = statistics.median(turn[0].user for turn in turns)
    with_plugin = statistics.median(turn[1].user for turn in turns)
    lines = sum(path.read_bytes().count(b"\n") for path in sample)
    ours = [line for line in turns[0][1].output.splitlines() if "(tf-" in line]
    defects = [line for line in turns[0][1].output.splitlines() if "tfguard could not check" in line]
    print_table(
        f"Pylint on {len(sample)} files, {lines:,} lines, {len(turns)} turns",
        [
            ("without the plugin, median user time", f"{without:.2f} s"),
            ("with the plugin, median user time", f"{with_plugin:.2f} s"),
            ("median ratio", f"{statistics.median(ratios):.3f}"),
            ("lowest and highest ratio", f"{min(ratios):.3f} {max(ratios):.3f}"),
            ("peak memory without", f"{turns[0][0].memory / MIB:.0f} MiB"),
            ("peak memory with", f"{turns[0][1].memory / MIB:.0f} MiB"),
            ("findings of tfguard", str(len(ours))),
            ("files that tfguard could not check", str(len(defects))),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
