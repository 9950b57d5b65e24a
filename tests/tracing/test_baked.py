"""Which uses of an array in a trace make a constant of the graph: said of the text, and measured."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PRELUDE = """
import math
import numpy as np
import tensorflow as tf

VOCABULARY, WIDTH = 2048, 128
rng = np.random.default_rng(0)
table = rng.standard_normal((VOCABULARY, WIDTH)).astype(np.float32)
wide = np.zeros((WIDTH, VOCABULARY), np.float32)
masks = np.ones((1024, 1024), dtype=bool)
waves = np.exp(1j * np.linspace(0.0, np.pi, 65536))
tables = {"words": table, "short": table[:10]}
pair = (np.ones((512, 512)), np.ones(3))
layer = tf.keras.layers.Dense(2)
layer.build((None, WIDTH))
loss = tf.keras.losses.MeanSquaredError()
metric = tf.keras.metrics.Mean()
variable = tf.Variable(np.zeros((VOCABULARY, WIDTH)), dtype=tf.float32)
outside = tf.constant(table)

def frozen_vectors(rows, width: int = WIDTH):
    angles = np.arange(rows)[:, None] / np.power(10000.0, np.arange(width)[None, :] / width)
    return np.sin(angles).astype("float32")

class Embedding(tf.Module):
    def __init__(self, size: int, width: int = 16):
        super().__init__()
        self.size = size
        self.width = width
        self.weights = frozen_vectors(self.size, self.width)
        self.late = None
        self.late = np.zeros((self.size, self.width), dtype=np.float32)

    @property
    def turned(self):
        return self.weights.T

embedding = Embedding(4096, width=64)

def looked_up(values, rows):
    return tf.gather(values, rows)

def chosen(name):
    return tables[name]

rows = tf.constant([1, 2])
x = tf.ones([WIDTH])
"""

# Each becomes the body of a traced function; these make a large constant.
BAKED = """
tf.gather(table, rows)
tf.nn.embedding_lookup(table, rows)
x + table
table * x
x * np.exp(table)
x[None] @ tf.constant(wide)
tf.matmul(x[None], wide)
tf.concat([x[None], table], 0)
tf.stack([table, table])
x > table
tf.where(masks, x[0], 0.0)
tf.cast(masks, tf.float32)
tf.math.real(tf.constant(waves))
tf.constant(tables["words"])
tf.gather(chosen("words"), rows)
tf.gather(looked_up(table, rows), [0])
tf.cast(pair[0], tf.float32)
layer(table)
loss(table, table)
metric.update_state(table)
variable.assign(table)
tf.map_fn(lambda row: row + x, table)
tf.data.Dataset.from_tensor_slices(table).reduce(x, lambda a, b: a + b)
tf.TensorArray(tf.float32, 2048).unstack(table).read(0)
tf.shape(table)
tf.zeros_like(table)
table
(x, table)
{"table": table, "x": x}
tf.gather(table[:, :100], rows)
x[:64] * table[::2, ::2][:1024] + tf.constant(table[1:])[0, 0]
tf.gather(embedding.weights, rows)
tf.matmul(x[None, :64], embedding.turned)
tf.gather(embedding.late, rows)
tf.gather(table.reshape(-1), rows)
tf.gather(np.concatenate([table[:1000], table[1000:]]), rows)
tf.convert_to_tensor(table - table.mean(axis=0))
tf.numpy_function(lambda values: values, [table], tf.float32)
tf.gather(table.astype(np.float64), rows)
tf.constant(table, dtype=tf.float32)
tf.constant(np.zeros(table.shape))
tf.constant(np.zeros((len(table), 64)))
tf.constant(np.random.normal(size=(512, 512)))
"""

# These do not.
SMALL = """
tf.gather(table[:10], rows)
x + table[0]
x * table[:100].mean(axis=0)
x * table[rng.integers(0, 9, 3)][0]
tf.constant(tables["short"])
tf.gather(outside, rows)
outside + 1.0
tf.zeros([len(table)])
tf.zeros(table.shape)
tf.ones([table.shape[0], 2], dtype=table.dtype)
x * float(table.max())
x / np.linalg.norm(table)
tf.gather(table[:, 0], rows)
tf.gather(table[:, None, 3], rows)
x[:3] * pair[1].astype(np.float32)
tf.gather(variable, rows)
tf.constant(table.sum(axis=1))
tf.where(masks[:100], x[0], 0.0)
x * len(table)
tf.reduce_sum(table[5:7, ::2]) * x
x * embedding.weights[0, 0]
tf.constant(table.T @ table)
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def program(texts: list[str]) -> str:
    """A function for each expression."""
    made = [
        f"@tf.function\ndef traced{number}(x, rows):\n    return {text}\n"
        for number, text in enumerate(texts)
    ]
    return PRELUDE + "\n" + "\n".join(made)


@functools.cache
def reported(folder: str) -> dict[str, bool]:
    """For each expression, whether it is reported."""
    texts = [*lines(BAKED), *lines(SMALL)]
    path = Path(folder) / "program.py"
    path.write_text(program(texts), "utf-8")
    analysis = analyse(str(path), Project())
    found = {finding.place.line for finding in analysis.findings if finding.symbol == "tf-constant-capture"}
    source = path.read_text("utf-8").splitlines()
    return {line.strip().removeprefix("return "): number in found for number, line in enumerate(source, 1)}


MEASURE = """
import json, sys
source, texts = json.load(sys.stdin)
space = {}
exec(source, space)
sizes = {}
for number, text in enumerate(texts):
    try:
        graph = space[f"traced{number}"].get_concrete_function(space["x"], space["rows"]).graph
        sizes[text] = len(graph.as_graph_def().SerializeToString())
    except Exception as error:
        sizes[text] = str(error)
print(json.dumps(sizes))
"""


@functools.cache
def measured() -> dict[str, int | str]:
    """Sizes of the graphs that TensorFlow makes, in a process of its own."""
    texts = [*lines(BAKED), *lines(SMALL)]
    # Without AutoGraph, which wants to read a source file.
    source = program(texts).replace("@tf.function\n", "@tf.function(autograph=False)\n")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps([source, texts]),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, int | str] = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("baked"))


@pytest.mark.parametrize("text", lines(BAKED))
def test_large(text: str, folder: str) -> None:
    where = "tf.gather(values, rows)" if "looked_up" in text else text  # in the helper that uses it
    assert reported(folder)[where]


@pytest.mark.parametrize("text", lines(SMALL))
def test_small(text: str, folder: str) -> None:
    assert not reported(folder)[text]


@pytest.mark.tensorflow
@pytest.mark.parametrize("text", [*lines(BAKED), *lines(SMALL)])
def test_tensorflow_does_so(text: str) -> None:
    size = measured().get(text)
    assert isinstance(size, int), size
    assert (size >= 512 * 1024) is (text in lines(BAKED))
