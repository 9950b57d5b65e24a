"""What a second run costs: ``python tests/benchmarks/caching.py FOLDER``.

tfguard and ruff check the same copy of a folder, each with a cache of its own: for the first time, again,
after one file changed, and after a file changed that many others import. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from measure import MIB, Usage, print_table, python_files, quiet_environment, run

from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError
from tfguard.tracing.candidates import may_trace


def main() -> int:
    """Measure and print; 1 when a run with the cache found something else, 2 without anything to check."""
    parser = argparse.ArgumentParser(description="First and second runs of tfguard and ruff.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="how many second runs (default: 3)")
    options = parser.parse_args()
    if not python_files(options.folder):
        print(f"{options.folder}: no Python files", file=sys.stderr)
        return 2
    quiet_environment()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "copy"
        shutil.copytree(options.folder, copy)
        return _measure(copy, Path(place), options.rounds)


def _measure(folder: Path, place: Path, rounds: int) -> int:
    """Measure on a copy that may be changed."""
    os.environ["TFGUARD_CACHE_DIR"] = str(place / "kept")
    leaf, helper, users = _two_files(folder)
    ours = [sys.executable, "-m", "tfguard", "check", "--isolated", "--preview", "--format=json", str(folder)]
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--silent",
        "--cache-dir",
        str(place / "ruff"),
    ]
    ruff += ["--select=ALL", str(folder)]
    without = run([*ours, "--no-cache"])
    rows, same = [("tfguard --no-cache", _time(without))], True
    for name, command in (("tfguard", ours), ("ruff", ruff)):
        rows.append((f"{name}, first run", _time(run(command))))
        again = [run(command) for _ in range(rounds)]
        same &= name == "ruff" or _found(again[0]) == _found(without)
        second = statistics.median(usage.wall for usage in again)
        rows.append((f"{name}, second run", f"{second:.2f} s"))
        for what, path in (("one file", leaf), ("a helper", helper)):
            with path.open("ab") as file:
                file.write(f"\n# {name}\n".encode())
            rows.append((f"{name}, after {what} changed", _time(run(command))))
    same &= _found(run(ours)) == _found(run([*ours, "--no-cache"]))
    kept = sum(path.stat().st_size for path in (place / "kept").rglob("*.json"))
    rows += [
        ("files", f"{len(python_files(folder)):,}"),
        ("files that import the helper", f"{users:,}"),
        ("size of what is kept", f"{kept / MIB:.1f} MiB"),
        ("the same findings with and without", "yes" if same else "no"),
    ]
    print_table(f"the file: {leaf.relative_to(folder)}, the helper: {helper.relative_to(folder)}", rows)
    return 0 if same else 1


def _two_files(folder: Path) -> tuple[Path, Path, int]:
    """Choose a file that can hold tracing and that nobody imports, and the one that most files import."""
    project, importers, traced = Project(), Counter[str](), list[str]()
    paths = [str(path) for path in python_files(folder)]
    for path in paths:
        try:
            text = project.text(path)
            importers.update({imported.path for imported in project.imports(path, text)})
            if may_trace(project, path, text):
                traced.append(path)
        except SourceError:
            continue
    leaf = next((path for path in traced if not importers[path]), paths[0])
    helper, users = importers.most_common(1)[0] if importers else (paths[0], 0)
    return Path(leaf), Path(helper), users


def _found(usage: Usage) -> Sequence[object]:
    report = json.loads(usage.output)
    return [report["findings"], report["errors"]]


def _time(usage: Usage) -> str:
    return f"{usage.wall:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
