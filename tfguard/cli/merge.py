"""Making one report out of what each file's analysis says.

An analysis follows helpers into other files, so several analyses may speak of one place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tfguard.cli.checking import Checked
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import Reported, UnusedSuppression
from tfguard.rules.finding import Finding, Related
from tfguard.syntax.place import Place

_Key = tuple[str, str, Place]


def merge(results: Iterable[Checked]) -> tuple[Reported, ...]:
    """Put findings together: each place once a rule.

    A finding in another file is shown at its place when that file is among the checked ones (the calls
    that lead there become related places), else at the call that leads there. The surest way is
    shown, of several equally sure ones the shortest; the other roots are counted.

    Args:
        results: what each file gave.

    Returns:
        The findings, sorted by place.
    """
    results = list(results)
    checked = {_identity(result.path) for result in results}
    groups: dict[_Key, list[Finding]] = {}
    for result in results:
        for finding in result.findings:
            groups.setdefault(_key(finding, checked), []).append(finding)
    reported = (_one(findings, at_place=not key[0]) for key, findings in groups.items())
    return tuple(sorted(reported, key=_order))


def unused_suppressions(results: Iterable[Checked]) -> tuple[UnusedSuppression, ...]:
    """Give the comments that no finding needed, whatever rules are selected; sorted by place."""
    results = list(results)
    used = {(_identity(path), comment) for result in results for path, comment in result.used}
    return tuple(
        sorted(
            UnusedSuppression(result.path, comment.line, comment.column, comment.name, comment.cell)
            for result in results
            for comment in result.comments
            if (_identity(result.path), comment) not in used
        )
    )


def _key(finding: Finding, checked: set[str]) -> _Key:
    """Give what makes two findings the same: the place, or the call and the place it leads to."""
    place = replace(finding.place, path=_identity(finding.place.path))
    if finding.call is None or place.path in checked:
        return "", finding.rule_id, place
    call = finding.call
    return f"{_identity(call.path)}:{call.line}:{call.column}", finding.rule_id, place


def _one(findings: list[Finding], *, at_place: bool) -> Reported:
    best = min(findings, key=_preference)
    repeated = len(findings) - len({_root(finding) for finding in findings})  # seen from several files
    other_roots = sum(1 + finding.other_roots for finding in findings) - 1 - repeated
    if at_place or best.call is None:
        calls = sorted({call for finding in findings for call in _calls_on_the_way(finding)})
        callers = tuple(Related(call, "the trace gets here through this call") for call in calls)
        return Reported(best, best.place, best.message, (*best.related, *callers), other_roots)
    place = best.place
    # The message speaks of lines of that file.
    message = f"in {shown_path(place.path)}:{place.position}: {best.message}"
    there = Related(place, "where it goes wrong")
    return Reported(best, best.call, message, (there, *best.related), other_roots)


def _calls_on_the_way(finding: Finding) -> Iterator[Place]:
    """Give the call through which a trace leaves the analysed file, when the root's trace goes through it.

    A traced function that another one calls is a root of its own: that call starts no new trace of it.
    """
    steps = {link.place for link in finding.chain} | {finding.root.wrapped_at}
    if finding.call is not None and finding.call in steps:
        yield finding.call


def _root(finding: Finding) -> tuple[str, int, str]:
    return _identity(finding.root.path), finding.root.line, finding.root.qualname


def _preference(finding: Finding) -> tuple[object, ...]:
    root = finding.root
    return (
        -finding.confidence,
        len(finding.chain),
        finding.call is not None,
        root.path,
        root.line,
        root.qualname,
    )


def _order(reported: Reported) -> tuple[object, ...]:
    place = reported.place
    return shown_path(place.path), place.line, place.column, reported.finding.rule_id, reported.message


def _identity(path: str) -> str:
    return os.path.abspath(path)
