"""What checking one small file costs over starting Python: ``python tests/benchmarks/start.py``.

See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from measure import print_table, quiet_environment, run

SOURCE = "import tensorflow as tf\n\n\n@tf.function\ndef step(x):\n    print(x)\n    return x\n"


def main() -> int:
    """Measure and print; 2 when tfguard does not run."""
    parser = argparse.ArgumentParser(description="One small file, beside starting Python.")
    parser.add_argument("--runs", type=int, default=20, help="how many runs of each (default: 20)")
    options = parser.parse_args()

    quiet_environment()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "small.py"
        source.write_text(SOURCE, encoding="utf-8")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "tfguard --version": [sys.executable, "-m", "tfguard", "--version"],
            "tfguard check small.py": [sys.executable, "-m", "tfguard", "check", str(source)],
        }
        if run(commands["tfguard check small.py"]).status != 1:
            print("tfguard did not find what the file holds", file=sys.stderr)
            return 2
        walls = {name: [run(command).wall for _ in range(options.runs)] for name, command in commands.items()}
    print_table(
        f"wall time, least and median of {options.runs} runs",
        [(name, f"{min(wall):.3f} s  {statistics.median(wall):.3f} s") for name, wall in walls.items()],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
