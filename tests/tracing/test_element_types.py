"""Element types inside a trace, held against what TensorFlow says of the same expression."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest

from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.tracing.frames import Frame
from tfguard.tracing.trace import Trace
from tfguard.tracing.traced import Root, RootKind
from tfguard.tracing.values import FLOATING, ElementType, Object, Tensor, Value, is_floating
from tfguard.tracing.walk import Walk
from tfguard.tracing.world import World

PRELUDE = """
import numpy as np
import tensorflow as tf
table = np.array([[1.0, 2.0], [3.0, 4.0]])
places = np.arange(2)
weights = tf.Variable(tf.ones([2, 2]))
counter = tf.Variable(0)
doubles = tf.Variable(table)
dropout = tf.keras.layers.Dropout(0.5)
dense = tf.keras.layers.Dense(2)
stacked = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])
kept = tf.Variable(0, dtype=tf.int64)
"""
# Of these the type is known, for x of [2, 2] float32, n of [2] int32, d of [2, 2] float64, b of [2] bool.
KNOWN = """
x; n; d; b; x + 1; 1 - x; x * 2.0; n * 2; n + n; d - 1; d * 0.5; x / 2; n / 2; n / n; d / d; n // 2; n % 2; x ** 2
-x; abs(x); x @ x; x > 0; n == 1; x[0]; n[0]; n[:1]; x[:, 0]
x + table; table + x; x + weights; weights * 2.0; counter + 1; -counter; counter / 2; doubles * 2; x * x.dtype.max
tf.exp(x); tf.math.log(d); tf.sqrt(x * x); tf.tanh(d); tf.square(n); tf.abs(n); tf.abs(d); tf.sign(n); tf.identity(b)
tf.reduce_sum(n); tf.reduce_mean(n); tf.reduce_max(d); tf.reduce_any(b); tf.reduce_all(n > 0); tf.reduce_prod(n)
tf.math.reduce_std(d); tf.math.reduce_variance(x); tf.reduce_logsumexp(x); tf.norm(x); tf.linalg.norm(d)
tf.zeros([2]); tf.ones([2], tf.int32); tf.zeros_like(n); tf.ones_like(d, dtype=tf.int64); tf.fill([2], 1); tf.fill([2], 0.5)
tf.eye(2); tf.eye(2, dtype=tf.float64); tf.one_hot(n, 3); tf.one_hot(n, 3, on_value=1, off_value=0)
tf.range(3); tf.range(3.0); tf.range(0, 2, dtype=tf.int64); tf.linspace(0.0, 1.0, 3); tf.constant(1); tf.constant(1.0)
tf.constant(table); tf.constant([1, 2]); tf.constant("a"); tf.constant(True); tf.constant(1, tf.float32); tf.constant(1, x.dtype)
tf.convert_to_tensor(places); tf.cast(n, tf.float32); tf.cast(n, x.dtype); tf.cast(x, "int64"); tf.cast(x, d.dtype)
tf.shape(x); tf.size(x); tf.rank(x); tf.shape(x, out_type=tf.int64); tf.argmax(x, 1); tf.argmin(x, 0, output_type=tf.int32)
tf.argsort(x); tf.sort(d); tf.where(b, n, 0); tf.where(b, 1.0, 0.0); tf.where(b, d[0], 0.0); tf.where(b); tf.where(b, 0, n)
tf.maximum(n, 1); tf.minimum(x, 0.0); tf.add(n, 1); tf.pow(x, 2); tf.math.divide_no_nan(x, x)
tf.divide(n, 2); tf.math.truediv(n, n); tf.math.floordiv(n, 2); tf.math.squared_difference(x, x); tf.math.mod(n, 2)
tf.matmul(d, d); tf.linalg.matvec(x, x[0]); tf.tensordot(x, x, 1); tf.einsum("ij,jk->ik", d, d); tf.linalg.trace(d)
tf.linalg.solve(x, x); tf.linalg.inv(x); tf.linalg.det(d); tf.linalg.cholesky(x); tf.linalg.diag_part(x); tf.transpose(n)
tf.concat([x, x], 0); tf.stack([n, n]); tf.stack([1.0, x[0, 0]]); tf.concat([table, table], 0); tf.add_n([d, d])
tf.unstack(n)[0]; tf.split(x, 2)[1]; tf.gather(n, [0]); tf.gather_nd(x, [[0, 0]]); tf.boolean_mask(d, b); tf.tile(n, [2])
tf.reshape(d, [-1]); tf.expand_dims(n, 0); tf.squeeze(d); tf.pad(n, [[1, 0]]); tf.reverse(n, [0]); tf.roll(x, 1, 0)
tf.cumsum(n); tf.clip_by_value(x, 0.0, 1.0); tf.clip_by_norm(x, 1.0); tf.round(x); tf.floor(d); tf.math.ceil(x)
tf.stop_gradient(x); tf.ensure_shape(n, [2]); tf.broadcast_to(n, [3, 2]); tf.repeat(n, 2); tf.sequence_mask(n); tf.math.is_nan(x)
tf.logical_and(b, b); tf.logical_not(b); tf.equal(n, n); tf.math.count_nonzero(x); tf.searchsorted([1, 2], n); tf.as_string(n)
tf.strings.length(tf.constant("a")); tf.strings.join(["a", "b"]); tf.strings.to_number(tf.constant("1"))
tf.nn.softmax(x); tf.nn.log_softmax(d); tf.nn.relu(n); tf.nn.sigmoid(x); tf.nn.softplus(d); tf.nn.gelu(x); tf.nn.l2_loss(x)
tf.nn.l2_normalize(d); tf.nn.dropout(x, 0.5); tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=x)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=n, logits=x); tf.nn.softmax_cross_entropy_with_logits(x, d)
tf.random.normal([2]); tf.random.uniform([2]); tf.random.uniform([], maxval=3, dtype=tf.int32); tf.random.shuffle(n)
tf.random.normal([2], dtype=tf.float64); tf.random.categorical(x, 1); tf.random.stateless_uniform([2], [1, 2]); tf.random.poisson([2], 1.0)
tf.tensor_scatter_nd_update(n, [[0]], [5]); tf.math.unsorted_segment_sum(x, n, 4); tf.linalg.global_norm([x, x])
tf.clip_by_global_norm([x, x], 1.0)[1]; tf.clip_by_global_norm([x, x], 1.0)[0][0]; tf.image.resize(tf.ones([2, 2, 1], tf.uint8), [4, 4])
tf.image.flip_left_right(tf.ones([2, 2, 1], tf.uint8)); tf.image.convert_image_dtype(tf.ones([2, 2, 1], tf.uint8), tf.float32)
tf.complex(x, x) * 2.0; tf.saturate_cast(x, tf.uint8); tf.math.bincount(n); tf.math.confusion_matrix(n, n); tf.math.lgamma(x)
tf.keras.losses.MeanSquaredError()(x, x); tf.keras.losses.mse(x, x); tf.keras.losses.binary_crossentropy(x, x)
tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")(n, x); tf.keras.losses.Huber()(d, d)
tf.keras.losses.sparse_categorical_crossentropy(n, x); tf.keras.metrics.sparse_categorical_accuracy(n, x)
tf.keras.metrics.binary_accuracy(x, x); dense(x); dense(d); stacked(x)
weights.read_value(); kept.value(); tf.TensorArray(tf.int32, size=1).write(0, 1).stack(); tf.TensorArray("float64", 1).stack()
tf.reduce_sum(weights); tf.nn.softmax(weights); tf.gather(weights, 0); tf.zeros_like(counter); tf.cast(1, kept.dtype)
tf.reduce_mean(tf.keras.losses.mse(x, x)); tf.sqrt(x / x); tf.zeros([], dtype=tf.float16); tf.ones([], "bfloat16")
tf.strings.lower("A"); tf.reduce_mean([1, 2]); tf.reduce_sum([1.0, 2.0]); tf.reduce_max([[1, 2]]); tf.zeros([2]) * np.ones(2); np.ones(2) * tf.zeros([2]); tf.maximum(x[0], np.ones(2))
tf.cast(n, float); tf.zeros([2], bool); tf.stack([True, False]); tf.range(n[0]); tf.range(1, n[0] + 3)
"""  # noqa: E501 - a table
# Of these nothing may be said, or less than TensorFlow knows.
OTHERS = """
tf.complex(x, x); tf.math.real(tf.complex(x, x)); tf.abs(tf.complex(d, d)); tf.signal.rfft(x)
tf.image.resize(tf.ones([2, 2, 1], tf.uint8), [4, 4], method="nearest"); tf.math.top_k(x, 1)[0]; tf.math.top_k(n, 1)[0]
tf.keras.layers.Flatten()(n[:, None]); dropout(x); tf.linalg.svd(x)[0]; tf.linalg.eigh(d)[0]
tf.math.reduce_euclidean_norm(n); tf.unique(n)[1]; tf.add(1, n); tf.pow(2, n); tf.maximum(0, n)
tf.math.accumulate_n([x, x]); tf.norm(tf.complex(x, x)); tf.linalg.expm(d); tf.math.top_k(x, 1)[1]
"""  # noqa: E501 - a table
TYPES = {"x": "float32", "n": "int32", "d": "float64", "b": "bool"}

ASK = """
import json, sys
import tensorflow as tf
names = {}
given = json.load(sys.stdin)
exec(given["prelude"], names)
np = names["np"]
x, n = [[2.0, 1.0], [1.0, 3.0]], [0, 1]
arguments = [tf.constant(x), tf.constant(n), tf.constant(x, tf.float64), tf.constant([True, False])]
names["dense"](arguments[0]), names["stacked"](arguments[0])
def dtype(text):
    found = []
    made = {**names, "found": found}
    exec(f"def body(x, n, d, b):\\n    found.append({text})\\n    return 0", made)
    tf.function(made["body"], autograph=False).get_concrete_function(*arguments)
    return getattr(found[0].dtype, "name", found[0].dtype)
print(json.dumps({text: dtype(text) for text in given["texts"]}))
"""


def expressions(text: str) -> list[str]:
    return [part.strip() for line in text.strip().split("\n") for part in line.split(";")]


def value_of(expression: str) -> Value:
    """What a trace makes of an expression."""
    project = Project()
    module = project.add_source("train.py", f"{PRELUDE}\nx = n = d = b = None\ny = {expression}\n")
    place = Place("train.py", 1, 1, 1, 1)
    trace = Trace(Root("train.py", 1, "f", RootKind.CALL, "wrapped by tf.function", place), ())
    given: dict[str, Value] = {name: Tensor(dtype=dtype) for name, dtype in TYPES.items()}
    frame = Frame(module.index.scope, module, given)
    assignment = module.tree.body[-1]
    assert isinstance(assignment, ast.Assign)
    return Walk(World(project), trace).evaluate(assignment.value, frame)


def type_of(expression: str) -> str | None:
    """The element type of what a trace makes of an expression."""
    value = value_of(expression)
    return value.dtype if isinstance(value, (Tensor, Object)) else None


@pytest.mark.parametrize("expression", expressions(KNOWN))
def test_what_is_known(expression: str) -> None:
    assert type_of(expression) is not None


@pytest.mark.tensorflow
def test_tensorflow_says_the_same() -> None:
    texts = [*expressions(KNOWN), *expressions(OTHERS)]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps({"prelude": PRELUDE, "texts": texts}),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    real = json.loads(done.stdout)
    known = {text: dtype for text in texts if (dtype := type_of(text)) is not None}
    wrong = {
        text: (dtype, real[text])
        for text, dtype in known.items()
        if dtype != real[text] and not (dtype == FLOATING and is_floating(real[text]))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("receiver", "element"), [("x", "float32"), ("doubles", "float64"), ("places", "int64")]
)
def test_a_dtype_is_known(receiver: str, element: str) -> None:
    found = value_of(f"{receiver}.dtype")
    assert isinstance(found, ElementType)
    assert found.element == element
