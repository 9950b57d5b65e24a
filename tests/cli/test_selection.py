from __future__ import annotations

import pytest
from cli.making import RULES, finding

from tfguard.cli.checking import Checked
from tfguard.cli.config import Config
from tfguard.cli.exits import CannotRun
from tfguard.cli.merge import merge
from tfguard.cli.selection import Choice, selection

DEFAULT = {"E7101", "W7201", "W7202"}


def on(config: Config | None = None, **choice: object) -> set[str]:
    return set(selection(RULES, config or Config(), Choice(**choice)).rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (None, None, DEFAULT),
        (("all",), None, DEFAULT),
        (("tfguard",), None, DEFAULT),
        (("W",), None, {"W7201", "W7202"}),
        (("W72",), None, {"W7201", "W7202"}),
        (("W7201",), None, {"W7201"}),
        (("tf-print",), None, {"W7201"}),
        (None, ("W72",), {"E7101"}),
        (("tf-print",), ("W72",), {"W7201"}),  # the more specific one wins
        (("W72",), ("tf-print",), {"W7202"}),
        (("W72",), ("W72",), set()),  # and ignore a tie
        (("W",), ("W72",), set()),
        (("E",), None, {"E7101"}),
        (("tf-late-state-creation",), None, {"E7104"}),  # named exactly: on without preview
        (("E7104",), None, {"E7104"}),
        (("E710",), None, {"E7101"}),
    ],
)
def test_selectors(select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]) -> None:
    assert on(select=select, ignore=ignore) == expected
    assert on(Config(select=select, ignore=ignore)) == expected


def test_preview_adds_preview_rules() -> None:
    assert on(preview=True) == {*DEFAULT, "E7104"}
    assert on(Config(preview=True)) == {*DEFAULT, "E7104"}
    assert on(Config(preview=True), preview=False) == DEFAULT


def test_the_command_line_wins_option_by_option() -> None:
    config = Config(select=("E",), ignore=("tf-print",))
    assert on(config, select=("W",)) == {"W7202"}


@pytest.mark.parametrize("name", ["foo", "", "w72", "X", "tf-prin", "W72011"])
def test_unknown_selectors(name: str) -> None:
    with pytest.raises(CannotRun, match=r"unknown rule .* in --select"):
        on(select=(name,))
    with pytest.raises(CannotRun, match=r"unknown rule .* in 'ignore' of pyproject\.toml"):
        on(Config(source="/x/pyproject.toml", ignore=(name,)))


def test_a_misspelt_symbol_is_put_right() -> None:
    with pytest.raises(CannotRun, match=r"did you mean 'tf-print'\?"):
        on(select=("tf-prnt",))


def test_per_file_ignores_and_confidence(tmp_path: object) -> None:
    root = str(tmp_path)
    config = Config(root=root, per_file_ignores=(("tests/", ("tf-print",)), ("*_gen.py", ("all",))))
    chosen = selection(RULES, config, Choice())

    def shown(path: str) -> bool:
        (reported,) = merge([Checked(path, (finding(path, 3),))])
        return chosen.shows(reported)

    assert shown(f"{root}/a.py")
    assert not shown(f"{root}/tests/a.py")
    assert not shown(f"{root}/x/y_gen.py")
    assert shown("/elsewhere/tests/a.py")
