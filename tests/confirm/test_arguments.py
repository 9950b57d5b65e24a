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
    return {hole: texts for hole, _, texts, _ in candidates(Project(), tree, function, {name}, False)}


def test_call_sites_come_first_with_local_names_replaced(tree: Tree) -> None:
    found = _of(tree, "f")
    assert found["x"][:3] == ["tf.ones([2, 3])", "tf.constant([1.0])", "tf.zeros([4])"]
    assert found["rate"][0] == "RATE"
    assert "unknown()" not in found["rate"]


SCRIPT = """
import tensorflow as tf
(images, labels), _ = tf.keras.datasets.mnist.load_data()
costly = tf.data.Dataset.from_tensor_slices(images)
dataset = tf.data.Dataset.range(4).repeat()
state = tf.zeros([3])
first = f(state, 1)
second = first + 1
def run(): return f(state, 2)
third = run()
for k, (x, y) in enumerate(zip(dataset, [5, 6])):
    for n in range(3, 9):
        state = f(state, n)
        doubled = y * 2
        f(x, doubled)
        f(second, k)
        f(f(x, k), first)
    f(third, next(iter(costly)))
    f(doubled, images[0])
for image in costly:
    f(image, len(image))
for a, b in make_pairs(4): f(a, b)
def make_pairs(n): return [(n, n + 1)]
"""


def test_names_of_loops_at_the_top_are_written_out_and_nothing_is_trained(
    program: Callable[..., Path],
) -> None:
    module = Project().load(str(program(SCRIPT + "@tf.function\ndef f(x, n): return x")))
    found = _of(Tree(module), "f")
    assert found["x"][: found["x"].index(GRID[0])] == [
        "state", "next(iter(dataset))", "5 * 2", "next(iter(make_pairs(4)))[0]", "tf.ones([4, 4])"
    ]  # fmt: skip
    assert found["n"][:6] == ["1", "2", "3", "5 * 2", "0", "next(iter(make_pairs(4)))[1]"]


def test_a_name_is_what_was_bound_to_it_last_before_the_call(program: Callable[..., Path]) -> None:
    text = """
import tensorflow as tf
def f(x, n): return x
def main():
    state = tf.ones([1])
    f(state, 1)
    state = f(state, 2)
    state = tf.ones([9])
    for state in [tf.ones([5]), tf.ones([6])]:
        f(state, 3)
"""
    found = _of(Tree(Project().load(str(program(text)))), "f")
    assert found["x"][:2] == ["tf.ones([1])", "tf.ones([5])"]
    assert "tf.ones([9])" not in found["x"]


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


CONFIG = """
class Base:
    def __init__(self, **kwargs):
        self.shared = 1
class NetConfig(Base):
    def __init__(self, width=768, layers=12, vocab=50000, pad_id=50256, kernels=(10, 3), rate=0.1, **kwargs):
        self.width = width
        self.layers = layers
"""
USES = """
import tensorflow as tf
from .config import NetConfig
class Fits:
    def __init__(self, settings):
        self.dense = tf.keras.layers.Dense(settings.width)
        self.count = settings.layers
class Called:
    def __init__(self, config):
        self.config = config
class Annotated:
    def __init__(self, given: NetConfig):
        self.given = given
class Other:
    def __init__(self, thing):
        self.thing = thing.colour + thing.shape
"""


@pytest.mark.parametrize(
    ("name", "offered"), [("Fits", True), ("Called", True), ("Annotated", True), ("Other", False)]
)
def test_objects_of_imported_classes_are_made_small(
    name: str, offered: bool, program: Callable[..., Path]
) -> None:
    program("", "net/__init__.py")
    program(CONFIG, "net/config.py")
    project = Project()
    tree = Tree(project.load(str(program(USES, "net/uses.py"))))
    node = next(node for node in tree.module.tree.body if getattr(node, "name", "") == name)
    assert isinstance(node, ast.ClassDef)
    maker = node.body[0]
    assert isinstance(maker, ast.FunctionDef)
    texts = candidates(project, tree, maker, {name}, True, node)[0][2]
    small = [text for text in texts if text.startswith("NetConfig(") and text != "NetConfig()"]
    assert bool(small) is (name != "Other")
    if small:
        wanted = {"width=64", "layers=2", "vocab=64", "pad_id=1", "kernels=(4, 3,)"}
        assert set(small[0][len("NetConfig(") : -1].replace("(4, 3,)", "(4; 3;)").split(", ")) == {
            text.replace("(4, 3,)", "(4; 3;)") for text in wanted
        }
        assert texts.index(small[0]) < texts.index("NetConfig()")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("not enough values to unpack (expected 3, got 2)", "tf.ones([4, 4])", "tf.ones([2, 4, 4])"),
        ("IndexError: tuple index out of range", "tf.ones([4, 4])", "tf.ones([2, 4, 4])"),
        ("Shape (4, 4) must have rank at least 3", "tf.ones([4, 4])", "tf.ones([2, 4, 4])"),
        ("expects features to be of length 80, but found 8", "tf.ones([2, 8, 4])", "tf.ones([2, 80, 4])"),
    ],
)
def test_hints_of_ranks_and_sizes(text: str, value: str, expected: str) -> None:
    assert [expected] in search.hinted([value], text)


@pytest.mark.parametrize(
    "shape", ["x.shape", "x.get_shape().as_list()", "tf.unstack(tf.shape(x))", "shape_list(x)"]
)
def test_sizes_that_are_unpacked_say_how_many_axes_there_are(
    shape: str, program: Callable[..., Path]
) -> None:
    path = program(f"import tensorflow as tf\ndef f(x):\n    a, b, c, d, e = {shape}\n    return a\n")
    assert _of(Tree(Project().load(str(path))), "f")["x"][0] == "tf.ones([2, 4, 4, 4, 4])"
