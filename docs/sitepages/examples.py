"""A rule's example programs as its page shows them: without what only the tests need, findings marked."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project

_MARK = re.compile(r"\s*#\s*(?:expect|allow):.*$")


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding in the code that is shown.

    Attributes:
        line: its first line, counted in the code that is shown.
        end_line: its last line.
        symbol: the rule.
        message: what tfguard says.
        confidence: how sure it is.
        source: its first line's code.
    """

    line: int
    end_line: int
    symbol: str
    message: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example program.

    Attributes:
        name: its file's name without the suffix.
        caption: what it shows, in a sentence.
        code: what a reader wants to see of it.
        flags: what tfguard finds in that code.
    """

    name: str
    caption: str
    code: str
    flags: tuple[Flag, ...]

    @property
    def is_bad(self) -> bool:
        """Tell whether it shows the pitfall, or code that is right."""
        return self.name.startswith("bad_")

    def flags_of(self, symbol: str) -> tuple[Flag, ...]:
        """Give the findings of one rule."""
        return tuple(flag for flag in self.flags if flag.symbol == symbol)


@cache
def examples_in(folder: Path) -> tuple[Example, ...]:
    """Read the example programs of a rule, sorted by name.

    Args:
        folder: where they are.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    # By its bare name: below a folder called tests it would be taken for a test.
    found = {path: analyse(path.name, Project(), text).findings for path, text in texts.items()}
    # Where it matters how the traced function is called, ``run()`` is part of what is shown.
    calls_matter = any(finding.drive for findings in found.values() for finding in findings)
    return tuple(_read(path, text, found[path], keep_run=calls_matter) for path, text in texts.items())


def chosen(examples: tuple[Example, ...], symbol: str, cure: str) -> tuple[Example, Example]:
    """Choose the bad and the good example that a rule's page shows first.

    The bad one is a sure finding, short, and like the others of its rule: a plain case, not an odd one. The
    good one is that whose docstring begins "The cure", else one that does what the page advises; of
    several, the one whose code is most like the bad one.

    Args:
        examples: of the rule, of both kinds.
        symbol: of the rule.
        cure: the page's section that says what to use instead.
    """
    flagged = [example for example in examples if example.flags_of(symbol)]
    bad = min(
        flagged,
        key=lambda example: (
            all(flag.confidence != "HIGH" for flag in example.flags_of(symbol)),
            _length(example) ** 0.5 / mean(_kinship(example, other, symbol) for other in flagged),
        ),
    )
    advised = re.findall(r"``(.+?)``", cure)
    good = max(
        (example for example in examples if not example.is_bad),
        key=lambda example: (
            example.caption.startswith("The cure"),
            example.caption.startswith("The cure:"),
            -_first_of(advised, example.code, bad.code),
            _likeness(example.code, bad.code),
        ),
    )
    return bad, good


def _kinship(one: Example, other: Example, symbol: str) -> float:
    """The likeness of two programs, in their code and in what a rule says of them."""
    said, said_of_other = (
        " ".join(flag.message for flag in example.flags_of(symbol)) for example in (one, other)
    )
    return _likeness(one.code, other.code) * _likeness(said, said_of_other)


def _length(example: Example) -> int:
    """Count lines; findings of other rules, which distract, count like some."""
    return example.code.count("\n") + 1 + 3 * len({flag.symbol for flag in example.flags})


def _first_of(advised: list[str], code: str, bad: str) -> int:
    """Say which of the advised expressions a program uses that the bad one does not; first things first."""
    used = (number for number, advice in enumerate(advised) if advice in code and advice not in bad)
    return next(used, len(advised))


def _likeness(one: str, other: str) -> float:
    """The share of words that two programs have in common."""
    words, others = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    return len(words & others) / len(words | others)


def _read(path: Path, text: str, findings: tuple[Finding, ...], *, keep_run: bool) -> Example:
    tree = ast.parse(text)
    kept = _kept_lines(text, tree, findings, keep_run=keep_run)
    shown = {line: number for number, line in enumerate(kept, 1)}
    lines = _without_marks(text)
    flags = tuple(
        Flag(
            shown[finding.place.line],
            shown.get(finding.place.end_line, shown[finding.place.line]),
            finding.symbol,
            finding.message,
            finding.confidence.name,
            lines[finding.place.line - 1].strip(),
        )
        for finding in findings
        if finding.place.line in shown
    )
    caption = (ast.get_docstring(tree) or "").partition("\n")[0]
    return Example(path.stem, caption, "\n".join(lines[line - 1] for line in kept), flags)


def _without_marks(text: str) -> list[str]:
    """Leave out the comments that say what tests expect."""
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and _MARK.match(token.string):
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return lines


def _kept_lines(text: str, tree: ast.Module, findings: tuple[Finding, ...], *, keep_run: bool) -> list[int]:
    """Say which lines are shown.

    Not the docstring; nor ``run()`` where it is only the tests' way in, nor the imports that it alone needs.
    """
    dropped: set[int] = set()
    body = list(tree.body)
    if ast.get_docstring(tree) is not None:
        dropped.update(_lines_of(body.pop(0)))
    only_tests_need = _way_in(body)
    flagged = {finding.place.line for finding in findings}
    if not keep_run and not flagged & only_tests_need:
        dropped |= only_tests_need
    lines = text.split("\n")
    kept: list[int] = []
    for number in range(1, len(lines) + 1):
        if number in dropped:
            continue
        blank = not lines[number - 1].strip()
        before = [not lines[line - 1].strip() for line in kept[-2:]]
        if not blank or (kept and before != [True, True]):
            kept.append(number)
    while kept and not lines[kept[-1] - 1].strip():
        kept.pop()
    return kept


def _way_in(body: list[ast.stmt]) -> set[int]:
    """Give the lines of ``run()``, and of imports that nothing else uses."""
    *others, last = body
    if not isinstance(last, ast.FunctionDef) or last.name != "run":
        return set()
    used = {node.id for statement in others for node in ast.walk(statement) if isinstance(node, ast.Name)}
    imports = (statement for statement in others if isinstance(statement, (ast.Import, ast.ImportFrom)))
    needless = (statement for statement in imports if not used & set(_bound(statement)))
    return {line for statement in (last, *needless) for line in _lines_of(statement)}


def _bound(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    for alias in statement.names:
        yield alias.asname or alias.name.partition(".")[0]


def _lines_of(statement: ast.stmt) -> range:
    first = min((node.lineno for node in getattr(statement, "decorator_list", ())), default=statement.lineno)
    return range(min(first, statement.lineno), (statement.end_lineno or statement.lineno) + 1)
