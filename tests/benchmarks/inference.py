"""What Pylint says and takes with TensorFlow installed: ``python tests/benchmarks/inference.py FOLDER``.

On the same modules, one at a time: Pylint alone, and Pylint with tfguard, which keeps it from reading
TensorFlow. Only errors count (``--disable=all --enable=E,F``). See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from measure import Usage, print_table, python_files, quiet_environment, run

_IMPORTS = re.compile(r"^\s*(?:import|from)\s+(?:tensorflow|keras|tf_keras)\b", re.MULTILINE)
_MESSAGE = re.compile(r"^(.+?:\d+:\d+): ([EF]\d+): .*\(([a-z0-9-]+)\)$", re.MULTILINE)
USAGE_ERROR = 32  # a bit of Pylint's exit status


def main() -> int:
    """Measure and print; 2 when the folder holds no module to measure on or Pylint does not run."""
    parser = argparse.ArgumentParser(description="Pylint's errors with and without tfguard.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10, help="how many modules (default: 10)")
    parser.add_argument("--seed", type=int, default=0, help="which modules (default: 0)")
    parser.add_argument("--show", action="store_true", help="print the messages that go, and those that stay")
    options = parser.parse_args()

    files = [
        path for path in python_files(options.folder) if _IMPORTS.search(path.read_text("utf-8", "replace"))
    ]
    if not files:
        print(f"{options.folder}: no such modules", file=sys.stderr)
        return 2
    sample = sorted(random.Random(options.seed).sample(files, min(options.files, len(files))))
    quiet_environment()
    with tempfile.TemporaryDirectory() as home:
        os.environ["PYLINTHOME"] = home
        # Elsewhere than the package itself: what is checked is code that uses TensorFlow.
        pairs = [
            (run(_command(path, []), Path(home)), run(_command(path, _PLUGIN), Path(home))) for path in sample
        ]
    if any(one.status & USAGE_ERROR for pair in pairs for one in pair):
        print("pylint could not be run", file=sys.stderr)
        return 2
    _print(options.folder, sample, pairs, show=options.show)
    return 0


_PLUGIN = ["--load-plugins=tfguard", "--disable=tfguard"]


def _command(path: Path, options: list[str]) -> list[str]:
    common = [f"--rcfile={os.devnull}", "--persistent=n", "--score=n", "--disable=all", "--enable=E,F"]
    return [sys.executable, "-m", "pylint", *common, *options, str(path.resolve())]


def _messages(usage: Usage) -> dict[tuple[str, str], str]:
    return {(match[1], match[2]): match[0] for match in _MESSAGE.finditer(usage.output)}


def _print(folder: Path, sample: list[Path], pairs: list[tuple[Usage, Usage]], *, show: bool) -> None:
    print(
        f"Pylint {version('pylint')}, TensorFlow {_tensorflow()}; user time and errors, alone -> with tfguard"
    )
    rows = []
    for path, (alone, with_plugin) in zip(sample, pairs, strict=True):
        times = f"{alone.user:.1f} s -> {with_plugin.user:.1f} s"
        rows.append(
            (
                str(path.relative_to(folder)),
                f"{times}, {len(_messages(alone))} -> {len(_messages(with_plugin))}",
            )
        )
    total = [sum(pair[side].user for pair in pairs) for side in (0, 1)]
    rows.append(("all", f"{total[0]:.1f} s -> {total[1]:.1f} s ({total[0] / total[1]:.1f} times)"))
    print_table("By module", rows)
    before = [(*key, text) for alone, _ in pairs for key, text in _messages(alone).items()]
    after = [(*key, text) for _, with_plugin in pairs for key, text in _messages(with_plugin).items()]
    names = Counter(_name(text) for *_, text in before), Counter(_name(text) for *_, text in after)
    print_table(
        "By message",
        [(name, f"{names[0][name]} -> {names[1][name]}") for name in sorted(names[0] | names[1])],
    )
    if show:
        print("\nGone", *sorted(text for *_, text in set(before) - set(after)), sep="\n  ")
        print("\nStay", *sorted(text for *_, text in after), sep="\n  ")


def _name(text: str) -> str:
    return text.rpartition("(")[2].rstrip(")")


def _tensorflow() -> str:
    for name in ("tensorflow", "tensorflow-cpu"):
        try:
            return version(name)
        except ImportError:
            continue
    return "not installed"


if __name__ == "__main__":
    sys.exit(main())
