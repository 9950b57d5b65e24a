"""How many findings on published packages are right, by rule: from labels that people gave them.

``python tests/benchmarks/precision.py sample FOLDER`` draws findings that have no label yet,
``... check FOLDER`` holds the labels against what is found now, ``... table`` prints the table of
docs/precision.md. See there.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from tfguard.rules.registry import all_rules

LABELS = Path(__file__).with_name("corpus_labels.csv")
VERDICTS = ("right", "debatable", "wrong")
ENOUGH = 20  # labelled findings a rule


@dataclass(frozen=True, order=True)
class Label:
    """What a reader said of one finding.

    Attributes:
        package: the package's folder.
        path: the file, below that folder.
        line: its line, from 1.
        symbol: the rule.
        verdict: ``right``: the author would thank us; ``debatable``: true, and of little use or done on
            purpose; ``wrong``: it is not so.
        reason: why, in a few words.
    """

    package: str
    path: str
    line: int
    symbol: str
    verdict: str
    reason: str

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What is labelled."""
        return self.package, self.path, self.line, self.symbol


def main() -> int:
    """Run one of the commands; 1 when a label does not hold any more."""
    parser = argparse.ArgumentParser(description="How many findings on published packages are right.")
    commands = parser.add_subparsers(dest="command", required=True)
    sample = commands.add_parser("sample", help="draw findings without a label, as lines for the file")
    sample.add_argument("folder", type=Path)
    sample.add_argument("--per-rule", type=int, default=ENOUGH)
    sample.add_argument("--seed", type=int, default=1)
    check = commands.add_parser("check", help="hold the labels against what is found now")
    check.add_argument("folder", type=Path)
    commands.add_parser("table", help="print the table of docs/precision.md")
    options = parser.parse_args()
    if options.command == "table":
        print(table(read_labels()))
        return 0
    found = findings(options.folder)
    if options.command == "sample":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows(drawn(found, read_labels(), options.per_rule, options.seed))
        return 0
    return report(found, read_labels())


def read_labels(path: Path = LABELS) -> list[Label]:
    """The labels of a file.

    Raises:
        ValueError: a line is no label.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    labels = [Label(**{**row, "line": int(row["line"])}) for row in rows]
    for label in labels:
        if label.verdict not in VERDICTS:
            raise ValueError(f"{label.path}:{label.line}: {label.verdict!r} is none of {', '.join(VERDICTS)}")
    return labels


def write_labels(labels: Iterable[Label], path: Path = LABELS) -> None:
    """Write labels, sorted."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field.name for field in fields(Label))
        writer.writerows(astuple(label) for label in sorted(labels))


def findings(folder: Path) -> dict[tuple[str, str, int, str], str]:
    """What tfguard finds in a folder of packages, preview rules included, with the messages."""
    command = [sys.executable, "-m", "tfguard", "check", "--preview", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = {}
    for finding in json.loads(done.stdout)["findings"]:
        package, _, path = (
            Path(finding["path"]).resolve().relative_to(folder.resolve()).as_posix().partition("/")
        )
        found[package, path, finding["line"], finding["symbol"]] = finding["message"]
    return found


def drawn(
    found: dict[tuple[str, str, int, str], str], labels: list[Label], per_rule: int, seed: int
) -> list[tuple[object, ...]]:
    """Findings without a label, as many a rule as it lacks: all where there are few."""
    known = {label.key for label in labels}
    lacking = defaultdict(list)
    for key in sorted(found):
        if key not in known:
            lacking[key[-1]].append(key)
    have = Counter(label.symbol for label in labels if label.key in found)
    chooser = random.Random(seed)
    rows: list[tuple[object, ...]] = []
    for symbol, keys in sorted(lacking.items()):
        wanted = max(0, per_rule - have[symbol])
        rows += [(*key, "", found[key]) for key in sorted(chooser.sample(keys, min(wanted, len(keys))))]
    return rows


def report(found: dict[tuple[str, str, int, str], str], labels: list[Label]) -> int:
    """Say which labelled findings are gone, and which wrong ones are still there."""
    gone = [label for label in labels if label.key not in found]
    wrong = [label for label in labels if label.key in found and label.verdict == "wrong"]
    unlabelled = len(found) - (len(labels) - len(gone))
    print(f"{len(found)} findings, {unlabelled} without a label; {len(labels)} labels")
    for title, some in (("not found any more", gone), ("wrong, and still found", wrong)):
        print(f"{title}: {len(some)}")
        for label in some:
            where = f"{label.package}/{label.path}:{label.line}"
            print(f"  {where} {label.symbol} ({label.verdict}: {label.reason})")
    return 1 if gone else 0


def table(labels: list[Label]) -> str:
    """The figures by rule, as a table in Markdown."""
    lines = [
        "| rule | level | read | right | debatable | wrong | right of all | right of right and wrong |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    total: Counter[str] = Counter()
    for rule in sorted(all_rules(), key=lambda rule: rule.id[1:]):
        counts = Counter(label.verdict for label in labels if label.symbol == rule.symbol)
        if counts:
            level = "preview" if rule.preview else "default"
            lines.append(f"| `{rule.symbol}` | {level} | {_figures(counts)} |")
            total += counts if not rule.preview else Counter()
    lines.append(f"| all default rules | | {_figures(total)} |")
    return "\n".join(lines)


def _figures(counts: Counter[str]) -> str:
    decided = counts["right"] + counts["wrong"]
    shares = [counts["right"] / whole if whole else None for whole in (counts.total(), decided)]
    texts = ["-" if share is None else f"{share:.0%}" for share in shares]
    return " | ".join([str(counts.total()), *(str(counts[verdict]) for verdict in VERDICTS), *texts])


if __name__ == "__main__":
    raise SystemExit(main())
