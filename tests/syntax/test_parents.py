"""The node around each node, found out piece by piece, is the one that a walk over the whole tree finds."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

import tfguard
from tfguard.syntax.children import children_of
from tfguard.syntax.parents import Parents

ODD = """
import os; x = 1; y = [
    z for z in range(3)
]; w = lambda *, a: a

@decorator(
    argument=[q for q in (1, 2)],
)
class A(Base, metaclass=M): one = 1; two = (
    2)

class B:
    @first
    @second(1)
    def method(self, *args, key=f"{x} {y!r:>{w}}", **kwargs) -> "text":
        with open(x) as file, lock:
            match file:
                case {"a": [b, *c]} if b: pass
                case _: return f'''
                    {x
                    + y} and {
                    z}
                '''

    class C:
        value: int = 3
        def inner(self): return self; nothing
if x: y = 2
else: y = 3
"""


def naive(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in children_of(node)}


def sources() -> list[str]:
    files = sorted(Path(tfguard.__file__).parent.glob("tracing/*.py"))
    return [ODD, *(file.read_text(encoding="utf-8") for file in files[::8])]


@pytest.mark.parametrize("text", sources(), ids=lambda text: text.strip().splitlines()[0][:30])
def test_each_node_has_the_parent_that_a_whole_walk_finds(text: str) -> None:
    tree = ast.parse(text)
    expected = naive(tree)
    nodes = list(expected)
    random.Random(1).shuffle(nodes)
    parents = Parents(tree)
    assert [parents.get(node) for node in nodes] == [expected[node] for node in nodes]
    assert dict(Parents(tree)) == expected
    assert len(Parents(tree)) == len(expected)


@pytest.mark.parametrize("text", sources(), ids=lambda text: text.strip().splitlines()[0][:30])
def test_each_node_is_found_when_nothing_was_asked_before(text: str) -> None:
    tree = ast.parse(text)
    expected = list(naive(tree).items())
    for node, parent in expected[:: max(1, len(expected) // 150)]:
        assert Parents(tree)[node] is parent


def test_the_root_and_nodes_of_other_trees_have_none() -> None:
    tree, other = ast.parse(ODD), ast.parse(ODD)
    parents = Parents(tree)
    assert parents.get(tree) is None
    assert all(parents.get(node) is None and node not in parents for node in ast.walk(other))
    with pytest.raises(KeyError):
        parents[other.body[0]]


def test_a_file_without_statements_has_no_nodes() -> None:
    assert list(Parents(ast.parse(""))) == []
