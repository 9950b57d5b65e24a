"""Argument guessing: call sites, demands of the body, hints of error texts; without TensorFlow."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.arguments import GRID, candidates
from tfguard.confirm.worker import search
from tfguard.syntax.project import Project

TEXT = """
import tensorflow as tf
RATE = 0.5
class Writer:
    def save(self, x): pass
def f(x, rate, flag=False, other=None): return x
def g(writer: Writer, batch, kind):
    writer.save(1)
    a, b = batch
    if kind == "train": pass
def main():
    data = tf.ones([2, 3])
    for scale in (1.0, 2.0):
        f(data, RATE)
        f(x=tf.constant([scale]), rate=unknown())
if __name__ == "__main__":
    n = 4
    f(tf.zeros([n]), RATE)
"""


@pytest.fixture
def tree(program: Callable[..., Path]) -> Tree:
    return Tree(Project().load(str(program(TEXT))))


def _of(tree: Tree, name: str) -> dict[str, list[str]]:
    function = next(node for node in tree.module.tree.body if getattr(node, "name", "") == name)
    assert isinstance(function, ast.FunctionDef)
    return {hole: texts for hole, _, texts, _ in candidates(tree, function, {name}, False)}


def test_call_sites_come_first_with_local_names_replaced(tree: Tree) -> None:
    found = _of(tree, "f")
    assert found["x"][:3] == ["tf.ones([2, 3])", "tf.constant([1.0])", "tf.zeros([4])"]
    assert found["rate"][0] == "RATE"
    assert "unknown()" not in found["rate"]


def test_flags_are_tried_both_ways_from_their_default(tree: Tree) -> None:
    assert _of(tree, "f")["flag"] == ["False", "True"]
    assert _of(tree, "f")["other"][0] == "None"


def test_bodies_and_annotations_say_what_is_demanded(tree: Tree) -> None:
    found = _of(tree, "g")
    assert found["writer"][0] == "Writer()"
    assert found["batch"][1].count("tf.ones") == 2 or found["batch"][0].count("tf.ones") == 2
    assert "'train'" in found["kind"][:2]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Dimensions must be equal, but are 4 and 3", "tf.ones([4, 4])", "tf.ones([4, 3])"),
        ("Matrix size-incompatible: In[0]: [4,4], In[1]: [3,2]", "tf.ones([4, 4])", "tf.ones([4, 3])"),
        ("expected axis -1 of input shape to have value 8", "tf.ones([4, 4])", "tf.ones([4, 8])"),
        ("expected min_ndim=4, found ndim=2", "tf.ones([4, 4])", "tf.ones([2, 4, 4, 4])"),
        ("Value for attr 'T' of string is not in the list of allowed values: float",
         "tf.fill([4], 'a')", None),
        ("Value for attr 'T' of bool is not in the list of allowed values: float, int32",
         "tf.ones([4], tf.bool)", "tf.ones([4])"),
        ("as input #1(zero-based) was expected to be a int64 tensor but is a float tensor",
         "tf.ones([4])", "tf.ones([4], tf.int64)"),
        ("nothing that helps", "tf.ones([4])", None),
    ],
)  # fmt: skip
def test_hints(text: str, value: str, expected: str | None) -> None:
    found = search.hinted([value], text)
    assert found[:1] == ([[expected]] if expected else [])


def test_hints_leave_other_values_alone() -> None:
    for values in search.hinted(["3", "tf.ones([4, 4])"], "expected min_ndim=3"):
        assert values[0] == "3"


def test_combinations_are_bounded_and_small_sums_come_first() -> None:
    found = list(search.combinations([3, 3], 100))
    assert found[0] == (0, 0)
    assert len(found) == len(set(found)) == 9
    assert [sum(item) for item in found] == sorted(sum(item) for item in found)
    assert len(list(search.combinations([50] * 6, 40))) == 40
    assert list(search.combinations([], 5)) == [()]


def test_the_grid_parses() -> None:
    for text in GRID:
        ast.parse(text, mode="eval")
