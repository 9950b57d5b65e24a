"""``--help``: it fits the terminal, and what it shows as examples works as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli.typed_commands import FAILING, expect_to_work, make_project, typed
from click.testing import CliRunner

from tfguard.cli.main import cli, main


def all_commands(
    group: click.Group = cli, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, group
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from all_commands(command, (*names, name))
        else:
            yield (*names, name), command


COMMANDS = dict(all_commands())
ids = " ".join


def help_of(names: tuple[str, ...], width: int = 80) -> str:
    shown = CliRunner().invoke(cli, [*names, "--help"], prog_name="tfguard", terminal_width=width)
    assert shown.exit_code == 0
    return shown.output


def examples_of(names: tuple[str, ...]) -> list[str]:
    _, _, listed = help_of(names).partition("\n  Examples:\n")
    return [line.strip() for line in listed.splitlines()]


@pytest.mark.parametrize("names", COMMANDS, ids=ids)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits_the_terminal(names: tuple[str, ...], width: int) -> None:
    lines = help_of(names, width).splitlines()
    assert [line for line in lines if len(line) > width or not line.isprintable()] == []


@pytest.mark.parametrize("names", COMMANDS, ids=ids)
def test_every_command_shows_itself_in_an_example(names: tuple[str, ...]) -> None:
    called = " ".join(("tfguard", *names))
    assert any(called in example for example in examples_of(names))


@pytest.mark.parametrize("names", [name for name in COMMANDS if name], ids=ids)
def test_every_option_is_listed_once(names: tuple[str, ...]) -> None:
    listed = re.findall(r"^  (?:-\w, )?(--[\w-]+)", help_of(names), re.MULTILINE)
    options = [param for param in COMMANDS[names].params if isinstance(param, click.Option)]
    longest = [max(option.opts, key=len) for option in options]
    assert sorted(listed) == sorted([*longest, "--help"])


def test_the_terminals_width_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["check", "--help"]) == 0
    narrow = capsys.readouterr().out
    assert 50 < max(map(len, narrow.splitlines())) <= 60


@pytest.mark.parametrize("example", [typed(example) for names in COMMANDS for example in examples_of(names)])
def test_every_example_works(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path, monkeypatch)
    if example.startswith("python "):
        Path("src/train.py").write_text(FAILING, encoding="utf-8")
    shell = next((shell for shell in ("zsh", "fish") if f"completion {shell}" in example), "bash")
    before = "autoload -Uz compinit && compinit -u; " if shell == "zsh" else ""
    expect_to_work(before + example, shell)


def test_rules_are_listed_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    numbers = [line[1:5] for line in capsys.readouterr().out.splitlines()]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers) > 60


@pytest.mark.parametrize("name", ["chek", "explian", "baselin"])
def test_a_misspelt_command_is_guessed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "src"]) == 2
    assert re.search(r"did you mean '(check|explain|baseline)'", capsys.readouterr().err)
