"""Static shapes inside a trace, held against what TensorFlow says of the same expression."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest

from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.tracing import seen_shapes, static_shapes
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.frames import Frame
from tfguard.tracing.trace import Trace
from tfguard.tracing.traced import Root, RootKind
from tfguard.tracing.values import Constant, StaticShape, Tensor, Unset, Value
from tfguard.tracing.walk import Walk
from tfguard.tracing.world import World

# What is known of each, for an x of shape [None, 3], images of [None, 4, 4, 3], rows of [2, 3], and weights.
KNOWN: dict[str, tuple[int | None, ...]] = {
    "x": (OPEN, 3),
    "x + 1": (OPEN, 3),
    "2.0 * x": (OPEN, 3),
    "x * x": (OPEN, 3),
    "x - x[:, :1] + x": (OPEN, 3),
    "x + x[0]": (OPEN, 3),
    "-x": (OPEN, 3),
    "tf.nn.relu(x)": (OPEN, 3),
    "tf.cast(x, tf.int32)": (OPEN, 3),
    "tf.identity(x)": (OPEN, 3),
    "tf.zeros_like(x)": (OPEN, 3),
    "tf.maximum(x, 0.0)": (OPEN, 3),
    "tf.clip_by_value(x, 0.0, 1.0)": (OPEN, 3),
    "tf.nn.softmax(x)": (OPEN, 3),
    "tf.reverse(x, [0])": (OPEN, 3),
    "tf.reduce_sum(x, 1)": (OPEN,),
    "tf.reduce_sum(x, axis=-1, keepdims=True)": (OPEN, 1),
    "tf.reduce_mean(x, 0)": (3,),
    "tf.reduce_mean(x)": (),
    "tf.math.reduce_max(x, axis=[0, 1])": (),
    "tf.argmax(x, axis=1)": (OPEN,),
    "tf.argmax(x)": (3,),
    "x[0]": (3,),
    "x[:, 0]": (OPEN,),
    "x[:2]": (OPEN, 3),
    "x[1:]": (OPEN, 3),
    "x[::2]": (OPEN, 3),
    "x[..., 0]": (OPEN,),
    "x[:, None]": (OPEN, 1, 3),
    "x[None]": (1, OPEN, 3),
    "x[:, tf.newaxis, :]": (OPEN, 1, 3),
    "images[:, 0, ..., 1]": (OPEN, 4),
    "tf.expand_dims(x, 1)": (OPEN, 1, 3),
    "tf.expand_dims(x, -1)": (OPEN, 3, 1),
    "tf.expand_dims(x, axis=0)": (1, OPEN, 3),
    "tf.transpose(x)": (3, OPEN),
    "tf.transpose(images, [0, 3, 1, 2])": (OPEN, 3, 4, 4),
    "x @ tf.transpose(x)": (OPEN, OPEN),
    "tf.matmul(tf.transpose(x), x)": (3, 3),
    "tf.reshape(x, [-1])": (OPEN,),
    "tf.reshape(x, [-1, 3, 1])": (OPEN, 3, 1),
    "tf.reshape(x, [2, 6])": (2, 6),
    "tf.one_hot(tf.argmax(x, 1), 5)": (OPEN, 5),
    "x > 0": (OPEN, 3),
    "x + tf.reshape(x, [4, 3])": (4, 3),
    "x + tf.ones([4, 3])": (4, 3),
    "tf.concat([x, x], 0)": (OPEN, 3),
    "tf.concat([x, rows], 0)": (OPEN, 3),
    "tf.concat([x, tf.square(x)], axis=-1)": (OPEN, 6),
    "tf.concat([rows, tf.zeros([4, 3])], axis=0)": (6, 3),
    "tf.concat([rows, rows[:1], [[1.0, 2.0, 3.0]]], 0)": (4, 3),
    "tf.ensure_shape(x, [4, 3])": (4, 3),
    "tf.ensure_shape(x, [None, 3])": (OPEN, 3),
    "tf.stack([x, x])": (2, OPEN, 3),
    "tf.stack([rows, rows], axis=1)": (2, 2, 3),
    "tf.pad(rows, [[0, 1], [2, 0]])": (3, 5),
    "tf.tile(rows, [2, 1])": (4, 3),
    "tf.tile(x, [2, 1])": (OPEN, 3),
    "tf.repeat(rows, 3, axis=0)": (6, 3),
    "tf.zeros([0, 2])": (0, 2),
    "tf.ones(5)": (5,),
    "tf.fill([2, 2], 1.0)": (2, 2),
    "tf.range(4)": (4,),
    "tf.constant([[1.0], [2.0]])": (2, 1),
    "rows[1:]": (1, 3),
    "rows[-1:]": (1, 3),
    "rows[:, 1:]": (2, 2),
    "tf.where(x > 0, x, 0.0)": (OPEN, 3),
    "tf.squeeze(rows[:1], 0)": (3,),
    "tf.gather(rows, [0, 1, 1])": (3, 3),
    "tf.shape(rows)": (2,),
    "tf.random.normal([4])": (4,),
    "tf.reshape(x, [tf.shape(x)[0], 3, 1])": (OPEN, 3, 1),
    "tf.reshape(x, (tf.shape(x)[0], -1))": (OPEN, None),
    "tf.zeros([tf.shape(x)[0], 2])": (OPEN, 2),
    "tf.zeros(tf.shape(x))": (OPEN, 3),
    "tf.zeros(tf.shape(images)[:2])": (OPEN, 4),
    "tf.zeros([tf.unstack(tf.shape(x))[0], 2])": (OPEN, 2),
    "tf.zeros([tf.cast(tf.shape(x)[0], tf.int32), 2])": (OPEN, 2),
    "tf.zeros([tf.size(x)])": (OPEN,),
    "tf.eye(tf.shape(x)[0])": (OPEN, OPEN),
    "tf.range(tf.shape(x)[0])": (OPEN,),
    "tf.ones((2 * tf.shape(x)[0], 2))": (OPEN, 2),
    "tf.tile(rows, [tf.shape(x)[0], 1])": (OPEN, 3),
    "tf.broadcast_to(rows[:1], [tf.shape(x)[0], 3])": (OPEN, 3),
    "tf.random.normal([tf.shape(x)[0], 2])": (OPEN, 2),
    "tf.concat([x, tf.zeros([tf.shape(x)[0], 1])], 1)": (OPEN, 4),
    "tf.zeros([tf.shape(rows)[0], 2])": (2, 2),
    "tf.split(x, 3, axis=1)[0]": (OPEN, 1),
    "tf.split(x, 2)[0]": (OPEN, 3),
    "tf.split(x, [1, 2], 1)[1]": (OPEN, 2),
    "tf.unstack(x, axis=1)[0]": (OPEN,),
    "tf.squeeze(images[:, :, :, :1], -1)": (OPEN, 4, 4),
    "tf.linalg.band_part(images, -1, 0)": (OPEN, 4, 4, 3),
    "tf.nn.dropout(x, 0.5)": (OPEN, 3),
    "tf.gather(rows, tf.argmax(x, 1))": (OPEN, 3),
    "tf.matmul(x, rows, transpose_b=True)": (OPEN, 2),
    "tf.matmul(images, images, transpose_b=True)": (OPEN, 4, 4, 4),
    "images @ tf.ones([3, 2])": (OPEN, 4, 4, 2),
    "tf.norm(x[:, None] - x[None], axis=-1)": (OPEN, OPEN),
    "tf.matmul(x, weights)": (OPEN, 2),
    "x @ weights + weights[0]": (OPEN, 2),
    "tf.boolean_mask(x, x[:, 0] > 0)": (OPEN, 3),
    "tf.boolean_mask(rows, rows > 0)": (OPEN,),
    "tf.where(x > 0)": (OPEN, 2),
    "tf.where(rows > 0)[:, 0]": (OPEN,),
    "tf.gather(rows, tf.where(rows[:, 0] > 0)[:, 0])": (OPEN, 3),
    "tf.unique(rows[0])[0]": (OPEN,),
    "tf.unique(rows[0])[1]": (3,),
    "tf.image.non_max_suppression(images[0, :, :, 0], x[:, 0], 2)": (OPEN,),
    "tf.io.decode_png(tf.constant(''), channels=3)": (OPEN, OPEN, 3),
    "tf.io.decode_jpeg(tf.constant(''))": (OPEN, OPEN, OPEN),
    "tf.io.decode_image(tf.constant(''), 1, expand_animations=False)": (OPEN, OPEN, 1),
    "tf.ensure_shape(tf.numpy_function(abs, [x], tf.float32), [None, 3])": (OPEN, 3),
    "tf.reduce_sum(tf.numpy_function(abs, [x], tf.float32))": (),
    "tf.gather(weights, tf.argmax(x, 1))": (OPEN, 2),
}
# Of these nothing may be said, or less than TensorFlow knows.
OTHERS = (
    "images @ tf.transpose(images, [0, 1, 3, 2])",
    "tf.ones([4, 3]) * x",
    "tf.squeeze(x)",
    "tf.gather(x, [0, 1])",
    "tf.matmul(x, x, transpose_b=True)",
    "tf.transpose(images, conjugate=True)",
    "tf.reduce_sum(x, axis=tf.constant(1))",
    "x[tf.constant(0)]",
    "x[x > 0]",
    "tf.image.resize(images, [2, 2])",
)
IMAGES = Axes((OPEN, 4, 4, 3), why="the signature leaves it open")
FIXED = Axes((2, 3))
ROWS = Axes((OPEN, 3), why="the signature leaves it open")

ASK = """
import json, sys
import tensorflow as tf
specs = [tf.TensorSpec(sizes, tf.float32) for sizes in ([None, 3], [None, 4, 4, 3], [2, 3])]
def shape(text):
    found = []
    weights = tf.Variable(tf.ones([3, 2]))
    def body(x, images, rows):
        found.append(eval(text, globals(), locals() | {"weights": weights}))
        return x
    tf.function(body, input_signature=specs, autograph=False).get_concrete_function()
    return None if found[0].shape.rank is None else found[0].shape.as_list()
print(json.dumps({text: shape(text) for text in json.load(sys.stdin)}))
"""


def value_of(expression: str) -> Value:
    """What a trace makes of an expression."""
    project = Project()
    given_later = "x = images = rows = None\nweights = tf.Variable(tf.ones([3, 2]))"
    text = f"import tensorflow as tf\n{given_later}\ny = {expression}\n"
    module = project.add_source("train.py", text)
    place = Place("train.py", 1, 1, 1, 1)
    trace = Trace(Root("train.py", 1, "f", RootKind.CALL, "wrapped by tf.function", place), ())
    given: dict[str, Value] = {
        "x": Tensor(static=ROWS),
        "images": Tensor(static=IMAGES),
        "rows": Tensor(static=FIXED),
    }
    frame = Frame(module.index.scope, module, given)
    assignment = module.tree.body[-1]
    assert isinstance(assignment, ast.Assign)
    return Walk(World(project), trace).evaluate(assignment.value, frame)


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known(expression: str) -> None:
    value = value_of(expression)
    assert isinstance(value, Tensor)
    assert value.static is not None
    assert value.static.sizes == KNOWN[expression]
    assert not value.static.rest


@pytest.mark.parametrize(
    "expression", ["tf.cast(unknown != 0, tf.int32)", "tf.transpose(tf.zeros([]), [1, 0])"]
)
def test_what_is_not_known(expression: str) -> None:
    """A comparison with something unknown may be one of tensors; axes that are not there say nothing."""
    value = value_of(expression)
    assert isinstance(value, Tensor)
    assert value.static is None


@pytest.mark.tensorflow
def test_tensorflow_says_the_same() -> None:
    expressions = [*KNOWN, *OTHERS]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps(expressions),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    shapes = json.loads(done.stdout)
    for expression in expressions:
        value = value_of(expression)
        axes = value.static if isinstance(value, Tensor) else None
        if axes is None:
            continue
        real = [OPEN if size is None else size for size in shapes[expression]]
        assert len(real) == len(axes.sizes), expression
        wrong = [place for place, size in enumerate(axes.sizes) if size not in (None, real[place])]
        assert not wrong, expression


SIZES = {
    "x.shape[0]": None,
    "x.shape[1]": 3,
    "x.shape[-1]": 3,
    "x.shape[-2]": None,
    "x.shape.as_list()[0]": None,
    "x.get_shape()[1]": 3,
    "tuple(x.shape)[0]": None,
    "list(images.shape)[3]": 3,
    "images.shape[1:][0]": 4,
    "images.shape[:2][0]": None,
    "(images.shape[:1] + [7])[1]": 7,
    "(images.shape[:1] + [7])[0]": None,
    "x.shape.rank": 2,
    "images.shape.ndims": 4,
    "len(images.shape)": 4,
    "x.shape.num_elements()": None,
    "x.shape[0] or 7": 7,
    "x.shape[0] if x.shape[0] is not None else 5": 5,
}


@pytest.mark.parametrize("expression", SIZES)
def test_what_python_sees(expression: str) -> None:
    value = value_of(expression)
    assert isinstance(value, Constant)
    assert value.value == SIZES[expression]
    assert isinstance(value, Unset) == (value.value is None)


def test_more_axes_may_follow() -> None:
    batch = Tensor(static=Axes((OPEN,), rest=True))
    assert static_shapes.of_call("tensorflow.one_hot", [batch, Constant(5)], {}) == batch.static
    assert static_shapes.of_call("tensorflow.transpose", [batch], {}) is None
    assert static_shapes.of_operation(batch, Constant(1.0)) == batch.static
    assert static_shapes.of_operation(batch, batch) == batch.static
    assert static_shapes.of_operation(batch, Tensor(static=FIXED)) is None
    assert static_shapes.of_product(batch, Tensor(static=Axes((3, 2)))) == batch.static
    assert static_shapes.of_call("tensorflow.reduce_sum", [batch, Constant(0)], {}) is None
    assert static_shapes.of_call("tensorflow.reduce_sum", [batch, Constant(-1)], {}) is None
    assert static_shapes.of_call("tensorflow.reduce_sum", [batch, Constant(1)], {}) == batch.static
    assert static_shapes.of_call("tensorflow.nn.relu", [batch], {}) == batch.static
    assert batch.static is not None
    assert static_shapes.picked(batch.static, Constant(...)) is None


@pytest.mark.parametrize(
    "expression",
    [
        "tf.numpy_function(abs, [x], tf.float32)",
        "tf.py_function(abs, [x], [tf.float32])[0]",
        "2 * tf.numpy_function(abs, [x], tf.float32)[0] + x",
        "tf.reduce_sum(tf.numpy_function(abs, [x], tf.float32), 0)",
        "tf.io.decode_image(tf.constant(''))",
    ],
)
def test_no_shape_at_all(expression: str) -> None:
    value = value_of(expression)
    assert isinstance(value, Tensor)
    assert value.static is not None
    assert not value.static.ranked


def test_an_unknown_rank() -> None:
    shape = StaticShape(Axes(ranked=False, why="the signature leaves it open"), "x.shape")
    assert isinstance(seen_shapes.dimension(shape, 3, "x.shape[3]"), Unset)
    assert seen_shapes.dimensions(shape) is None
    assert seen_shapes.first_open(shape) is shape
