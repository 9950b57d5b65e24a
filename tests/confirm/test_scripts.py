"""Scripts that train at their top level: what they call is judged, and nothing is trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.confirm.verdict import Verdict
from tfguard.rules import registry
from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

pytestmark = pytest.mark.tensorflow

PROOFS = {rule.id: rule.proof for rule in registry.all_rules()}

NUMBERED = """
import tensorflow as tf

history = []


@tf.function
def step(x, n):
    print("step", n)
    history.append(n)
    return x * n


for i in range(4):
    step(tf.ones([2]), i)
"""

FED_BACK = """
import tensorflow as tf

shapes = []


@tf.function
def step(x):
    print("step")
    shapes.append(x.shape)
    return x * 2


y = step(tf.ones([2]))
for _ in range(3):
    y = step(y)
while tf.reduce_sum(y) < 1000:
    y = step(y)
"""

DATASETS = """
import tensorflow as tf

counter = {"n": 0}
endless = tf.data.Dataset.range(3).repeat()


@tf.function
def scale(x, factor):
    counter["n"] += 1
    if factor > 2:
        print("big", factor)
    return x * factor


with tf.device("/CPU:0"):
    for factor in [1, 2, 3]:
        for x in endless.take(2):
            out = scale(x, factor)
            if factor == 3:
                break
    sums = [scale(tf.constant(i), i) for i in range(3)]
for x in endless:
    if scale(x, 7) > 13:
        break
"""

DOWNLOADED = """
import tensorflow as tf

(images, labels), _ = tf.keras.datasets.mnist.load_data()
dataset = tf.data.Dataset.from_tensor_slices((images[..., None] / 255.0, labels)).batch(32)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam()
losses = []


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    losses.append(loss)
    print("loss", loss)
    return loss


for epoch in range(5):
    total = 0.0
    for step, (images, labels) in enumerate(dataset):
        total += train_step(images, labels)
    print(f"epoch {epoch}: {total / (step + 1):.3f}")
"""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(NUMBERED, 3, id="numbered"),
        pytest.param(FED_BACK, 2, id="fed-back"),
        pytest.param(DATASETS, 4, id="datasets"),
        pytest.param(DOWNLOADED, 3, id="downloaded"),
    ],
)
def test_findings_are_confirmed(
    text: str, count: int, program: Callable[..., Path], judged: Callable[..., list[Verdict]]
) -> None:
    findings = analyse(str(program(text)), Project()).findings
    verdicts = judged(findings, proofs=PROOFS)
    said = {
        f"{finding.place.line} {finding.symbol}": f"{verdict.outcome.value} {verdict.reason}".strip()
        for finding, verdict in zip(findings, verdicts, strict=True)
    }
    assert {*said.values()} == {"confirmed"}, said
    assert len(said) == count
