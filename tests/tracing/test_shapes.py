"""Static shapes and element types are those that NumPy and TensorFlow make, or unknown."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tfguard.syntax.project import Project
from tfguard.tracing.values import NONE, Array, Tensor, Value, members
from tfguard.tracing.world import World

PRELUDE = """
import math
import numpy as np
from numpy import pi, newaxis
N, M = 6, 4
a = np.ones((3, 4), np.float32)
b = np.zeros((4, 5))
v = np.arange(7)
w = np.arange(8.0)
c = np.ones((2, 3, 4))
flags = np.array([True, False, True])
rng = np.random.default_rng(3)
old = np.random.RandomState(3)
SHAPE = (2, 5)
ends = np.linspace(0.5, 1.0, 6)

class Table:
    def __init__(self, rows, width: int = 8):
        self.rows = rows
        self.width = width
        self.values = filled(rows, self.width)
        self.parts = {"mean": np.zeros(rows), "both": (np.ones((rows, 2)), np.ones(3))}
        self.late = None

    def fill(self):
        self.late = np.zeros((self.rows, 2), dtype="float32")

    @property
    def turned(self):
        return self.values.T

def filled(rows, width):
    scale = 1.0 / math.sqrt(width)
    return np.random.normal(0.0, scale, size=(rows, width)).astype(np.float32)

def waves(length, depth):
    steps = np.arange(length)[:, np.newaxis]
    rates = np.exp(np.arange(0, depth, 2) * (-math.log(10000.0) / depth))
    table = np.concatenate([np.sin(steps * rates), np.cos(steps * rates)], axis=-1)
    return table[np.newaxis, ...].astype("float32")

table = Table(10)
"""

# Expressions whose shape and element type have to be known.
NUMPY = """
np.zeros(3); np.zeros((3, 4)); np.zeros([2, N]); np.ones((N, M), dtype=np.float32); np.empty(5, "int32")
np.full((2, 3), 0.5); np.full((2, 3), 7); np.full((2, 2), True); np.full(4, 1, np.int8); np.zeros(SHAPE, bool)
np.zeros((2, 3), dtype=complex); np.ones(4, dtype=np.complex64); np.zeros(3, dtype="f4"); np.ones(a.shape)
np.arange(10); np.arange(2, 10); np.arange(2, 10, 3); np.arange(0.0, 1.0, 0.1); np.arange(10, dtype=np.float32)
np.arange(10, 0, -3); np.arange(5.0); np.linspace(0, 1, 11); np.linspace(0, 1); np.linspace(0, 1, num=N)
np.linspace(0.0, 1.0, 9, dtype=np.float32); np.logspace(0, 3, 5); np.eye(4); np.eye(3, 5); np.identity(N)
np.eye(3, dtype=np.float32); np.tri(3); np.zeros_like(a); np.ones_like(v, dtype=float); np.full_like(a, 2)
np.array([1, 2, 3]); np.array([[1.0, 2.0], [3.0, 4.0]]); np.array([1, 2.5]); np.array([True, False])
np.array([1, 2], dtype=np.float32); np.asarray(a); np.asarray([1.0], "float16"); np.array(a, np.float64)
np.array([a, a]); np.hanning(16); np.indices((2, 3)); np.vander(v, 3); np.diag(w); np.diag(b)
rng.standard_normal((3, 4)); rng.normal(size=(2, 3)); rng.normal(0.0, 1.0, (2, 3)); rng.uniform(0, 1, size=(4, 5))
rng.random((3, 2)); rng.random(5); rng.integers(0, 9, size=7); rng.integers(5, size=(2, 2)); rng.choice(9, 4)
rng.standard_normal((3, 4), dtype=np.float32); rng.random(8, np.float32); rng.permutation(6); rng.permutation(a)
rng.integers(0, 255, (4, 4), dtype=np.uint8); rng.exponential(1.0, 6); rng.poisson(3.0, size=(2, 3)); rng.gamma(2.0, 1.0, 5)
rng.choice(a, size=5); rng.choice([1.0, 2.0], size=(3, 2)); rng.dirichlet([1.0, 2.0, 3.0], 4); rng.binomial(5, 0.5, size=3)
rng.multivariate_normal([0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]], size=6); rng.lognormal(0.0, 1.0, 4)
old.rand(3, 4); old.randn(2, 5); old.normal(size=4); old.uniform(-1, 1, (3, 3)); old.randint(0, 5, size=(2, 2))
old.random_sample((2, 3)); old.standard_normal(4); old.choice(5, size=3); old.permutation(4)
np.random.rand(3, 2); np.random.randn(4); np.random.normal(size=(3, 4)); np.random.uniform(0, 1, (2, 2))
np.random.randint(0, 9, (3, 4)); np.random.random((2, 2)); np.random.random(3); np.random.standard_normal(5)
np.random.RandomState(0).randn(2, 3); np.random.default_rng().random((2, 3)); np.random.default_rng(seed=1).normal(size=3)
a.astype(np.float64); a.astype("float16"); a.astype(int); v.astype(np.float32); v.astype(bool); a.astype(dtype=np.int32)
a.astype(np.complex128); b.astype("<f4"); np.float32(3); np.float32(v); np.int64(2) * v
a + 1; a + 1.5; v + 1.5; a + b[:, :4].T[:3]; a * a; a / 2; v / 2; v // 2; v ** 2; 2 ** v; -a; a + np.float64(2.0); a * True
a[:, None] + a; w[:, None] * w; v[:, np.newaxis] * w; a + w[:4]; a + v[:4]; 1j * a; 2j * np.pi * w; 1j * v; a - a.mean()
flags * 1.0; flags + 1; flags & flags; flags + flags; a > 0; v == 3; (a > 0) * 1.0; a @ b; v[:4] @ b; a @ b[:, 0]; c @ b; ~flags
np.uint8(1) + v; v.astype(np.uint8) + v.astype(np.int8); v.astype(np.int32) * a[0, 0]; v.astype("int32") + w[:7].astype("float32")
a.T; c.T; a.transpose(); c.transpose(0, 2, 1); c.transpose((2, 0, 1)); np.transpose(a); np.transpose(c, (1, 2, 0)); a.T @ a
a.reshape(12); a.reshape(2, 6); a.reshape((6, 2)); a.reshape(-1); a.reshape(-1, 2); a.reshape((2, -1, 3)); np.reshape(a, (4, -1))
a.ravel(); a.flatten(); c.ravel(); np.ravel(c); c.swapaxes(0, 2); np.swapaxes(c, 0, -1); np.moveaxis(c, 0, -1); np.expand_dims(a, 0)
np.expand_dims(a, -1); np.expand_dims(a, axis=1); np.expand_dims(a, (0, 1)); np.squeeze(np.ones((1, 3, 1))); np.ones((1, 3, 1)).squeeze(0)
np.repeat(a, 2); np.repeat(a, 2, axis=0); a.repeat(3, axis=1); np.tile(a, 2); np.tile(a, (2, 1)); np.tile(v, (3, 1)); np.tile(w, [2, 2, 2])
np.pad(a, 1); np.pad(a, ((1, 2), (0, 0))); np.pad(v, (2, 3)); np.pad(a, (1, 2), mode="constant"); np.flip(a); np.roll(a, 2); np.rot90(a)
np.broadcast_to(v, (3, 7)); np.atleast_2d(v); np.triu(a); np.resize(v, (2, 3)); np.fliplr(a); np.atleast_1d(3.0)
np.concatenate([a, a]); np.concatenate([a, a], axis=1); np.concatenate((v, w)); np.concatenate([c, c], -1); np.concatenate([a, a], axis=None)
np.stack([a, a]); np.stack([a, a], axis=-1); np.stack((v, v), axis=1); np.vstack([a, a]); np.vstack([v, v]); np.hstack([a, a]); np.hstack([v, w])
np.column_stack([v, v]); np.append(v, w); np.append(a, a, axis=0); np.append(v, 3); np.concatenate([[0.0], w, [1.0]]); np.concatenate([a, b.T[:, :4]])
np.stack([np.zeros(3) for _ in range(5)]); np.concatenate([np.ones((2, 3)) for i in range(N)]); np.array([np.zeros(4) for _ in range(3)])
np.array([[0.0] * 4 for _ in range(3)]); np.stack([a for _ in [1, 2]])
np.meshgrid(w, ends)[0]; np.meshgrid(w, ends)[1]; np.meshgrid(v, v[1:], indexing="ij")[0]; np.split(c, 2)[0]; np.split(w, [3, 5])[1]
np.outer(v, w); np.dot(a, b); np.matmul(c, b); np.dot(v, v); a.dot(b); np.inner(a, a); np.kron(a, a); np.tensordot(a, b, 1); np.convolve(v, w)
np.einsum("ij,jk->ik", a, b); np.einsum("bij,jk->bik", c, b); np.linalg.inv(np.eye(3)); np.linalg.norm(a); np.linalg.norm(a, axis=1)
np.linalg.norm(a, axis=1, keepdims=True); a / np.linalg.norm(a, axis=1, keepdims=True); b / np.linalg.norm(b, axis=-1, keepdims=True)
np.linalg.det(np.eye(3)); np.linalg.solve(np.eye(3), np.ones(3)); np.linalg.pinv(a); np.trace(b)
np.sum(a); np.sum(a, axis=0); np.sum(a, 1); np.sum(v); a.sum(axis=-1); a.sum(axis=1, keepdims=True); np.mean(a); np.mean(v); a.mean(axis=0)
c.mean(axis=(0, 1)); np.mean(c, axis=(1, 2), keepdims=True); a.max(); a.max(axis=0); np.min(v); a.std(axis=0); np.var(a, axis=1); np.median(v)
np.argmax(a, axis=1); a.argmin(); np.argsort(a); a.any(); np.all(a > 0, axis=0); np.percentile(a, 50, axis=0); np.prod(a, axis=0); c.sum(0)
np.cumsum(v); np.cumsum(a); np.cumsum(a, axis=0); a.cumsum(axis=1); np.sort(a); np.sort(v); np.diff(v); np.diff(a); np.diff(a, axis=0); np.diff(v, 2)
(a - a.mean(axis=0)) / a.std(axis=0); a - a.min(); a / a.sum(axis=1, keepdims=True); np.count_nonzero(a, axis=0); np.ptp(v)
np.exp(a); np.exp(v); np.sqrt(v); np.log(w + 1); np.sin(a); np.cos(v); np.tanh(a); np.abs(a); np.abs(1j * w); np.square(v); np.floor(a); np.isnan(a)
np.maximum(a, 0); np.minimum(a, a); np.maximum(v, w[:7]); np.power(v, 2); np.power(2.0, w); np.hypot(w, w); np.arctan2(w, w); np.sign(v); np.exp(1j * w)
np.where(a > 0, a, 0); np.where(flags, 1.0, 0.0); np.where(v > 3, v, -1); np.clip(a, 0, 1); a.clip(0, 1); np.round(a, 2); a.round(1); np.logical_and(flags, flags)
np.real(1j * w); (1j * w).imag; np.divide(v, 2); np.add(v, v); np.multiply(a, 2); np.isclose(a, 0.5); np.sinc(w)
np.fft.fft(w); np.fft.fft(w, 16); np.fft.rfft(w); np.fft.fftfreq(9); np.fft.fftfreq(N, d=0.1); np.fft.rfftfreq(10); np.fft.ifft(b, axis=0); np.fft.fftshift(w)
np.abs(np.fft.fft(w)); np.fft.fft2(b); np.interp(w, w, w); np.searchsorted(v, [1, 2]); np.take(a, [0, 1], axis=0); np.take(v, [[0, 1], [2, 3]])
a[0]; a[-1]; a[1, 2]; a[:, 0]; a[0, :]; a[1:]; a[:2]; a[:-1]; a[1:3]; a[::2]; a[::-1]; a[:, ::2]; a[1:, 2:]; a[:, None]; a[None]; a[..., 0]; a[0, ...]; a[...]
a[:, -1:]; a[None, :, None]; c[0, 1]; c[..., None]; c[:, 1:, 0]; c[0][1]; c[-1, ..., ::2]; v[[0, 2]]; a[[0, 1], :]; a[:, [0, 3, 1]]; a[v[:2]]; a[:, newaxis, :]; v[2:100]
a[np.arange(2)]; a[[0, 1], [1, 2]]; c[:, [0, 1], [1, 2]]; v[::-2]; v[5:1:-1]; v[-3:]; v[-3:-1]; c[0, [0, 1]]; b[1:3, None, 2]
np.zeros((2 ** 3, 1 << 2)); np.zeros(N * M); np.zeros((N // 4, M % 3)); np.zeros(int(N * 0.5)); np.zeros(len(v)); np.zeros(a.shape[0]); np.zeros((len(a), 2)); np.zeros(N - 1)
table.values; table.turned; table.parts["mean"]; table.parts["both"][0]; table.late; table.values[:, 0]; table.values.shape; np.zeros(table.width); table.values.mean(axis=0)
filled(3, 9); filled(N, width=M); waves(20, 8); waves(20, 8)[0, :5]; waves(N, M) * 2.0; np.copy(a); a.copy(); np.sqrt(16); w * np.sqrt(2.0); pi * w; ends * 2
"""  # noqa: E501

# Expressions of which nothing may be said: their shape depends on data, or on what is not in sight.
UNKNOWN = """
a[a > 0]; v[flags[[0, 0, 0, 0, 0, 0, 0]]]; np.unique(v); np.nonzero(v); np.where(a > 0); a[len(str(a)) > 3]; v[np.isfinite(w[:7])]
np.frombuffer(b"12345678"); np.delete(v, 1); np.compress([True, False], a, axis=0); np.fromiter(range(3), int); np.array(list(v))
np.zeros(int(input_size())); np.bincount(v); np.repeat(v[:2], [1, 2]); np.insert(v, 0, 1)
"""  # noqa: E501

TENSORFLOW_PRELUDE = """
import numpy as np
import tensorflow as tf
N = 6
x = tf.ones([3, 4])
y = tf.zeros([4, 5])
i = tf.constant([0, 2])
t = tf.reshape(tf.range(24), [2, 3, 4])
n = np.ones((3, 4))
"""

TENSORFLOW = """
tf.zeros([2, 3]); tf.ones((N, 2)); tf.fill([2, 3], 1.0); tf.constant([1.0, 2.0]); tf.constant([[1, 2], [3, 4]]); tf.constant(0.5, shape=[2, 3])
tf.range(5); tf.range(2, 10, 3); tf.linspace(0.0, 1.0, 7); tf.eye(3); tf.eye(3, 4); tf.random.normal([2, 3]); tf.random.uniform((4,)); tf.constant(n)
tf.random.Generator.from_seed(1).normal([2, 3]); tf.random.stateless_uniform([3], seed=[1, 2]); tf.convert_to_tensor(n); tf.zeros_like(x); tf.cast(x, tf.int32)
tf.concat([x, x], 0); tf.concat([x, x], axis=1); tf.concat(values=[t, t], axis=-1); tf.stack([x, x]); tf.stack([x, x], axis=-1); tf.reshape(x, [2, 6]); tf.reshape(x, [-1])
tf.reshape(x, [-1, 2]); tf.reshape(x, (2, -1)); tf.expand_dims(x, 0); tf.expand_dims(x, -1); tf.squeeze(tf.ones([1, 3, 1])); tf.squeeze(tf.ones([1, 3, 1]), axis=0)
tf.transpose(x); tf.transpose(t, [0, 2, 1]); tf.transpose(t, perm=[2, 0, 1]); tf.matmul(x, y); tf.matmul(x, x, transpose_b=True); tf.matmul(x, x, transpose_a=True); x @ y
tf.gather(x, i); tf.gather(x, i, axis=1); tf.gather(x, [0, 1, 2]); tf.one_hot([0, 1, 2], 5); tf.one_hot(i, depth=4); tf.tile(x, [2, 1]); tf.tile(t, [1, 2, 3]); tf.repeat(x, 2, axis=0)
tf.pad(x, [[1, 1], [0, 2]]); tf.sequence_mask([1, 3, 2], 5); tf.sequence_mask([[1, 3]], maxlen=4); tf.reduce_sum(x); tf.reduce_sum(x, axis=0); tf.reduce_mean(x, 1, keepdims=True)
tf.reduce_max(t, axis=[0, 2]); tf.reduce_mean(t, axis=(1, 2), keepdims=True); tf.reduce_any(x > 0, axis=-1); tf.argmax(x, axis=1); tf.argmax(x); tf.norm(x, axis=1); tf.norm(x)
x + 1.0; x * x; x[:, None] + x; x / 2.0; x > 0; x + n.astype("float32"); x - tf.reduce_mean(x, axis=0); tf.add(x, 1.0); tf.maximum(x, 0.0); tf.where(x > 0, x, 0.0); tf.exp(x); tf.nn.relu(x)
tf.nn.softmax(x); tf.sqrt(x); tf.math.log(x); tf.clip_by_value(x, 0.0, 1.0); tf.math.l2_normalize(x, axis=1); tf.cumsum(x); tf.sort(x); tf.reverse(x, [0]); tf.abs(x); tf.square(x); tf.roll(x, 1, 0)
tf.shape(x); tf.size(x); tf.rank(x); tf.broadcast_to(x, [2, 3, 4]); tf.tensordot(x, y, 1); tf.einsum("ij,jk->ik", x, y); tf.nn.embedding_lookup(x, i); tf.linalg.det(tf.eye(3)); tf.random.shuffle(x)
x[0]; x[:, 1]; x[1:]; x[:2, 1:]; x[..., 0]; x[tf.newaxis]; x[:, tf.newaxis, :]; t[0, 1]; t[:, -1]; t[..., ::2]; x[::2]; tf.image.resize(tf.ones([2, 8, 8, 3]), [4, 6]); tf.math.equal(x, 1.0)
tf.split(x, 2, axis=1)[0]; tf.split(x, [1, 3], axis=1)[1]; tf.unstack(x)[0]; tf.unstack(t, axis=1)[2]; tf.meshgrid(tf.range(3), tf.range(4))[0]; tf.stack([tf.zeros([2]) for _ in range(4)])
x.numpy(); tf.zeros([3, 2]).numpy(); tf.range(4).numpy(); tf.constant([1.5, 2.5]).numpy(); tf.random.normal([2, 2]).numpy(); tf.constant(n).numpy(); tf.constant([1, 2]).numpy(); tf.cast(x, tf.float16).numpy()
"""  # noqa: E501

TENSORFLOW_UNKNOWN = """
tf.boolean_mask(x, [True, False, True]); tf.where(x > 0); tf.unique(i)[0]; tf.ragged.constant([[1], [2, 3]]); x[x > 0]; tf.sequence_mask([1, 2])[0]
"""  # noqa: E501


def expressions(text: str) -> list[str]:
    return [found.strip() for line in text.strip().splitlines() for found in line.split(";") if found.strip()]


@functools.cache
def tracked(prelude: str, texts: tuple[str, ...], folder: str) -> dict[str, Value]:
    """What is known of each expression, all in one file."""
    lines = [f"value{number} = {text}" for number, text in enumerate(texts)]
    path = Path(folder) / "program.py"
    path.write_text(prelude + "\n" + "\n".join(lines) + "\n", "utf-8")
    world = World(Project())
    module = world.module(str(path))
    assert module is not None
    return {text: world.member(module, f"value{number}") for number, text in enumerate(texts)}


def known_shape(value: Value) -> list[int] | None:
    if not isinstance(value, (Array, Tensor)) or value.shape is None:
        return None
    sizes = [size for size in value.shape if isinstance(size, int)]
    return sizes if len(sizes) == len(value.shape) else None


REAL = """
import json, sys
def measured(prelude, texts):
    space = {"input_size": lambda: 3}
    exec(prelude, space)
    if "table" in space:
        space["table"].fill()
    found = {}
    for text in texts:
        value = eval(text, space)
        value = value[0] if isinstance(value, list) else value
        dtype = getattr(value, "dtype", None)
        shape = getattr(value, "shape", None)
        found[text] = [None if shape is None else list(shape), getattr(dtype, "name", None)]
    return found
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("shapes"))


@functools.cache
def by_numpy() -> dict[str, tuple[list[int], str]]:
    pytest.importorskip("numpy")
    space: dict[str, Any] = {}
    exec(REAL, space)
    texts = [text for text in expressions(NUMPY) if not text.endswith(".shape")]
    found: dict[str, tuple[list[int], str]] = space["measured"](PRELUDE, texts)
    return found


@functools.cache
def by_tensorflow() -> dict[str, tuple[list[int], str]]:
    """In a process of its own: an imported TensorFlow keeps handles on pytest's captured streams."""
    program = REAL + "prelude, texts = json.load(sys.stdin)\nprint(json.dumps(measured(prelude, texts)))\n"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps([TENSORFLOW_PRELUDE, expressions(TENSORFLOW)]),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, tuple[list[int], str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_there_are_many() -> None:
    assert len(expressions(NUMPY)) > 250
    assert len(expressions(TENSORFLOW)) > 100


@pytest.mark.parametrize("text", [text for text in expressions(NUMPY) if not text.endswith(".shape")])
def test_numpy(text: str, folder: str) -> None:
    shape, dtype = by_numpy()[text]
    value = tracked(PRELUDE, tuple(expressions(NUMPY)), folder)[text]
    arrays = [member for member in members(value) if member != NONE]  # an attribute is None at first
    assert [known_shape(array) for array in arrays] == [shape]
    assert [array.dtype for array in arrays if isinstance(array, Array)] == [dtype]


@pytest.mark.parametrize("text", expressions(UNKNOWN))
def test_unknown(text: str, folder: str) -> None:
    assert known_shape(tracked(PRELUDE, tuple(expressions(UNKNOWN)), folder)[text]) is None


@pytest.mark.tensorflow
@pytest.mark.parametrize("text", expressions(TENSORFLOW))
def test_tensorflow(text: str, folder: str) -> None:
    shape, dtype = by_tensorflow()[text]
    value = tracked(TENSORFLOW_PRELUDE, tuple(expressions(TENSORFLOW)), folder)[text]
    assert isinstance(value, (Array, Tensor))
    assert known_shape(value) == shape
    assert value.dtype in (None, dtype)
    if isinstance(value, Array):
        assert value.dtype == dtype


@pytest.mark.parametrize("text", expressions(TENSORFLOW_UNKNOWN))
def test_tensorflow_unknown(text: str, folder: str) -> None:
    assert (
        known_shape(tracked(TENSORFLOW_PRELUDE, tuple(expressions(TENSORFLOW_UNKNOWN)), folder)[text]) is None
    )
