"""What checking one unchanged file again costs in an editor: ``python tests/benchmarks/buffer.py FILE``.

See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import print_table, quiet_environment, run

HERE = Path(__file__).parent
USAGE_ERROR = 32  # a bit of Pylint's exit status
WAYS = {
    "Pylint alone": [],
    "Pylint alone, TensorFlow unread": ["--load-plugins=unread"],
    "Pylint with tfguard": ["--load-plugins=tfguard"],
}
# Checks the file some times in one process, as a server may; the first time is not counted.
_SERVED = """
import contextlib, io, statistics, sys, time
from pylint.lint import Run
spent = []
for _ in range(int(sys.argv[1]) + 1):
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        Run(sys.argv[2:], exit=False)
    spent.append(time.process_time() - start)
print(statistics.median(spent[1:]))
"""


def main() -> int:
    """Measure and print; 2 when Pylint does not run."""
    parser = argparse.ArgumentParser(description="One unchanged file, again and again.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="how many times (default: 5)")
    options = parser.parse_args()
    quiet_environment()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    given = [f"--rcfile={os.devnull}", "--persistent=n", "--score=n", str(options.file)]
    with tempfile.TemporaryDirectory() as home:
        os.environ["PYLINTHOME"] = os.environ["TFGUARD_CACHE_DIR"] = home
        Path(home).chmod(0o700)
        commands = {way: [sys.executable, "-m", "pylint", *more, *given] for way, more in WAYS.items()}
        first = {way: run(command) for way, command in commands.items()}
        if any(usage.status & USAGE_ERROR for usage in first.values()):
            print("pylint could not be run", file=sys.stderr)
            return 2
        # In turns: what else the machine does then falls on all.
        turns = [{way: run(command).user for way, command in commands.items()} for _ in range(options.rounds)]
        served = {
            way: float(run([sys.executable, "-c", _SERVED, str(options.rounds), *more, *given]).output)
            for way, more in WAYS.items()
        }
    fresh = {way: statistics.median(turn[way] for turn in turns) for way in WAYS}
    alone, unread, ours = WAYS
    rows = [(f"{way}, a process each time", f"{seconds:.2f} s") for way, seconds in fresh.items()]
    rows += [(f"{way}, one process", f"{seconds:.2f} s") for way, seconds in served.items()]
    rows.append(("Pylint with tfguard, the first time", f"{first[ours].user:.2f} s"))
    for other in (alone, unread):
        ratio = statistics.median(turn[ours] / turn[other] for turn in turns)
        rows.append((f"ratio to {other}, a process each time", f"{ratio:.3f}"))
        rows.append((f"ratio to {other}, one process", f"{served[ours] / served[other]:.3f}"))
    print_table(f"{options.file.name}: processor time, median of {options.rounds}", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
