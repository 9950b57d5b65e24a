"""tfguard and TensorFlow agree: on programs drawn with a fixed seed, and on those on which they once did not.

The long run is a command: ``python tests/agreement/run.py`` (docs/agreement.md).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement.blocks import GRAMMAR
from agreement.comparing import compare, disagreements, findings, registered, shown, tabulate
from agreement.programs import draw, write
from agreement.running import Seen, same
from agreement.truth import MANY_COPIES, MANY_TRACES
from agreement.working import judge_all, run_in_own_process
from rules.tensorflow_runs import Mode
from rules.test_detection import ALLOW, EXPECT, UNSEEN, marked_line, marks

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))
SEED, PROGRAMS = 100, 30
GROUPS = 2


@pytest.mark.tensorflow
@pytest.mark.xdist_group("examples-0")
def test_programs_of_a_fixed_seed() -> None:
    kinds = registered()
    judged = []
    for number, truth in judge_all(SEED, range(PROGRAMS), workers=1):
        program = draw(SEED, number, GRAMMAR)
        judged += compare(program, truth, findings(write(program).text))
    table = tabulate(judged, kinds)
    apart = [
        f"{each.number}/{each.block} {each.label}: missed {sorted(each.missed)}, false {sorted(each.false)}"
        for each in disagreements(judged, kinds)
    ]
    assert not apart, shown(table, kinds)
    assert table.programs >= PROGRAMS * 0.9
    assert table.bad_programs >= table.programs * 0.4


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings_in_cases_are_the_marks(path: Path) -> None:
    text = path.read_text("utf-8")
    expected, allowed = marks(text, EXPECT), marks(text, ALLOW)
    found = {marked_line(each, expected, allowed) for each in analyse(path.name, Project(), text).findings}
    assert found - allowed <= expected, "found what is no pitfall"
    assert expected <= found, "missed a pitfall"
    assert not marks(text, UNSEEN) & found, "found a pitfall that is marked as unseen"


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(f"examples-{number % GROUPS}"))
        for number, path in enumerate(CASES)
    ],
)
def test_tensorflow_does_in_cases_what_the_marks_say(path: Path) -> None:
    text = path.read_text("utf-8")
    eager, graph = (run_in_own_process(text, mode, path.stem) for mode in (Mode.EAGER, Mode.GRAPH))
    assert not eager.raised, f"{eager.text} (line {eager.line})"
    marked = marks(text, EXPECT) | marks(text, UNSEEN)
    assert _misbehaves(eager, graph, {symbol for _, symbol in marked}) is bool(marked)


def _misbehaves(eager: Seen, graph: Seen, symbols: set[str]) -> bool:
    """Whether two runs of a case differ: in what they show and say, or, for retracing, in many traces."""
    if graph.raised or (eager.printed, eager.logged) != (graph.printed, graph.logged):
        return True
    traced = any(each.traces >= MANY_TRACES for each in graph.traced.values())
    if "tf-python-loop-unroll" in symbols:
        traced = any(each.copies >= MANY_COPIES for each in graph.traced.values())
    return traced or not same(eager.values, graph.values)
