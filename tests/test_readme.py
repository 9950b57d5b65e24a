"""README and docs say what is so: tables, examples, commands and links are held against the program."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import click
import jsonschema
import pytest

import tfguard.reporting
from tfguard.cli.check import Request, build
from tfguard.cli.inputs import Inputs
from tfguard.cli.main import cli, main
from tfguard.cli.proving import Proving
from tfguard.cli.selection import Choice
from tfguard.confirm.verdict import Reason
from tfguard.reporting import terminal
from tfguard.rules.registry import all_rules

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    found = []
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8"), "sh"):
            found += [line for line in block.splitlines() if line.startswith("tfguard ")]
        spans = re.findall(r"(?<!`)`(tfguard [^`]+)`(?!`)", page.read_text(encoding="utf-8"))
        found += [" ".join(span.split()) for span in spans]
    return sorted(set(found))


def test_table_of_rules() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d{4}) \| `([\w-]+)` \| (.+) \| (default|preview) \|$", README, re.MULTILINE
    )
    rules = sorted(all_rules(), key=lambda rule: rule.id[1:])
    assert rows == [
        (rule.id, rule.symbol, rule.summary, "preview" if rule.preview else "default") for rule in rules
    ]


def _example(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write the README's example; give the lines that the README quotes of the output."""
    (program,) = blocks(README, "python")
    (folder / "train.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(folder)
    (quoted,) = blocks(README, "text")
    return quoted.splitlines()


def _on_a_terminal(proving: Proving | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    report, code = build(Request(Inputs(paths=("train.py",), isolated=True), Choice(), proving))
    assert code == 0  # no file had an error
    out = io.StringIO()
    terminal.write(report, out)
    return out.getvalue().splitlines()


def _without_verdicts(lines: list[str]) -> list[str]:
    """Leave out empty lines, and each verdict, which ends its finding."""
    text = re.sub(r"^  confirmed: .*?(?=^$|\Z)", "", "\n".join(lines), flags=re.MULTILINE | re.DOTALL)
    return [line for line in text.split("\n") if line]


def _is_part(part: list[str], whole: list[str]) -> bool:
    """Whether all lines stand in the whole, in this order."""
    rest = iter(whole)
    return all(line in rest for line in part)


def test_example_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quoted = _without_verdicts(_example(tmp_path, monkeypatch))
    assert len(quoted) == 13
    shown = _on_a_terminal(None, monkeypatch)
    assert _is_part(quoted, shown), "\n".join(shown)
    symbols = [line.split()[-1] for line in shown if line.startswith("train.py:")]
    # The README's text names those that it does not quote.
    assert all(f"`{symbol}`" in README for symbol in symbols)
    assert len(symbols) == 4


@pytest.mark.tensorflow
def test_example_is_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quoted = _example(tmp_path, monkeypatch)
    shown = _on_a_terminal(Proving(trusted=True, jobs=1, time_limit=60.0), monkeypatch)
    assert _is_part([line for line in quoted if line], shown), "\n".join(shown)


def test_example_of_traced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "traced.md").read_text(encoding="utf-8")
    (program,), (quoted,) = blocks(page, "python"), blocks(page, "text")
    (tmp_path / "model.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["traced", "--isolated", "."]) == 0
    assert capsys.readouterr().out == quoted


@pytest.mark.parametrize("command", commands())
def test_commands_are_understood(command: str) -> None:
    words = shlex.split(command.partition("|")[0], comments=True)[1:]
    found: click.Command | None = cli
    while words and isinstance(found, click.Group) and not words[0].startswith("-"):
        found = found.get_command(click.Context(found), words.pop(0))
    assert found is not None
    arguments = [word for word in words if word not in {">", "...", "PATH..."}]
    with contextlib.suppress(
        click.MissingParameter, click.exceptions.Exit
    ):  # a part of a command is spoken of
        found.make_context(found.name, arguments)  # raises UsageError


def test_example_of_json_holds_the_schema() -> None:
    (example,) = blocks((ROOT / "docs" / "json.md").read_text(encoding="utf-8"), "json")
    schemas = Path(tfguard.reporting.__file__).parent / "schema"
    schema = json.loads((schemas / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(example), schema)


def test_there_are_commands() -> None:
    assert len(commands()) > 6


def test_pre_commit_takes_the_hook(tmp_path: Path) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (snippet,) = blocks(README, "yaml")
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(snippet, encoding="utf-8")
    (hook,) = clientlib.load_config(str(path))["repos"][0]["hooks"]
    manifest = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["id"] in {offered["id"] for offered in manifest}


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS if page.name != "index.md" and f"({page.name})" not in index] == []


def test_every_reason_is_explained() -> None:
    page = (ROOT / "docs" / "confirm.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", page.split("## Reasons for inconclusive")[1], re.MULTILINE)
    assert sorted(rows[1:]) == sorted(reason.value for reason in Reason)  # the first row is the head
