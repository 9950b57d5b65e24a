"""What a rule says for one version and not, or otherwise, for another.

The facts were seen with TensorFlow 2.12 to 2.15 (Keras 2), with tf_keras, and with 2.18 and 2.21 (Keras 3).
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project
from tfguard.syntax.versions import Versions

KERAS_2, KERAS_3 = Versions((2, 15)), Versions((2, 21))
FIRST, SECOND = Versions((2, 12)), Versions((2, 13))
IMPORTS = """
import numpy as np
import tensorflow as tf
from tensorflow import keras
"""


def found(program: str, versions: Versions) -> dict[str, str]:
    """The messages about a program, by rule."""
    text = IMPORTS + textwrap.dedent(program)
    findings = analyse("train.py", Project(versions=versions), text).findings
    return {finding.symbol: finding.message for finding in findings}


@dataclass(frozen=True)
class Difference:
    """A program that one rule reports for one target and not for another."""

    symbol: str
    program: str
    reported: Versions
    silent: Versions


def in_call(*lines: str, before: str = "") -> str:
    """A layer whose ``call`` holds some lines, run by a traced function."""
    body = "\n".join(f"        {line}" for line in lines)
    return f"""
class Scale(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = None
        self.scale = None

    def call(self, x):
{body}

{before}
layer = Scale()

@tf.function
def apply(x):
    return layer(x)
"""


LATE = """
    first, second = {make}, {make}

    @tf.function
    def step(variables, grads, flag=True):
        if flag:
            first.apply_gradients(zip(grads, variables))
        else:
            second.apply_gradients(zip(grads, variables))

    step(v, g, flag=True)
    step(v, g, flag=False)
    """

DIFFERENCES = {
    "layer in a function of a dataset": Difference(
        "tf-layer-creation",
        """
        def embed(x):
            return keras.layers.Dense(2)(x)

        data = tf.data.Dataset.from_tensor_slices(np.ones([4, 1, 3])).map(embed)
        """,
        SECOND,
        FIRST,
    ),
    "weight changed in place": Difference(
        "tf-variable-augmented-assignment",
        """
        class Counter(keras.layers.Layer):
            def __init__(self):
                super().__init__()
                self.seen = self.add_weight(name="seen", shape=(), initializer="zeros")

            def call(self, x):
                self.seen += 1.0
                return x

        counter = Counter()

        @tf.function
        def count(x):
            return counter(x)
        """,
        KERAS_2,
        KERAS_3,
    ),
    "dropout": Difference(
        "tf-layer-creation",
        """
        @tf.function
        def noisy(x):
            return keras.layers.Dropout(0.5)(x, training=True)
        """,
        KERAS_3,
        KERAS_2,
    ),
    "noise": Difference(
        "tf-layer-creation",
        """
        @tf.function
        def noisy(x):
            return keras.layers.GaussianNoise(0.5)(x, training=True)
        """,
        KERAS_3,
        KERAS_2,
    ),
    "noise of tf_keras": Difference(
        "tf-layer-creation",
        """
        from tensorflow.keras.layers import GaussianNoise
        {}
        @tf.function
        def noisy(x):
            return GaussianNoise(0.5)(x, training=True)
        """,
        KERAS_3,
        KERAS_2,
    ),
    "optimizer by its name": Difference(
        "tf-layer-creation",
        """
        @tf.function
        def make(x):
            keras.optimizers.get("adam")
            return x
        """,
        KERAS_3,
        KERAS_2,
    ),
    "model without weights": Difference(
        "tf-layer-creation",
        """
        @tf.function
        def positive(x):
            return keras.Sequential([keras.layers.ReLU()])(x)
        """,
        FIRST,
        SECOND,
    ),
    "functional model without weights": Difference(
        "tf-layer-creation",
        """
        @tf.function
        def positive(x):
            inputs = keras.Input([2])
            return keras.Model(inputs, keras.layers.ReLU()(inputs))(x)
        """,
        FIRST,
        SECOND,
    ),
    "model class without weights": Difference(
        "tf-layer-creation",
        """
        class Positive(keras.Model):
            def call(self, x):
                return tf.nn.relu(x)

        @tf.function
        def positive(x):
            return Positive()(x)
        """,
        FIRST,
        SECOND,
    ),
    "guarded sublayer in call": Difference(
        "tf-layer-creation",
        in_call("if self.dense is None:", "    self.dense = keras.layers.Dense(2)", "return self.dense(x)"),
        KERAS_3,
        KERAS_2,
    ),
    "guarded weight in call": Difference(
        "tf-layer-creation",
        in_call(
            "if self.scale is None:", "    self.scale = self.add_weight(shape=())", "return x * self.scale"
        ),
        KERAS_3,
        KERAS_2,
    ),
    "late SGD": Difference(
        "tf-late-state-creation", LATE.format(make="keras.optimizers.SGD(0.1)"), KERAS_2, KERAS_3
    ),
    "late legacy optimizer": Difference(
        "tf-late-state-creation",
        LATE.format(make="keras.optimizers.legacy.SGD(0.1)"),
        KERAS_2,
        KERAS_3,
    ),
    "learning rate by its old name": Difference(
        "tf-optimizer-lr",
        """
        optimizer = keras.optimizers.SGD(0.1)

        @tf.function
        def step(variables, grads):
            optimizer.apply_gradients(zip(grads, variables))

        optimizer.lr = 0.01
        """,
        KERAS_3,
        KERAS_2,
    ),
    "ndim": Difference(
        "tf-numpy-call",
        """
        @tf.function
        def axes(x):
            return tf.reduce_sum(x, axis=x.ndim - 1)
        """,
        FIRST,
        SECOND,
    ),
    "np.ndim": Difference(
        "tf-numpy-op",
        """
        @tf.function
        def axes(x):
            return tf.reduce_sum(x, axis=np.ndim(x) - 1)
        """,
        FIRST,
        SECOND,
    ),
    "if in call": Difference(
        "tf-keras-call-control-flow",
        in_call("if tf.reduce_sum(x) > 0:", "    x = -x", "return x"),
        KERAS_3,
        KERAS_2,
    ),
    "if in a helper of call": Difference(
        "tf-keras-call-control-flow",
        in_call(
            "return flipped(x)",
            before="def flipped(x):\n    if tf.reduce_sum(x) > 0:\n        return -x\n    return x",
        ),
        KERAS_3,
        KERAS_2,
    ),
    "float in call": Difference(
        "tf-python-cast", in_call("return x * float(tf.reduce_sum(x))"), KERAS_3, KERAS_2
    ),
    "if in a loss": Difference(
        "tf-keras-call-control-flow",
        """
        class Clipped(keras.losses.Loss):
            def call(self, y_true, y_pred):
                error = tf.reduce_mean(y_true - y_pred)
                if error > 1.0:
                    error = tf.sqrt(error)
                return error

        loss = Clipped()

        @tf.function
        def measure(x, y):
            return loss(x, y)
        """,
        KERAS_3,
        KERAS_2,
    ),
    "if in a metric that is called": Difference(
        "tf-keras-call-control-flow",
        """
        class Largest(keras.metrics.Metric):
            def __init__(self):
                super().__init__()
                self.largest = self.add_weight(name="largest", initializer="zeros")

            def update_state(self, x):
                if tf.reduce_max(x) > self.largest:
                    self.largest.assign(tf.reduce_max(x))

            def result(self):
                return self.largest

        metric = Largest()

        @tf.function
        def measure(x):
            return metric(x)
        """,
        KERAS_3,
        KERAS_2,
    ),
    "train_on_batch": Difference(
        "tf-keras-eager-api",
        """
        model = keras.Sequential([keras.layers.Dense(1)])
        model.compile("sgd", "mse")

        @tf.function
        def step(x, y):
            return model.train_on_batch(x, y)
        """,
        KERAS_2,
        KERAS_3,
    ),
    "test_on_batch": Difference(
        "tf-keras-eager-api",
        """
        model = keras.Sequential([keras.layers.Dense(1)])
        model.compile("sgd", "mse")

        @tf.function
        def step(x, y):
            return model.test_on_batch(x, y)
        """,
        KERAS_2,
        KERAS_3,
    ),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_reported_for_one_target_only(name: str) -> None:
    difference = DIFFERENCES[name]
    program = difference.program.replace("{}", "")
    assert difference.symbol in found(program, difference.reported)
    assert difference.symbol not in found(program, difference.silent)


def test_a_file_for_tf_keras() -> None:
    difference = DIFFERENCES["noise of tf_keras"]
    assert difference.symbol not in found(difference.program.replace("{}", "import tf_keras"), KERAS_3)
    legacy = "import os; os.environ['TF_USE_LEGACY_KERAS'] = '1'"
    assert difference.symbol not in found(difference.program.replace("{}", legacy), KERAS_3)


EVERYWHERE = {
    "random layers": (
        "tf-layer-creation",
        """
        @tf.function
        def flip(x):
            return keras.layers.RandomFlip()(x, training=True)
        """,
    ),
    "layers with weights": (
        "tf-layer-creation",
        """
        @tf.function
        def dense(x):
            return keras.layers.Dense(2)(x)
        """,
    ),
    "unguarded sublayer in call": (
        "tf-layer-creation",
        in_call("self.dense = keras.layers.Dense(2)", "return self.dense(x)"),
    ),
    "assert in call": ("tf-tensor-assert", in_call("assert tf.reduce_all(x > 0)", "return x")),
    "late SGD with momentum": (
        "tf-late-state-creation",
        LATE.format(make="keras.optimizers.SGD(0.1, momentum=0.9)"),
    ),
    "late Adam": ("tf-late-state-creation", LATE.format(make="keras.optimizers.Adam()")),
    "bool of a tensor in call": ("tf-python-cast", in_call("return bool(tf.reduce_sum(x))")),
    "max in call": ("tf-tensor-bool-unconverted", in_call("return max(tf.reduce_sum(x), tf.constant(1.0))")),
}


@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("versions", [FIRST, SECOND, KERAS_2, KERAS_3], ids=lambda v: str(v.tensorflow))
def test_reported_for_every_target(name: str, versions: Versions) -> None:
    symbol, program = EVERYWHERE[name]
    assert symbol in found(program, versions)


NOWHERE = {
    "if in a tf.function of its own": in_call(
        "return flipped(x)",
        before="@tf.function\ndef flipped(x):\n    if tf.reduce_sum(x) > 0:\n        return -x\n    return x",
    ),
    "Python condition in call": in_call("if len(x.shape) > 2:", "    x = -x", "return x"),
    "update_state by name": """
        class Largest(keras.metrics.Metric):
            def __init__(self):
                super().__init__()
                self.largest = self.add_weight(name="largest", initializer="zeros")

            def update_state(self, x):
                if tf.reduce_max(x) > self.largest:
                    self.largest.assign(tf.reduce_max(x))

            def result(self):
                return self.largest

        metric = Largest()

        @tf.function
        def measure(x):
            metric.update_state(x)
            return metric.result()
        """,
}


@pytest.mark.parametrize("name", NOWHERE)
@pytest.mark.parametrize("versions", [FIRST, SECOND, KERAS_2, KERAS_3], ids=lambda v: str(v.tensorflow))
def test_silent_for_every_target(name: str, versions: Versions) -> None:
    assert found(NOWHERE[name], versions) == {}


def test_words_are_those_of_the_version() -> None:
    count = """
        def count(x):
            seen = tf.Variable(0)
            return seen.assign_add(x)
        """
    alone = f"{count}\n        data = tf.data.Dataset.range(3, output_type=tf.int32).map(count)"
    rule = "tf-variable-creation"
    assert "all elements of the dataset share" in found(alone, FIRST)[rule]
    assert "only in the first call" in found(alone, SECOND)[rule]
    fit = """
        model = keras.Sequential([keras.layers.Dense(1)])
        model.compile("sgd", "mse")

        @tf.function
        def train(x, y):
            model.fit(x, y)
            return x
        """
    assert "refused by Keras 2" in found(fit, KERAS_2)["tf-keras-eager-api"]
    assert "does not work while tracing" in found(fit, KERAS_3)["tf-keras-eager-api"]
    added = EVERYWHERE["unguarded sublayer in call"][1]
    assert "only in the first call" in found(added, KERAS_2)["tf-layer-creation"]
    assert "a Keras 3 layer takes no new state" in found(added, KERAS_3)["tf-layer-creation"]
