"""The comparison can fail: what is not found is missed, what is found for no reason is false."""

from __future__ import annotations

from agreement.blocks import GRAMMAR
from agreement.comparing import Found, Judged, Kinds, Row, compare, disagreements, findings, shown, tabulate
from agreement.programs import Program, draw, write
from agreement.truth import Truth, Verdict

KINDS = Kinds(frozenset(("tf-print", "tf-clock")), frozenset(("tf-late",)))
BEHAVES = Verdict()


def judged(verdict: Verdict, found: tuple[str, ...] = (), rule: str = "tf-print", number: int = 1) -> Judged:
    return Judged(number, "b1", rule, "", verdict, frozenset(found), frozenset(("tf-string-format",)))


def test_figures() -> None:
    bad = Verdict(True, ("tf-print",))
    table = tabulate(
        [
            judged(bad, ("tf-print", "tf-string-format")),
            judged(bad, ("tf-clock",), number=2),
            judged(BEHAVES, number=3),
            judged(BEHAVES, ("tf-print",), number=4),
            judged(BEHAVES, ("tf-clock",), rule="", number=5),
            judged(Verdict(discarded="fails eagerly: it does"), ("tf-print",), number=6),
            judged(Verdict(True, ("tf-new",)), rule="tf-new", number=7),
        ],
        KINDS,
    )
    row = table.rows["tf-print"]
    assert (row.programs, row.misbehaving, row.found, row.missed) == (4, 2, 1, 1)
    assert (row.behaving, row.disturbed, row.false) == (2, 1, 1)
    assert (row.sensitivity, row.specificity) == (0.5, 0.5)
    assert table.rows["tf-clock"].false == 2
    assert table.discards == {"fails eagerly": 1}
    assert table.unregistered == {"tf-new": 1}
    assert (table.programs, table.bad_programs) == (6, 3)
    assert (table.quiet, table.quiet_disturbed) == (2, 1)
    text = shown(table, KINDS)
    assert "50.00%" in text
    assert text.index("tf-print") < text.index("not yet a rule") < text.index("tf-new")


def test_a_rule_that_is_not_registered_is_no_disagreement() -> None:
    apart = [
        judged(Verdict(True, ("tf-new",)), rule="tf-new"),
        judged(Verdict(True, ("tf-print",))),
        judged(BEHAVES, ("tf-print",)),
        judged(BEHAVES),
        judged(Verdict(discarded="why"), ("tf-print",)),
    ]
    assert disagreements(apart, KINDS) == apart[1:3]
    assert Row().sensitivity is None


def test_what_is_allowed_is_allowed_only_where_something_misbehaves() -> None:
    assert not judged(Verdict(True, ("tf-print",)), ("tf-print", "tf-string-format")).false
    assert judged(BEHAVES, ("tf-string-format",)).false == {"tf-string-format"}


def print_program() -> tuple[Program, str]:
    for number in range(1000):
        program = draw(21, number, GRAMMAR)
        for block in program.blocks:
            if block.rule == "tf-print" and block.form.bad and "print(" in block.form.body:
                return program, block.name
    raise AssertionError("no program prints")


def test_a_rule_that_is_switched_off_is_missed() -> None:
    program, name = print_program()
    source = write(program)
    truth = Truth({name: Verdict(True, ("tf-print",))})
    kinds = Kinds(frozenset(("tf-print",)), frozenset())
    with_rule = compare(program, truth, findings(source.text), source)
    without = compare(program, truth, findings(source.text, {"tf-print"}), source)
    assert tabulate(with_rule, kinds).rows["tf-print"].sensitivity == 1.0
    assert tabulate(without, kinds).rows["tf-print"].sensitivity == 0.0
    assert [each.block for each in disagreements(without, kinds)] == [name]


def test_a_finding_where_nothing_misbehaves_is_false() -> None:
    program, name = print_program()
    source = write(program)
    truth = Truth({block.name: BEHAVES for block in program.blocks})
    apart = compare(program, truth, findings(source.text), source)
    assert "tf-print" in next(each for each in apart if each.block == name).false


def test_findings_on_lines_of_no_block_count() -> None:
    program, _ = print_program()
    source = write(program)
    line = next(number for number, owner in enumerate(source.owners, 1) if not owner)
    truth = Truth({block.name: BEHAVES for block in program.blocks})
    last = compare(program, truth, [Found("tf-print", line)], source)[-1]
    assert (last.rule, last.false) == ("", {"tf-print"})
