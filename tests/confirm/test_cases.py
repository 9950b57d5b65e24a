"""Tests of a project that know how to call a function; without TensorFlow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.cases import TestCase as Case
from tfguard.confirm.subjects.cases import case_at, cases_for
from tfguard.confirm.subjects.steps import definitions
from tfguard.syntax.project import Project

LAYER = "class Layer:\n    def call(self, x):\n        return x\n"
TESTS = """
import unittest
import pytest
from pack import layer

def make():
    return layer.Layer()

class LayerTest(unittest.TestCase):
    def test_refuses(self):
        with self.assertRaises(ValueError):
            make()(None)
    def test_calls(self):
        net = make()
        for _ in range(3):
            net(1)
    def test_other(self):
        pass
    @parameters(1, 2)
    def test_many(self, size):
        layer.Layer()
        layer.Layer()
        layer.Layer()
        layer.Layer()
    def test_of_a_fixture(self, thing):
        make()

@pytest.mark.parametrize(("a", "b"), [(1, "x"), (2, "y")])
def test_plain(a, b):
    make()
    make()

def test_with_fixture(tmp_path):
    make()
"""


@pytest.fixture
def cases(program: Callable[..., Path]) -> list[Case]:
    program("", "pack/__init__.py")
    path = program(LAYER, "pack/layer.py")
    program(TESTS, "tests/test_layer.py")
    program("def test_nothing(): ...", "tests/test_else.py")
    files = cases_for(Project(), [(str(path), "Layer")])
    assert len(files) == 1
    return files[0]


def test_they_are_found_through_helpers_and_short_ones_come_first(cases: list[Case]) -> None:
    names = [case.function for case in cases]
    assert names == ["test_plain", "test_calls", "test_many", "test_refuses"]


def test_those_that_ask_for_an_error_come_last(cases: list[Case]) -> None:
    assert [case.refuses for case in cases] == [False, False, False, True]


def test_values_that_are_written_out_are_passed(cases: list[Case]) -> None:
    assert dict(cases[0].arguments) == {"a": "1", "b": "'x'"}
    assert [case.many for case in cases] == [False, False, True, False]


def test_a_function_inside_a_test_has_that_test(program: Callable[..., Path]) -> None:
    text = (
        "class T(TestCase):\n    def test_a(self):\n        def inner(): ...\n"
        "    def help(self):\n        def other(): ...\n"
    )
    tree = Tree(Project().load(str(program(text))))
    nodes = {getattr(node, "name", ""): node for node in tree.parents}
    found = case_at(tree.module, definitions(tree, nodes["inner"]))
    assert found is not None
    assert (found.owner, found.function) == ("T", "test_a")
    assert case_at(tree.module, definitions(tree, nodes["other"])) is None
