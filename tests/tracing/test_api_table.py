"""The API table says only what the installed libraries know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources

import pytest

from tfguard.tracing import api, op_names

TABLE = json.loads(resources.files("tfguard.tracing").joinpath("api.json").read_text("utf-8"))
# Names of earlier versions that code in the wild still uses (TensorFlow 1, Keras 2).
OLD = (
    "tensorflow.compat.v1.",
    "tensorflow.gfile.",
    "tensorflow.logging.",
    "keras.backend.",
    "keras.layers.Thresholded",
)


# Run in a process of its own: an imported TensorFlow keeps handles on pytest's captured streams.
LOOK_UP = """
import importlib, json, sys
def exists(name):
    top, *rest = name.split(".")
    found = importlib.import_module(top)
    for number, part in enumerate(rest, 1):
        try:
            found = getattr(found, part)
        except AttributeError:
            try:
                found = importlib.import_module(".".join([top, *rest[:number]]))
            except ImportError:
                return False
    return True
print(json.dumps([name for name in json.load(sys.stdin) if not exists(name)]))
"""


def names(top: str) -> list[str]:
    return [name for name in TABLE["entries"] if name.partition(".")[0] == top and not name.startswith(OLD)]


TOPS = ("tensorflow", "keras", "numpy", "random", "builtins", "logging", "time", "os")


@pytest.mark.tensorflow
def test_every_name_exists() -> None:
    wanted = [name for top in TOPS for name in names(top)]
    assert len(wanted) > 200
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UP],
        input=json.dumps([*wanted, "tensorflow.no_such_name"]),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == ["tensorflow.no_such_name"]


def test_aliases_lead_to_described_names() -> None:
    for alias, name in TABLE["names"].items():
        assert api.canonical(alias) == name
    assert api.canonical("tensorflow.compat.v2.keras.layers.Dense") == "keras.layers.Dense"
    assert api.canonical("tf_keras.layers.Dense") == "keras.layers.Dense"


@pytest.mark.parametrize(
    ("name", "creates"),
    [
        ("keras.layers.Dense", "layer"),
        ("keras.layers.ReLU", ""),
        ("keras.layers.Dropout", "seed"),
        ("keras.optimizers.Adam", "optimizer"),
        ("keras.optimizers.schedules.ExponentialDecay", ""),
        ("keras.metrics.Mean", "metric"),
        ("keras.losses.MeanSquaredError", ""),
        ("tensorflow.Variable", "variable"),
        ("tensorflow.TensorArray", ""),
    ],
)
def test_who_makes_state(name: str, creates: str) -> None:
    described = api.lookup(name)
    assert described is not None
    assert described.creates == creates


def test_nothing_is_said_of_other_libraries() -> None:
    assert api.lookup("toolbox.function") is None


# Where operations have their name, and what a graph says of one that is no text.
OP_NAMES = """
import inspect, json, sys
import tensorflow as tf
def found(name):
    function = tf
    for part in name.split(".")[1:]:
        function = getattr(function, part)
    return list(inspect.signature(function).parameters).index("name")
def refuses(name):
    function = tf
    for part in name.split(".")[1:]:
        function = getattr(function, part)
    try:
        tf.function(lambda: function(tf.ones([2, 2]), name=tf.float32)).get_concrete_function()
    except TypeError as error:
        return "expected string or bytes-like" in str(error)
    return False
asked = json.load(sys.stdin)
moved = [name for name, place in asked["positions"].items() if found(name) != place]
print(json.dumps({"moved": moved, "refused": [name for name in asked["unary"] if refuses(name)]}))
"""
UNARY = ["sqrt", "exp", "square", "abs", "identity", "reduce_sum", "sigmoid", "transpose", "nn.relu", "shape"]


@pytest.mark.tensorflow
def test_names_of_operations_stand_where_the_table_says() -> None:
    known = op_names.positions()
    assert len(known) > 500
    unary = [f"tensorflow.{name}" for name in UNARY]
    done = subprocess.run(
        [sys.executable, "-c", OP_NAMES],
        input=json.dumps({"positions": known, "unary": [*unary, "tensorflow.math.conj"]}),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"moved": [], "refused": unary}
