"""The algebra of orders, against runs written out; and the orders that statements give."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfguard.tracing.between.order import (
    CALL,
    MAKE,
    NOTHING,
    STALE,
    WRITE,
    WRITTEN_AFTER,
    Chronology,
    Mark,
    Orders,
    _Body,
    again,
    either,
    then,
)

MARKS = {"C": CALL, "W": WRITE, "M": MAKE, "-": NOTHING}

# The algebra


def orders_of(text: str) -> Orders:
    """The orders of a run of marks, ``|`` between runs that are alternatives."""
    found: Orders | None = None
    for run in text.split("|"):
        orders = NOTHING
        for mark in run:
            orders = then(orders, MARKS[mark])
        found = orders if found is None else either(found, orders)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("run", "stale"),
    [
        ("CWC", True),
        ("CWWC", True),
        ("CCWC", True),
        ("WCWC", True),
        ("MCWC", True),
        ("CWCM", True),
        ("CMCWC", True),
        ("C", False),
        ("CC", False),
        ("CW", False),
        ("WC", False),
        ("WCW", False),
        ("WCC", False),
        ("CMWC", False),
        ("CWMC", False),
        ("CWMWC", False),
        ("WCMCW", False),
        ("CMW", False),
        ("", False),
    ],
)
def test_one_run(run: str, stale: bool) -> None:
    assert (STALE in orders_of(run)) is stale
    # However it is cut in two.
    for at in range(len(run) + 1):
        assert then(orders_of(run[:at]), orders_of(run[at:])) == orders_of(run)


@pytest.mark.parametrize(
    ("first", "second", "stale"),
    [
        ("C", "WC", True),
        ("C|-", "WC", True),
        ("CW", "C|M", True),
        ("CW|M", "C", True),
        ("C|W", "C|W", False),
        ("CW", "MC", False),
        ("CM|M", "WC", False),
        ("CM|C", "WC", True),
        ("C", "MWC|MC", False),
        ("C", "MWC|WC", True),
    ],
)
def test_alternatives_in_a_row(first: str, second: str, stale: bool) -> None:
    assert (STALE in then(orders_of(first), orders_of(second))) is stale


@pytest.mark.parametrize(
    ("body", "stale"),
    [
        ("CW", True),
        ("WC", True),
        ("C|W", True),
        ("C|WM", False),
        ("C|W|M", True),
        ("CW|M", True),
        ("MCW", False),
        ("CMW", False),
        ("CWM", False),
        ("C|M", False),
        ("M|-", False),
    ],
)
def test_rounds(body: str, stale: bool) -> None:
    assert (STALE in again(orders_of(body))) is stale


def test_made_anew_only_where_every_way_makes() -> None:
    assert "M" in either(MAKE, then(CALL, MAKE))
    assert "M" not in either(MAKE, CALL)
    assert either(MAKE, NOTHING) == NOTHING
    assert again(MAKE) == MAKE


# A program is a mark, or ("seq" | "if" | "loop", its parts).
Program_ = str | tuple[str, list["Program_"]]

programs = st.recursive(
    st.sampled_from(["C", "W", "M", "-"]),
    lambda part: st.one_of(
        st.tuples(st.just("seq"), st.lists(part, min_size=2, max_size=4)),
        st.tuples(st.just("if"), st.lists(part, min_size=2, max_size=3)),
        st.tuples(st.just("loop"), st.lists(part, min_size=1, max_size=1)),
    ),
    max_leaves=10,
)


def computed(program: Program_) -> Orders:
    if isinstance(program, str):
        return MARKS[program]
    kind, parts = program
    orders = [computed(part) for part in parts]
    found = orders[0]
    for part in orders[1:]:
        found = then(found, part) if kind == "seq" else either(found, part)
    return again(found) if kind == "loop" else found


@dataclass(frozen=True)
class State:
    """What a run has come to: what was seen since the last M, whether it was ever stale, ever made anew."""

    since: str = ""
    stale: bool = False
    made: bool = False

    def after(self, mark: str) -> State:
        if mark == "M":
            return State("", self.stale, True)
        if mark == "C" and self.since == "CW":
            return replace(self, stale=True)
        if mark == ("C" if self.since == "" else "W" if self.since == "C" else None):
            return replace(self, since=self.since + mark)
        return self


def run(program: Program_, starts: set[State]) -> set[State]:
    """Where all the ways through a program lead to, up to four rounds of each loop."""
    if isinstance(program, str):
        return {state.after(program) for state in starts}
    kind, parts = program
    if kind == "if":
        return set().union(*(run(part, starts) for part in parts))
    if kind == "seq":
        for part in parts:
            starts = run(part, starts)
        return starts
    ends: set[State] = set()
    for _ in range(4):
        starts = run(parts[0], starts)
        ends |= starts
    return ends


@settings(max_examples=300, deadline=None)
@given(programs)
def test_nested_programs(program: Program_) -> None:
    orders, ends = computed(program), run(program, {State()})
    assert (STALE in orders) == any(end.stale for end in ends)
    assert (WRITTEN_AFTER in orders) == any(end.since == "CW" for end in ends)
    assert ("M" in orders) == all(end.made for end in ends)


# Statements


def orders_of_code(code: str) -> Orders:
    """The orders of code in which ``C()``, ``W()`` and ``M()`` are the marks, ``L()`` a lazy write."""
    tree = ast.parse(code)
    lazy = Mark(WRITE, lazy=True)
    by_name = {"L": lazy, **{name: Mark(orders) for name, orders in MARKS.items()}}
    marks = {
        node: [by_name[node.func.id]]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in by_name
    }
    # Marks without a function to enter ask nothing of the program.
    return _Body(Chronology(None, [], None), marks).orders(tree)


@pytest.mark.parametrize(
    ("code", "stale"),
    [
        pytest.param("C(); W(); C()", True, id="in a row"),
        pytest.param("W(); C()", False, id="write first"),
        pytest.param("C(); W(); M(); C()", False, id="made anew"),
        pytest.param("for i in r:\n C()\n W()", True, id="for"),
        pytest.param("for i in r:\n M()\n C()\n W()", False, id="made in each round"),
        pytest.param("for i in r:\n C()\nelse:\n W()\nC()", True, id="else of a loop"),
        pytest.param("for i in r:\n C()\nW()", False, id="write after the loop"),
        pytest.param("W()\nfor i in r:\n C()", False, id="write before the loop"),
        pytest.param("while C():\n W()", True, id="while head"),
        pytest.param("for i in C():\n W()", False, id="for head runs once"),
        pytest.param("if a:\n C()\nelse:\n W()\nC()", False, id="one branch or the other"),
        pytest.param("C()\nif a:\n W()\nC()", True, id="write in a branch"),
        pytest.param("C()\nW()\nif a:\n M()\nC()", True, id="perhaps made anew"),
        pytest.param("C()\nW()\nif a:\n M()\nelse:\n M()\nC()", False, id="made anew in both branches"),
        pytest.param("W() if a else C(); C()", False, id="conditional expression"),
        pytest.param("C(); x = W() if a else b; C()", True, id="write in a conditional expression"),
        pytest.param("try:\n C()\nexcept E:\n W()\nC()", True, id="handler"),
        pytest.param("C()\ntry:\n pass\nfinally:\n W()\nC()", True, id="finally"),
        pytest.param("try:\n pass\nexcept E:\n C()\nexcept F:\n W()\nelse:\n C()", False, id="one handler"),
        pytest.param("C()\nmatch a:\n case 1:\n  W()\nC()", True, id="match"),
        pytest.param("C()\nmatch a:\n case 1:\n  W()\n case 2:\n  C()", False, id="one case"),
        pytest.param("with W():\n C()\nC()", False, id="with enters first"),
        pytest.param("[f(C(), W()) for i in r]", True, id="comprehension"),
        pytest.param("[C() for i in W()]", False, id="comprehension head"),
        pytest.param("{C(): W() for i in r}", True, id="dict comprehension"),
        pytest.param("f(C(), W(), C())", True, id="arguments from left to right"),
        pytest.param("C(W(C()))", True, id="arguments before the call"),
        pytest.param("C()\ndef g():\n W()\nC()", False, id="a function only defined"),
        pytest.param("C()\ng = lambda: W()\nC()", False, id="a lambda only made"),
        pytest.param("C()\n@W()\ndef g(): pass\nC()", True, id="a decorator runs"),
        pytest.param("for i in r:\n C()\n if a:\n  W()\n  break", False, id="write, then break"),
        pytest.param("for i in r:\n C()\n if a:\n  W()\n  break\nC()", True, id="call after the break"),
        pytest.param("for i in r:\n C()\n if a:\n  W()\n  continue\n M()", True, id="write, then continue"),
        pytest.param("for i in r:\n if a:\n  continue\n C()\n W()", True, id="continue first"),
        pytest.param(
            "for i in r:\n C()\n if a:\n  W()\n else:\n  break", True, id="break in the other branch"
        ),
        pytest.param("C()\nif a:\n W()\n return\nC()", False, id="write, then return"),
        pytest.param("C()\nif a:\n W()\n raise E\nC()", False, id="write, then raise"),
        pytest.param("C()\nif a:\n return\nW()\nC()", True, id="return before the write"),
        pytest.param("C()\nreturn\nW()\nC()", False, id="never reached"),
        pytest.param("C()\nwith a:\n W()\n return\nC()", False, id="return inside with"),
        pytest.param("C()\nmatch a:\n case 1:\n  W()\n  return\nC()", False, id="return inside match"),
        pytest.param("for i in r:\n L()\n C()", False, id="lazy before the call"),
        pytest.param("for i in r:\n C()\n L()", True, id="lazy after the call"),
    ],
)
def test_statements(code: str, stale: bool) -> None:
    assert (STALE in orders_of_code(code)) is stale
