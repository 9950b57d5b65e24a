"""The commands in README and the pages, typed as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.typed_commands import expect_to_work, make_project, typed

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# For the reader to fill in.
PLACEHOLDER = re.compile(r"\b(?:FOLDER|PACKAGE|ENV)\b")


def commands() -> list[str]:
    found = set()
    for page in PAGES:
        for block in re.findall(
            r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        ):
            found |= {
                re.sub("  +#.*", "", line) for line in block.splitlines() if not PLACEHOLDER.search(line)
            }
    return sorted(command for command in found if re.match("tfguard |pylint ", command))


def test_there_are_commands() -> None:
    assert len(commands()) > 20


@pytest.mark.parametrize("command", list(map(typed, commands())))
def test_every_command_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path, monkeypatch)
    expect_to_work(command)
