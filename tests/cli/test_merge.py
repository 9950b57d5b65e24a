from __future__ import annotations

from cli.making import finding, root_at

from tfguard.cli.checking import Checked
from tfguard.cli.merge import merge
from tfguard.rules.finding import Finding
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Confidence

CALL_A = Place("/p/a.py", 7, 5, 7, 12)
CALL_C = Place("/p/c.py", 9, 5, 9, 12)


def from_a(**more: object) -> Finding:
    return finding("/p/b.py", 3, call=CALL_A, root=root_at("/p/a.py", 4, "a_step"), depth=2, **more)  # type: ignore[arg-type]


def from_c() -> Finding:
    return finding("/p/b.py", 3, call=CALL_C, root=root_at("/p/c.py", 4, "c_step"), depth=3)


def test_sorted_by_place() -> None:
    found = [finding("/p/b.py", 9), finding("/p/b.py", 2), finding("/p/b.py", 2, column=1)]
    places = [
        r.place
        for r in merge([Checked("/p/b.py", tuple(found)), Checked("/p/a.py", (finding("/p/a.py", 5),))])
    ]
    assert [(p.path, p.line, p.column) for p in places] == [
        ("/p/a.py", 5, 5),
        ("/p/b.py", 2, 1),
        ("/p/b.py", 2, 5),
        ("/p/b.py", 9, 5),
    ]


def test_a_place_in_a_checked_file_is_shown_there_once_with_its_callers() -> None:
    results = [
        Checked("/p/a.py", (from_a(other_roots=2),)),
        Checked("/p/b.py"),
        Checked("/p/c.py", (from_c(),)),
    ]
    (reported,) = merge(results)
    assert reported.place == Place("/p/b.py", 3, 5, 3, 10)
    assert reported.finding.root.qualname == "a_step"  # the shorter chain
    assert reported.other_roots == 3
    assert [related.place for related in reported.related] == [CALL_A, CALL_C]


def test_the_own_finding_of_the_file_wins_when_it_is_nearer() -> None:
    own = finding("/p/b.py", 3, root=root_at("/p/b.py", 1, "own"))
    (reported,) = merge([Checked("/p/a.py", (from_a(),)), Checked("/p/b.py", (own,))])
    assert reported.finding.root.qualname == "own"
    assert reported.other_roots == 1
    assert [related.place for related in reported.related] == [CALL_A]


def test_a_place_in_another_file_is_shown_at_each_call_that_leads_there() -> None:
    reported = merge([Checked("/p/a.py", (from_a(),)), Checked("/p/c.py", (from_c(),))])
    assert [r.place for r in reported] == [CALL_A, CALL_C]
    assert all(r.message.startswith("in /p/b.py:3:5: ") for r in reported)
    assert reported[0].related[0].place == Place("/p/b.py", 3, 5, 3, 10)


def test_two_rules_at_one_place_are_two_findings() -> None:
    found = (finding("/p/a.py", 3), finding("/p/a.py", 3, "W7202", "tf-logging"))
    assert [r.finding.rule_id for r in merge([Checked("/p/a.py", found)])] == ["W7201", "W7202"]


def test_paths_that_are_spelled_differently_are_one_file() -> None:
    found = finding("/p/x/../b.py", 3, call=CALL_A)
    (reported,) = merge([Checked("/p/a.py", (found,)), Checked("/p/b.py", (finding("/p/b.py", 3),))])
    assert reported.other_roots == 0  # the root, too, is one


def test_the_surest_way_is_shown_before_the_shortest() -> None:
    near = finding("/p/b.py", 3, confidence=Confidence.INFERENCE, root=root_at("/p/b.py", 1, "near"))
    (reported,) = merge([Checked("/p/a.py", (from_a(),)), Checked("/p/b.py", (near,))])
    assert reported.finding.root.qualname == "a_step"
    assert reported.finding.confidence is Confidence.HIGH


def test_a_root_that_two_files_speak_of_counts_once() -> None:
    own = finding("/p/b.py", 3, root=root_at("/p/b.py", 1, "inner"))
    called = finding("/p/b.py", 3, call=CALL_A, root=root_at("/p/b.py", 1, "inner"), other_roots=1)
    (reported,) = merge([Checked("/p/a.py", (called,)), Checked("/p/b.py", (own,))])
    assert reported.other_roots == 1
    assert reported.related == ()  # that call starts no new trace of a function that is traced by itself
