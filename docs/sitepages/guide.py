"""The guide's programs: which block of code stands for which file, and how what they print is shown."""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = re.compile(
    r"\(pitfalls/(?P<name>\w+)\.py\)(?P<between>(?:(?!\(pitfalls/)[^`]|`[^`\n]+`)*?)\n\n"
    r"```python\n(?P<code>.*?)```\n\n```text\n(?P<output>.*?)```",
    re.DOTALL,
)
_WIDE = 38  # longer lines are broken: two columns have to fit beside each other
_TRACES = "Tracing"


@dataclass(frozen=True, slots=True)
class Shown:
    """A program as the guide shows it.

    Attributes:
        name: its file's name without the suffix.
        code: what the guide shows of it.
        output: what the guide says that it prints.
    """

    name: str
    code: str
    output: str


def programs_in(guide: str) -> tuple[Shown, ...]:
    """Find the programs of a guide: a link to the file, its code, what it prints.

    Args:
        guide: its Markdown.
    """
    return tuple(Shown(match["name"], match["code"], match["output"]) for match in _PROGRAM.finditer(guide))


def code_of(path: Path) -> str:
    """Give what the guide has to show of a program: all but its docstring."""
    text = path.read_text(encoding="utf-8")
    docstring = ast.parse(text).body[0]
    return "\n".join(text.split("\n")[docstring.end_lineno :]).lstrip("\n")


def output_of(eager: str, graph: str) -> str:
    """Show what a program prints: once when it is the same in both modes, else side by side.

    Args:
        eager: with ``tf.config.run_functions_eagerly(True)``.
        graph: without.
    """
    if eager == graph:
        return eager
    left, right = (_wrapped(text) for text in (eager, graph))
    wide = max(map(len, [*left, "eagerly"]))
    rows = [("eagerly", "as a graph"), ("-" * wide, "-" * max(map(len, [*right, "as a graph"])))]
    longest = max(len(left), len(right))
    rows += zip(left + [""] * (longest - len(left)), right + [""] * (longest - len(right)), strict=True)
    return "".join(f"{one:<{wide}}   {other}".rstrip() + "\n" for one, other in rows)


def error_line(raised: str, text: str) -> str:
    """Give the line that says what was raised: AutoGraph wraps a text in lines of its own.

    Args:
        raised: name of the exception's class.
        text: the exception's text.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    told = next(
        (line for line in reversed(lines) if line.startswith(f"{raised}: ")), f"{raised}: {lines[-1]}"
    )
    # A tensor's text names its graph by an address.
    told = re.sub(r"FuncGraph\(name=(\w+?)(?:_\d+)?, id=\d+\)", r"the graph of \1", told)
    return re.split(r"(?<=\.) (?=[A-Z])", told)[0] + "\n"


def without_traces(output: str) -> str:
    """Leave out lines that say that they mark a trace."""
    return "".join(line for line in output.splitlines(keepends=True) if not line.startswith(_TRACES))


def _wrapped(text: str) -> list[str]:
    return [
        piece
        for line in text.splitlines()
        for piece in (textwrap.wrap(line, _WIDE, subsequent_indent="    ") or [""])
    ]
