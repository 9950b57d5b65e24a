"""Where probes stand and what they watch, without TensorFlow."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import place_of_text

from tfguard.confirm.probes.probing import Tree, Watch, build, control
from tfguard.confirm.slices.keeping import Kept
from tfguard.confirm.slices.shadow import render
from tfguard.syntax.project import Project

TEXT = """
import heapq
total = 0
def f(self, items, x):
    global total
    total += 1
    self.n += 1
    self.seen["k"] = x
    items.append(x)
    a, self.b = x
    setattr(self, "flag", True)
    setattr(self, x, True)
    heapq.heappush(self.heap, x)
    globals()["late"] = x
    local = g(x)
    message = f"{self.read()} done"
    for item in self.source:
        print(item)
    self.add_loss(x)
    return self.rng.normal()
"""


@pytest.fixture
def tree(program: Callable[..., Path]) -> Tree:
    return Tree(Project().load(str(program(TEXT))))


def _shadow(tree: Tree, text: str, target: str = "") -> tuple[Watch, str]:
    place = place_of_text(Path(tree.module.path), text)
    probe = build(tree, 7, place, target)
    assert probe is not None
    kept = Kept(frozenset(range(len(tree.module.tree.body))), frozenset())
    shadow = render(tree.module.text, tree.module.tree, kept, probe.edits)
    ast.parse(shadow.text)
    changed = [line.strip() for line in shadow.text.split("\n") if "_tfguard" in line]
    return probe.watch, "|".join(changed)


@pytest.mark.parametrize(
    ("text", "watch"),
    [
        ("total += 1", Watch("global", "", "total")),
        ("self.n += 1", Watch("attribute", "self", "n")),
        ('self.seen["k"] = x', Watch("object", "self.seen")),
        ("items.append(x)", Watch("object", "items")),
        ("a, self.b = x", Watch("attribute", "self", "b")),
        ('setattr(self, "flag", True)', Watch("attribute", "self", "flag")),
        ("setattr(self, x, True)", Watch("fields", "self")),
        ("heapq.heappush(self.heap, x)", Watch("object", "self.heap")),
        ('globals()["late"] = x', Watch("global", "", "late")),
        ("self.add_loss(x)", Watch("attribute", "self", "losses")),
    ],
)
def test_what_is_watched(tree: Tree, text: str, watch: Watch) -> None:
    assert _shadow(tree, text)[0] == watch


def test_a_local_that_may_not_exist_yet_is_not_read(tree: Tree) -> None:
    watch, text = _shadow(tree, "local = g(x)", target="local")
    assert watch == Watch()
    assert "local)" not in text


def test_probes_stand_around_expressions_and_before_and_after_statements(tree: Tree) -> None:
    assert _shadow(tree, "items.append(x)")[1] == (
        "_tfguard_value(7, _tfguard_enter(7, items), (items.append(x)))"
    )
    assert _shadow(tree, "self.n += 1")[1] == "_tfguard_enter(7, self); self.n += 1; _tfguard_exit(7)"
    assert _shadow(tree, "return self.rng.normal()")[1].startswith("return _tfguard_value(7,")


def test_nothing_is_put_into_an_f_string(tree: Tree) -> None:
    assert '(f"{self.read()} done")' in _shadow(tree, "self.read()")[1]


def test_a_loop_gets_a_line_before_it_and_its_items_watched(tree: Tree) -> None:
    text = _shadow(tree, "self.source")[1]
    assert text.startswith("_tfguard_enter(7, self.source)|_tfguard_item(7, item); print(item)")


def test_control_stands_after_the_docstring(program: Callable[..., Path]) -> None:
    tree = Tree(Project().load(str(program('def f():\n    """Doc."""\n    return 1\n'))))
    function = tree.module.tree.body[0]
    kept = Kept(frozenset((0,)), frozenset())
    text = render(tree.module.text, tree.module.tree, kept, control(tree, 0, function)).text
    assert text.split("\n")[1:3] == ['    """Doc."""', "    _tfguard_enter(0); return 1"]
