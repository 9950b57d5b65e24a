"""Imports told from a text that is not parsed."""

from __future__ import annotations

import pytest

from tfguard.syntax.import_lines import ImportLine, Renamed, import_lines


def line(module: str, *names: str | tuple[str, str], level: int = 0, alias: str = "") -> ImportLine:
    pairs = (name if isinstance(name, tuple) else (name, name) for name in names)
    return ImportLine(module, level, alias, tuple(Renamed(*pair) for pair in pairs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a.b\n", [line("a.b", alias="a.b")]),
        ("import a.b as c, d", [line("a.b", alias="c"), line("d", alias="d")]),
        ("import a; import b\nimport c", [line("a", alias="a"), line("c", alias="c")]),
        ("import a  # as b", [line("a", alias="a")]),
        ("from a import b, c as d\n", [line("a", "b", ("c", "d"))]),
        ("from . import a", [line("", "a", level=1)]),
        ("from ..a.b import (\n    c,  # d, e\n    f as g,\n)\n", [line("a.b", "c", ("f", "g"), level=2)]),
        ("from a import *", [line("a", "*")]),
        ("def f():\n    from a import b\n", [line("a", "b")]),
        ("important = 1\nx = 'import'\nreimport()\n", []),
        ("", []),
    ],
)
def test_each_form(text: str, expected: list[ImportLine]) -> None:
    assert list(import_lines(text)) == expected
