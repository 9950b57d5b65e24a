"""The API table says only what the installed libraries know."""

from __future__ import annotations

import importlib
import json
from importlib import resources

import pytest

from tfguard.tracing import api

TABLE = json.loads(resources.files("tfguard.tracing").joinpath("api.json").read_text("utf-8"))
# Names of earlier versions that code in the wild still uses (TensorFlow 1, Keras 2).
OLD = (
    "tensorflow.compat.v1.",
    "tensorflow.gfile.",
    "tensorflow.logging.",
    "keras.backend.",
    "keras.layers.Thresholded",
)


def exists(name: str) -> bool:
    top, *rest = name.split(".")
    found: object = importlib.import_module(top)
    for number, part in enumerate(rest, 1):
        try:
            found = getattr(found, part)
        except AttributeError:
            try:
                found = importlib.import_module(".".join([top, *rest[:number]]))
            except ImportError:
                return False
    return True


def names(top: str) -> list[str]:
    return [name for name in TABLE["entries"] if name.partition(".")[0] == top and not name.startswith(OLD)]


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "top", ["tensorflow", "keras", "numpy", "random", "builtins", "logging", "time", "os"]
)
def test_every_name_exists(top: str) -> None:
    missing = [name for name in names(top) if not exists(name)]
    assert not missing


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
