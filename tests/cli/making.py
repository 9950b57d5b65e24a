"""Findings, rules and analyses made by hand, for tests of what surrounds the analyser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast, Proof
from tfguard.rules.rule import Rule
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.tracing.traced import Confidence, Link, Root, RootKind, Traced


def rule(rule_id: str, symbol: str, *, preview: bool = False, errors: tuple[str, ...] = ()) -> Rule:
    proof = Proof(Contrast.NOT_APPLICABLE, ())
    return Rule(
        rule_id, symbol, f"finds {symbol}", (), lambda event: (), proof, errors=errors, preview=preview
    )


RULES = (
    rule("E7101", "tf-variable-creation"),
    rule("E7104", "tf-late-state-creation", preview=True),
    rule("W7201", "tf-print"),
    rule("W7202", "tf-logging"),
)


def root_at(path: str, line: int = 1, qualname: str = "step") -> Root:
    at = Place(path, line, 1, line, 2)
    return Root(path, line, qualname, RootKind.DECORATOR, "decorated with @tf.function", at)


def finding(
    path: str,
    line: int,
    rule_id: str = "W7201",
    symbol: str = "tf-print",
    *,
    column: int = 5,
    call: Place | None = None,
    root: Root | None = None,
    depth: int = 1,
    confidence: Confidence = Confidence.HIGH,
    other_roots: int = 0,
    message: str = "print runs only while tracing; use tf.print",
) -> Finding:
    root = root or root_at(path)
    place = Place(path, line, column, line, column + 5)
    start = Link(root.qualname, Place(root.path, root.line, 1, root.line, 2))
    chain = (start, *(Link("helper", call or place) for _ in range(depth - 1)))
    return Finding(
        rule_id,
        symbol,
        place,
        message,
        confidence,
        root,
        chain,
        other_roots=other_roots,
        call=call,
    )


@dataclass(frozen=True)
class FakeAnalysis:
    findings: tuple[Finding, ...] = ()
    traced: tuple[Traced, ...] = ()
    cut: int = 0


def analyse_prints(path: str, project: Project, text: str | None) -> FakeAnalysis:
    """An analyser that flags every line with ``print(`` in it."""
    text = project.load(path).text if text is None else text
    lines = text.split("\n")
    return FakeAnalysis(tuple(finding(path, n) for n, line in enumerate(lines, 1) if "print(" in line))


def analyse_giving(findings: Iterable[Finding]) -> Callable[..., FakeAnalysis]:
    """An analyser that finds the same everywhere."""
    found = FakeAnalysis(tuple(findings))
    return lambda path, project, text: found
