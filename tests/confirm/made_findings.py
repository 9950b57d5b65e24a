"""Findings made by hand: what an analysis would say of a marked place in a program."""

from __future__ import annotations

import ast
from pathlib import Path

from tfguard.rules.finding import Finding, Related
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Confidence, Drive, Link, Root, RootKind, TraceOptions


def place_of_text(path: Path, text: str, nth: int = 0) -> Place:
    """Find the nth occurrence of some text in a file; the text must lie on one line."""
    source = path.read_text(encoding="utf-8")
    start = -1
    for _ in range(nth + 1):
        start = source.index(text, start + 1)
    line = source.count("\n", 0, start) + 1
    column = start - (source.rfind("\n", 0, start) + 1) + 1
    return Place(str(path), line, column, line, column + len(text))


def _definition(path: Path, qualname: str) -> ast.AST:
    parts = [part for part in qualname.split(".") if part != "<locals>"]
    node: ast.AST = ast.parse(path.read_text(encoding="utf-8"))
    for part in parts:
        node = next(
            inner for inner in ast.walk(node)
            if getattr(inner, "name", "<lambda>" if isinstance(inner, ast.Lambda) else None) == part
        )  # fmt: skip
    return node


def make_finding(
    path: Path,
    rule_id: str,
    text: str,
    root: str,
    *,
    target: str = "",
    wrapped: str = "",
    nth: int = 0,
    options: TraceOptions | None = None,
    place_path: Path | None = None,
    drive: Drive | None = None,
    related: tuple[Place, ...] = (),
) -> Finding:
    """Make the finding that a rule would make of some text.

    Args:
        path: the file of the root.
        rule_id: which rule.
        text: the flagged source text.
        root: qualified name of the traced function.
        target: what the finding names as written.
        wrapped: source text of the wrapping call; empty for a decorated function.
        nth: which occurrence of the text.
        options: of tf.function.
        place_path: the file of the flagged text, when it is another.
        drive: the code that makes the calls.
        related: further places of the finding.
    """
    node = _definition(path, root)
    line = node.lineno  # type: ignore[attr-defined]
    at = (
        place_of_text(path, wrapped)
        if wrapped
        else Place(str(path), max(1, line - 1), 1, max(1, line - 1), 2)
    )
    kind = RootKind.CALL if wrapped else RootKind.DECORATOR
    definition = Place(str(path), line, 1, line, 2)
    made = Root(str(path), line, root, kind, "by hand", at, options or TraceOptions())
    place = place_of_text(place_path or path, text, nth)
    others = tuple(Related(where, "by hand") for where in related)
    chain = (Link(root, definition),)
    return Finding(rule_id, rule_id, place, "", Confidence.HIGH, made, chain, others, target, drive=drive)


def make_plain_finding(path: Path, rule_id: str, text: str, target: str = "", nth: int = 0) -> Finding:
    """Make the finding that a rule would make of some text that nothing traces.

    Args:
        path: the file.
        rule_id: which rule.
        text: the flagged source text.
        target: the name to be looked up; empty where the code is to be run.
        nth: which occurrence of the text.
    """
    place = place_of_text(path, text, nth)
    root = Root(str(path), 1, "<module>", RootKind.UNTRACED, "not traced", place)
    return Finding(rule_id, rule_id, place, "", Confidence.HIGH, root, (), target=target)


def make_drive(path: Path, function: str, *calls: Place) -> Drive:
    """Make the drive of a finding.

    Args:
        path: the file of the code that runs.
        function: its qualified name; empty for the module's own statements.
        calls: the calls that it makes.
    """
    line = _definition(path, function).lineno if function else 0  # type: ignore[attr-defined]
    return Drive(str(path), line, function, calls)
