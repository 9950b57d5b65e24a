"""The generator: what it draws can be written down, is valid, and is the same each time."""

from __future__ import annotations

import ast
from collections import Counter

import pytest
from agreement.blocks import FORMS, GRAMMAR
from agreement.comparing import registered
from agreement.forms import Form, Owner, Sign
from agreement.programs import Frame, draw, write

PROGRAMS = 400


def form_id(form: Form) -> str:
    return f"{form.rules[0]}-{'bad' if form.bad else 'near'}-{FORMS.index(form)}"


def test_every_rule_has_misbehaving_forms_and_near_misses() -> None:
    kinds = Counter((rule, form.bad) for form in FORMS for rule in form.rules)
    missing = [
        (rule, "misbehaving" if bad else "near miss")
        for rule in sorted(registered().default)
        for bad in (True, False)
        if not kinds[rule, bad]
    ]
    assert missing == []


@pytest.mark.parametrize("number", range(0, PROGRAMS, 20))
def test_programs_are_valid_and_their_lines_are_owned(number: int) -> None:
    for each in range(number, number + 20):
        program = draw(11, each, GRAMMAR)
        source = write(program)
        ast.parse(source.text)
        assert len(source.owners) == source.text.count("\n")
        for block in program.blocks:
            assert block.name in source.owners


def test_one_seed_and_number_give_one_program() -> None:
    texts = [write(draw(seed, number, GRAMMAR)).text for seed in (3, 4) for number in range(30)]
    assert texts == [write(draw(seed, number, GRAMMAR)).text for seed in (3, 4) for number in range(30)]
    assert len(set(texts)) == len(texts)


def test_a_block_can_be_left_out() -> None:
    left_out = 0
    for number in range(100):
        program = draw(5, number, GRAMMAR)
        for block in program.blocks:
            rest = write(program, {block.name})
            ast.parse(rest.text)
            assert block.name not in rest.owners
            left_out += 1
        alone = write(program, {block.name for block in program.blocks[1:]})
        ast.parse(alone.text)
    assert left_out > 100


def test_blocks_stand_everywhere() -> None:
    """In all frames, with all owners, reached in all ways: a grammar that lost one would not be noticed."""
    programs = [draw(1, number, GRAMMAR) for number in range(1500)]
    blocks = [block for program in programs for block in program.blocks]
    assert {unit.frame for program in programs for unit in program.units} == {*Frame, None}
    assert {block.owner for block in blocks} == {*Owner, None} - {Owner.LOCAL}
    assert {block.form.sign for block in blocks} == set(Sign)
    per_rule = Counter(block.rule for block in blocks if block.form.bad)
    assert all(per_rule[rule] >= 3 for rule in registered().default), per_rule
