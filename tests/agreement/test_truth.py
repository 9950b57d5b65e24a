"""Who is blamed for what TensorFlow does: judged over made-up runs, without TensorFlow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from agreement.comparing import Found, compare
from agreement.forms import PLAIN, Form, Reach, Sign
from agreement.programs import Grammar, Program, draw, write
from agreement.running import SYMBOLIC, Seen, Traced, close, same
from agreement.shrinking import shrink
from agreement.truth import Judge, Truth
from rules.tensorflow_runs import Mode

PRINT = Form(rule="tf-print", bad=True, body='print("$tag")', reaches=(Reach.DIRECT,), wraps=PLAIN)
SCALAR = replace(
    PRINT, rule="tf-python-scalar-arg", sign=Sign.TRACES, params={"p": "i"}, body="$out = $x * $p"
)
CREATION = replace(PRINT, rule="tf-variable-creation", body="$v = tf.Variable(1.0)")
AUGMENTED = replace(PRINT, rule="tf-variable-augmented-assignment", sign=Sign.BOTH, body="$s += 1.0")
SINGLETON = "tf.function only supports singleton tf.Variables created on the first call"
Answer = Callable[[str], Seen]


def program(form: Form, blocks: int = 1) -> Program:
    """The first program of one form that has so many blocks, in one unit."""
    grammar = Grammar([form])
    programs = (draw(1, number, grammar) for number in range(2000))
    return next(each for each in programs if len(each.blocks) == blocks and len(each.units) == 1)


def judged(wanted: Program, eager: Answer, graph: Answer) -> Truth:
    def run(text: str, mode: Mode, name: str, sizes: bool) -> Seen:
        return eager(text) if mode is Mode.EAGER else graph(text)

    return Judge(run).judge(wanted)


def values(**shown: Any) -> Answer:
    return lambda _: Seen(values=shown)


def fails(word: str, error: str, says: str, otherwise: Mapping[str, Any]) -> Answer:
    """Raises at the line that holds a word, where there is one."""

    def answer(text: str) -> Seen:
        lines = [number for number, line in enumerate(text.split("\n"), 1) if word in line]
        if not lines:
            return Seen(values=otherwise)
        return Seen(raised=(error, "Exception"), text=says, line=lines[0])

    return answer


def test_what_differs_misbehaves() -> None:
    truth = judged(program(PRINT), values(b1=[1.0, 2.0]), values(b1=[1.0, 1.0]))
    assert truth.verdicts["b1"].rules == ("tf-print",)
    assert truth.runs == 3


def test_what_is_the_same_behaves() -> None:
    truth = judged(program(PRINT), values(b1=[1.0, 2.0]), values(b1=[1.0, 2.0]))
    assert not truth.verdicts["b1"].misbehaves
    assert truth.runs == 2


def test_what_differs_in_rounding_is_discarded() -> None:
    truth = judged(program(PRINT), values(b1=[1.0]), values(b1=[1.002]))
    assert "rounding" in truth.verdicts["b1"].discarded


def test_what_is_never_the_same_is_discarded() -> None:
    numbers = iter(range(100))
    truth = judged(program(PRINT), lambda _: Seen(values={"b1": [next(numbers)]}), values(b1=[-1]))
    assert "each time" in truth.verdicts["b1"].discarded


def test_what_is_said_counts() -> None:
    wanted = program(PRINT)
    tag = wanted.blocks[0].tag
    often = Seen(values={"b1": 1}, printed=(tag,) * 4)
    truth = judged(wanted, lambda _: often, lambda _: Seen(values={"b1": 1}, printed=(tag,)))
    assert truth.verdicts["b1"].misbehaves
    truth = judged(wanted, lambda _: often, lambda _: Seen(values={"b1": 1}, logged=(tag,) * 4))
    assert not truth.verdicts["b1"].misbehaves


def test_a_tensor_without_a_value_is_a_leak_too() -> None:
    truth = judged(program(PRINT), values(b1=[1.0]), values(b1=[SYMBOLIC]))
    assert truth.verdicts["b1"].rules == ("tf-print", "tf-tensor-leak")


def test_an_error_in_the_graph_is_its_lines_and_the_rest_is_judged_without_it() -> None:
    wanted = program(CREATION, 2)
    first = next(line for line in write(wanted).text.split("\n") if "tf.Variable" in line).strip()
    shown = {"b1": [1.0], "b2": [2.0]}
    truth = judged(wanted, lambda _: Seen(values=shown), fails(first, "ValueError", SINGLETON, shown))
    assert [truth.verdicts[name].misbehaves for name in ("b1", "b2")] in ([True, False], [False, True])


def test_an_error_that_no_proof_knows_is_discarded() -> None:
    truth = judged(program(CREATION), values(b1=[1.0]), fails("tf.Variable", "KeyError", "what", {}))
    assert truth.verdicts["b1"].discarded.startswith("an error of no known rule")


def test_an_error_of_a_leak_is_a_leak() -> None:
    layer = replace(CREATION, rule="tf-layer-creation")
    error = fails("tf.Variable", "TypeError", "<tf.Tensor> is out of scope and cannot be used here", {})
    truth = judged(program(layer), values(b1=[1.0]), error)
    assert truth.verdicts["b1"].rules == ("tf-tensor-leak",)


def test_an_error_of_no_line_is_found_block_by_block() -> None:
    wanted = program(PRINT, 2)

    def graph(text: str) -> Seen:
        if f"{wanted.blocks[1].tag}" in text:
            return Seen(raised=("ValueError",), text="no line")
        return Seen(values={"b1": 1, "b2": 1})

    truth = judged(wanted, values(b1=1, b2=1), graph)
    assert truth.verdicts["b2"].discarded  # tf-print has no error of its own
    assert truth.verdicts["b1"] == judged(wanted, values(b1=1, b2=1), values(b1=1, b2=1)).verdicts["b1"]


def test_what_fails_eagerly_is_discarded_unless_its_rule_is_about_both() -> None:
    text = "`variable += value` with `tf.Variable`s is not supported"
    for form, error, misbehaves in ((AUGMENTED, "RuntimeError", True), (CREATION, "ValueError", False)):
        body = form.body.split()[1]
        both = fails(f" {body} ", error, text if misbehaves else SINGLETON, {})
        truth = judged(program(form), both, both)
        assert truth.verdicts["b1"].misbehaves is misbehaves
        assert bool(truth.verdicts["b1"].discarded) is not misbehaves


@pytest.mark.parametrize(("traces", "misbehaves"), [(2, False), (3, True)])
def test_traces_are_counted(traces: int, misbehaves: bool) -> None:
    wanted = program(SCALAR)
    unit = wanted.units[0].name
    line = write(wanted).owners.index(unit) + 1
    graph = Seen(values={"b1": [1.0]}, traced={line: Traced(traces)})
    assert judged(wanted, values(b1=[1.0]), lambda _: graph).verdicts["b1"].misbehaves is misbehaves


@pytest.mark.parametrize(("alone", "misbehaves"), [(8, False), (40, True)])
def test_a_graph_that_blocks_share_is_measured_again_for_each(alone: int, misbehaves: bool) -> None:
    wanted = program(replace(PRINT, rule="tf-python-loop-unroll", sign=Sign.OPS), 2)
    tags = [block.tag for block in wanted.blocks]

    def graph(text: str) -> Seen:
        line = next(n for n, each in enumerate(text.split("\n"), 1) if "def " in each)
        copies = 80 if all(tag in text for tag in tags) else alone
        return Seen(values={"b1": 1, "b2": 1}, traced={line: Traced(copies=copies)})

    truth = judged(wanted, values(b1=1, b2=1), graph)
    assert [truth.verdicts[name].misbehaves for name in ("b1", "b2")] == [misbehaves, misbehaves]


def test_observations_are_compared_by_value() -> None:
    tensor = {"dtype": "float32", "tensor": 1.0}
    assert same(tensor, 1.0)
    assert not same(tensor, {"dtype": "int32", "tensor": 1})
    assert not same(True, 1)
    assert same(float("nan"), float("nan"))
    assert close([1.0], [1.005])
    assert not close([1.0], [1.5])
    assert not close([1], [2])


def test_a_disagreement_is_made_small() -> None:
    wanted = program(PRINT, 3)
    name = wanted.blocks[1].name
    judge = Judge(lambda text, mode, *_: Seen(values={"b1": 1, "b2": 1, "b3": 1})).judge

    def find(text: str) -> tuple[Found, ...]:
        lines = text.split("\n")
        return tuple(Found("tf-print", n) for n, line in enumerate(lines, 1) if wanted.blocks[1].tag in line)

    source = write(wanted)
    truth = judge(wanted, [block.name for block in wanted.blocks])
    apart = next(each for each in compare(wanted, truth, find(source.text), source) if each.block == name)
    assert apart.false == {"tf-print"}
    assert shrink(wanted, apart, judge, find) == {name}
