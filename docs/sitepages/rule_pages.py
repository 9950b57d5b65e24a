"""The page of a rule: from its module's docstring, its metadata and its example programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from sitepages.examples import Example, chosen, examples_in
from sitepages.families import Family
from tfguard.reporting.page_text import as_markdown, first_line, sections_of
from tfguard.rules.rule import Rule

SEVERITY = {
    "E": "error: raises or gives wrong results",
    "W": "warning: likely not what was meant",
    "R": "refactoring: costs time",
    "C": "convention",
}
# What every page has, in this order; pages of rules with known error texts have one section more.
HEADINGS = (
    "What it does",
    "Why it is a problem",
    "Example",
    "Use instead",
    "How it is proved",
    "Versions",
    "Known limits",
    "Errors that it causes",
    "How to silence it",
    "More examples",
    "References",
)


def rule_page(rule: Rule, family: Family, pages: Mapping[str, str]) -> str:
    """Write a rule's page.

    Args:
        rule: the rule.
        family: the one that it belongs to.
        pages: where the page of each rule is, by symbol, seen from this page.

    Returns:
        The page in Markdown (MyST).
    """
    examples = examples_in(family.examples_of(rule))
    written = sections_of(rule.doc)
    bad, good = chosen(examples, rule.symbol, written["Use instead"])
    anchors = f"{rule.symbol}--"
    names = {example.name for example in examples}
    others = {symbol: page for symbol, page in pages.items() if symbol != rule.symbol}

    def markdown(text: str) -> str:
        return as_markdown(text, others, names, anchors)

    docstring = {heading: markdown(text) for heading, text in written.items()}
    made = {
        "Example": _example(rule, bad, good, anchors),
        "Errors that it causes": _errors(rule),
        "How to silence it": _silence(rule, bad),
        "More examples": "\n".join(
            line
            for example in sorted(examples, key=lambda example: not example.is_bad)
            if example not in (bad, good)
            for line in _folded(rule, example, anchors)
        ),
    }
    sections = docstring | {heading: text for heading, text in made.items() if text}
    parts = [f"# {rule.symbol}", markdown(first_line(rule.doc)), _facts(rule, family, examples)]
    parts += [f"## {heading}\n\n{sections[heading]}" for heading in HEADINGS if heading in sections]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule, family: Family, examples: tuple[Example, ...]) -> str:
    seen = {flag.confidence for example in examples for flag in example.flags_of(rule.symbol)}
    confidence = ", ".join(f"`{name}`" for name in ("HIGH", "CONTROL_FLOW", "INFERENCE") if name in seen)
    level = "preview: off unless asked for" if rule.preview else "default: on"
    family_link = f"[{family.title}]({family.page}.md)"
    return "\n".join(
        (
            f":id: `{rule.id}`",
            f":level: {level}",
            f":severity: {SEVERITY[rule.id[0]]}",
            f":confidence: {confidence} ([what it means](../how-it-sees.md#confidence))",
            f":family: {family_link}",
        )
    )


def _example(rule: Rule, bad: Example, good: Example, anchors: str) -> str:
    return "\n\n".join(
        (
            f"**Bad.** {_plain(bad.caption)}",
            "\n".join(_program(rule, bad, anchors)),
            ":::{admonition} What tfguard says\n:class: note",
            "\n".join(_said(rule, bad)),
            *_others(rule, bad),
            ":::",
            f"**Good.** {_plain(good.caption)}",
            "\n".join(_program(rule, good, anchors)),
        )
    )


def _others(rule: Rule, example: Example) -> Iterator[str]:
    """Name the other rules that find something in the code that is shown."""
    others = sorted({flag.symbol for flag in example.flags} - {rule.symbol})
    if others:
        yield f"Here speak too: {', '.join(f'[`{symbol}`]({symbol}.md)' for symbol in others)}."


def _said(rule: Rule, example: Example) -> Iterator[str]:
    for flag in example.flags_of(rule.symbol):
        sure = "" if flag.confidence == "HIGH" else f" (confidence `{flag.confidence}`)"
        yield f"- Line {flag.line}: {_plain(flag.message)}{sure}"


def _program(rule: Rule, example: Example, anchors: str) -> Iterator[str]:
    """A program as a block of code, with the lines marked that the rule flags."""
    flagged = sorted(
        {line for flag in example.flags_of(rule.symbol) for line in range(flag.line, flag.end_line + 1)}
    )
    yield f"({anchors}{example.name})="
    yield ""
    yield "```{code-block} python"
    yield ":linenos:"
    if flagged:
        yield f":emphasize-lines: {','.join(map(str, flagged))}"
    yield f":class: {'bad' if example.is_bad else 'good'}"
    yield ""
    yield example.code
    yield "```"


def _folded(rule: Rule, example: Example, anchors: str) -> Iterator[str]:
    """A program that a reader unfolds."""
    kind = "bad" if example.is_bad else "good"
    yield (
        f'<details class="{kind}-example"><summary><span class="kind">{kind}</span> '
        f"{_as_html(example.caption)}</summary>"
    )
    yield ""
    yield from _program(rule, example, anchors)
    yield ""
    yield from _said(rule, example)
    yield ""
    yield "</details>"
    yield ""


def _errors(rule: Rule) -> str:
    if not rule.errors:
        return ""
    texts = "\n".join(rule.errors)
    return (
        "Texts of TensorFlow that lead here (`*` stands for anything); `tfguard explain` finds the rule "
        "by them:\n\n"
        f"```text\n{texts}\n```"
    )


def _silence(rule: Rule, bad: Example) -> str:
    flagged = bad.flags_of(rule.symbol)[0].source
    lines = (
        "At one place, with a comment ([more](../suppressions.md)):",
        f"```python\n{flagged}  # pylint: disable={rule.symbol}\n```",
        "In a project, in `pyproject.toml` ([more](../configuration.md)):",
        f'```toml\n[tool.tfguard]\nignore = ["{rule.symbol}"]\n```',
    )
    if not rule.preview:
        return "\n\n".join(lines)
    on = (
        "This is a preview rule: it speaks only where `select` names it, or with `--preview`:",
        f"```sh\ntfguard check --select {rule.symbol} src\n```",
        "Where all preview rules are on, it is silenced like any other.",
    )
    return "\n\n".join((*on, *lines))


def _as_html(text: str) -> str:
    """Turn a sentence with code in it into HTML."""
    return re.sub(r"(`+)(.+?)\1", r"<code>\2</code>", escape(text))


def _plain(text: str) -> str:
    return as_markdown(text, {}, (), "")
