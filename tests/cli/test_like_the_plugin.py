"""The command line and the Pylint plugin say the same: same places, same rules, same comments obeyed.

Over the rules' examples, the programs of ``tests/redteam`` and the demo, each with comments put at random
places; and over 200 files of the folder that ``TFGUARD_CORPUS`` names, when it does (the corpus is no part
of the project).
"""

from __future__ import annotations

import ast
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tfguard.cli.checking import Setup, make_checker
from tfguard.cli.merge import merge
from tfguard.rules.registry import all_rules

ROOT = Path(__file__).parents[2]
DEFAULT = frozenset(rule.id for rule in all_rules() if not rule.preview)
OPTIONS = (
    "disable=tf-print",
    "disable=W7203,tf-attribute-mutation",
    "disable=tfguard",
    "disable=W",
    "enable=tfguard",
    "enable=W",
    "disable-next=tfguard",
    "disable=E",
    "enable=E",
    "disable=no-member, tf-variable-creation",
    "skip-file",
)

Place = tuple[str, int, int, str, str]


def programs() -> Iterator[Path]:
    yield from (ROOT / "tfguard" / "rules").glob("*/examples/*/*.py")
    yield from (ROOT / "tests" / "redteam").glob("*/round*/**/*.py")
    yield from (ROOT / "tfguard" / "demo" / "project").glob("*.py")


def with_comments(text: str, rng: random.Random) -> str:
    """Put up to three comments behind or between lines, where the program stays one."""
    for _ in range(rng.randrange(4)):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        comment = f"# pylint: {rng.choice(OPTIONS[: rng.choice([4, len(OPTIONS)])])}"
        if rng.random() < 0.5:
            lines[at] += f"  {comment}"
        else:
            lines.insert(at, " " * rng.choice([0, 4, 8]) + comment)
        try:
            ast.parse("\n".join(lines))
        except SyntaxError:
            continue
        text = "\n".join(lines)
    return text


def by_plugin(folder: Path, files: Iterable[Path]) -> set[Place]:
    command = [sys.executable, "-m", "pylint", "--load-plugins=tfguard", "--disable=all", "--enable=tfguard"]
    done = subprocess.run(
        [*command, "--output-format=json2", "--score=n", "--rcfile=", *map(str, files)],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    return {
        (m["path"], m["line"], m["column"] + 1, m["messageId"], m["confidence"])
        for m in messages
        if m["messageId"][1] == "7"
    }


def by_command_line(folder: Path, files: Iterable[Path]) -> set[Place]:
    found = set()
    for file in files:  # one by one: Pylint, too, speaks of one file at a time
        for reported in merge([make_checker(Setup())(str(folder / file))]):
            finding, place = reported.finding, reported.place
            if finding.rule_id in DEFAULT:
                where = (str(file), place.line, place.column)
                found.add((*where, finding.rule_id, finding.confidence.name))
    return found


def copied(sources: Iterable[Path], folder: Path, rng: random.Random) -> list[Path]:
    """Copy programs under names of their own, with comments."""
    files = []
    for number, source in enumerate(sources):
        file = Path(f"p{number:03}_{source.name}")
        text = source.read_text(encoding="utf-8")
        (folder / file).write_text(with_comments(text, rng), encoding="utf-8")
        files.append(file)
    return files


def test_on_our_own_programs(tmp_path: Path) -> None:
    files = copied(sorted(programs()), tmp_path, random.Random(72))
    ours = by_command_line(tmp_path, files)
    assert by_plugin(tmp_path, files) == ours
    assert len(ours) > 20


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")  # of the corpus
@pytest.mark.skipif("TFGUARD_CORPUS" not in os.environ, reason="TFGUARD_CORPUS names no folder")
def test_on_a_corpus(tmp_path: Path) -> None:
    def holds_tracing(path: Path) -> bool:
        text = path.read_text(encoding="utf-8", errors="ignore")
        return "tf.function" in text and len(text) < 100_000

    every = [path for path in sorted(Path(os.environ["TFGUARD_CORPUS"]).rglob("*.py")) if holds_tracing(path)]
    rng = random.Random(72)
    files = copied(rng.sample(every, min(200, len(every))), tmp_path, rng)
    ours = by_command_line(tmp_path, files)
    assert by_plugin(tmp_path, files) == ours
