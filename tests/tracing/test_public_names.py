"""The table of public names says what is installed, and texts are doubted for what it does not have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project
from tfguard.syntax.versions import TENSORFLOW_VERSIONS, Versions
from tfguard.tracing.candidates import is_worth_reading
from tfguard.tracing.target import Target
from tfguard.tracing.uses import public
from tfguard.tracing.uses.spelled import doubtful

COLLECT = Path(__file__).resolve().parents[1] / "public_names" / "collect.py"
SECOND = os.environ.get("TFGUARD_SECOND_PYTHON", "")
NEWEST, OLD = Target(), Target((2, 15), 2)


def collected(python: str) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """What an interpreter's TensorFlow and Keras have; in a process of its own, as it imports them."""
    done = subprocess.run(
        [python, str(COLLECT)],
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, tuple[str, dict[str, list[str]]]] = json.loads(done.stdout)
    return found


def unlisted(python: str) -> list[str]:
    """The names that an interpreter's libraries have and the table does not have for that release."""
    found = collected(python)
    version = tuple(map(int, found["tensorflow"][0].split(".")[:2]))
    target = Target((version[0], version[1]), int(found["keras"][0].partition(".")[0]))
    assert len(found["tensorflow"][1]["tensorflow"]) > 300
    return [
        f"{module}.{name}"
        for library in ("tensorflow", "keras")
        for module, names in found[library][1].items()
        for name in names
        if public.names_of(public.table_name(module)) is not None
        and not public.is_surely_there(public.table_name(module), name, target)
    ]


@pytest.mark.tensorflow
def test_every_installed_name_is_in_the_table() -> None:
    assert unlisted(sys.executable) == []


@pytest.mark.tensorflow
@pytest.mark.skipif(not SECOND, reason="TFGUARD_SECOND_PYTHON names no interpreter")
def test_every_name_of_an_older_tensorflow_is_in_the_table() -> None:
    assert unlisted(SECOND) == []


@pytest.mark.tensorflow
def test_what_the_table_says_to_be_there_is_there() -> None:
    found = collected(sys.executable)
    installed: dict[str, set[str]] = {}
    for library in ("tensorflow", "keras"):
        for module, names in found[library][1].items():
            installed.setdefault(public.table_name(module), set()).update(names)
    version = ".".join(found["tensorflow"][0].split(".")[:2])
    listed = [
        (module, name)
        for module in installed
        if (names_of_module := public.names_of(module)) is not None
        for name in names_of_module.every
        if {"*", version} & {*names_of_module.releases(name)}
    ]
    assert len(listed) > 8000
    assert [f"{module}.{name}" for module, name in listed if name not in installed[module]] == []


def test_releases_are_those_that_users_can_name() -> None:
    module = public.names_of("tensorflow.nn")
    assert module is not None
    for version in TENSORFLOW_VERSIONS:
        for keras in (2, 3):
            target = Target(version, keras)
            assert public.is_there("tensorflow.nn", "relu", target)
            assert public.is_there("keras.layers", "Dense", target)
            assert not public.is_there("tensorflow.nn", "relux", target)
    assert public.is_there("keras", "ops", NEWEST)
    assert not public.is_there("keras", "ops", OLD)
    assert public.is_there("keras.layers", "experimental", Target((2, 18), 2))
    assert not public.is_there("keras.layers", "experimental", Target((2, 18), 3))


@pytest.mark.parametrize(
    ("module", "name", "below", "meant"),
    [
        ("tensorflow", "reduce_men", "", "tensorflow.reduce_mean"),
        ("tensorflow", "relu", "", "tensorflow.nn.relu"),
        ("tensorflow", "Dense", "", "keras.layers.Dense"),
        ("keras", "layer", "Dense", "keras.layers"),
        ("keras", "layer", "", "keras.Layer"),
        ("keras.layers", "LTSM", "", "keras.layers.LSTM"),
        ("keras.layers", "batch_normalization", "", "keras.layers.BatchNormalization"),
        ("keras.layers", "Adam", "", "keras.optimizers.Adam"),
        ("keras.utils", "np_utilz", "", ""),  # what is near has been gone for long
        ("tensorflow", "frobnicate", "", ""),
    ],
)
def test_what_was_meant(module: str, name: str, below: str, meant: str) -> None:
    assert public.near(module, name, below, NEWEST) == meant


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import tensorflow as tf\ntf.reduce_men(x)", {"reduce_men"}),
        ("import tensorflow\ntensorflow.nn.relux(x)", {"relux"}),
        ("from tensorflow import keras\nkeras.layers.Densee(3)", {"Densee"}),
        ("from tensorflow.keras.layers import Dense, Densee", {"Densee"}),
        ("from tensorflow.keras import (\n    layerz,\n)", {"layerz"}),
        ("import tensorflow.keras.layerz as layers", {"layerz"}),
        ("import tensorflow as tf\nK = tf.keras.backend\nK.meann(x)", {"meann"}),
        ("import tensorflow as tf\nself.tf = tf\nself.tf.meann(x)", {"meann"}),
        ("import tensorflow as tf\nk = tf.keras\nl = k.layers  # all\nl.Densee(3)", {"Densee"}),
        ("from .compat import tf\ntf.reduce_men(x)", {"reduce_men"}),
        ("import tensorflow\nself.tf = lib()\nself.m = self.tf.math\nself.m.medain(x)", {"medain"}),
        ("import tf_keras\ntf_keras.layers.Densee(3)", {"Densee"}),
        ("import tensorflow as tf\ntf.reduce_mean(x)\ntf.keras.layers.Dense(3)", set()),
        ("import tensorflow as tf\ntf._private.x\ntf.__version__\ntf.python.framework.nothing", set()),
        ("import tensorflow as tf\ntf.Tensor.anything\ntf.float32.anything", set()),
        ("import tensorflow.compat.v1 as tf\ntf.Session()\ntf.layers.dense", set()),
        ("# see https://keras.io/layers\nimport keras", set()),
        ("import tensorflow as tf\nx = 1  # tf.ahead()", set()),
        ('"""Reads a tf.Examples proto, `tf.ahead` and tf.later ones."""\nimport tensorflow as tf', set()),
        (
            "import tensorflow as tf\nx = [tf.ahead for x in y if tf.later else tf.last]",
            {"ahead", "later", "last"},
        ),
        ("import tensorflow as tf\ndef f():\n    return tf.ahead  # tf.ahead", {"ahead"}),
        ("import tensorflow as tf\nf'{tf.ahead} like tf.later here'", {"ahead"}),
        ("import tensorflow as tf\nprint('#', tf.ahead)", {"ahead"}),
        ("import numpy as np\nnp.reduce_men(x)", set()),
        ("from tensorflow.keras.layers import *", set()),
    ],
)
def test_texts_are_doubted(text: str, names: set[str]) -> None:
    assert doubtful(text) == names


def found(text: str, path: str = "train.py", versions: Versions | None = None) -> list[int]:
    project = Project(versions=versions) if versions is not None else Project()
    findings = analyse(path, project, textwrap.dedent(text)).findings
    return [each.place.line for each in findings if each.symbol == "tf-unknown-name"]


@pytest.mark.parametrize(
    "text",
    [
        "import tensorflow as tf\nif hasattr(tf, 'ahead'):\n    tf.ahead()",
        "import tensorflow as tf\nhave = hasattr(tf, 'ahead')\ndef f():\n    tf.ahead()",
        "import tensorflow as tf\ntry:\n    tf.ahead()\nexcept AttributeError:\n    pass",
        "try:\n    from tensorflow import ahead\nexcept ImportError:\n    ahead = None",
        "import tensorflow as tf\ntf.ahead = abs\ntf.ahead(1)",
        "import tensorflow as tf\nsetattr(tf, 'ahead', abs)\ntf.ahead(1)",
        "import tensorflow as tf\nif parse(tf.__version__) >= parse('2.30'):\n    tf.ahead()",
        "import tensorflow as tf\nif False:\n    tf.ahead()",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tensorflow.keras import Ahead",
        "from __future__ import annotations\nimport tensorflow as tf\ndef f(x: tf.Ahead) -> tf.Ahead: ...",
        "import tensorflow as tf\ndef f():\n    x: tf.Ahead = 1",
        "import tensorflow as tf, pytest\nwith pytest.raises(AttributeError):\n    tf.ahead()",
        "import tensorflow as tf\ndef g():\n    tf.ahead()\ntry:\n    g()\nexcept AttributeError:\n    h()",
        "import tensorflow.compat.v1 as tf\ntf.contrib.slim",
        "import tensorflow as tf\nvars(tf)['ahead'] = abs\ntf.ahead(1)",
        "import tensorflow as tf\ntf.__dict__.update(ahead=abs)\ntf.ahead(1)",
        "import tensorflow as tf\nfor name in ('ahead', 'other'):\n    setattr(tf, name, abs)\ntf.ahead(1)",
        "import tensorflow as tf\ndef new():\n    return tf.__version__ > '3'\nif new():\n    tf.ahead()",
        "import tensorflow as tf\nlayers = tf.keras.layers\ndef f():\n    layers = []\n    layers.ahead(1)",
        "import tensorflow as tf\nclass Own:\n    ahead = 1\ndef f():\n    tf = Own()\n    tf.ahead",
        "from typing import Any\nimport tensorflow as tf\ntf: Any = tf or object()\ntf.ahead",
        "import tensorflow as tf\ndef f(tf):\n    return tf.ahead()",
        "import tensorflow as tf\ntf = object()\ntf.ahead",
        "import tensorflow as tf\nwith tf.Session() as s:\n    tf.ahead()",
        "import tensorflow as tf\ntf.keras.layers.experimental.preprocessing.Rescaling(1)",
        "import tensorflow as tf\ntf.estimator.tpu.TPUEstimatorSpec",
        "from keras.layers.core import Dense\nfrom keras.utils.np_utils import to_categorical",
        "import tensorflow.lite.python.interpreter",
    ],
)
def test_code_that_may_be_right_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None\ntf.ahead",
            [5],
        ),
        ("import tensorflow as tf\nif tf.ahead():\n    pass\nelse:\n    tf.ahead()", [2, 5]),
        ("import tensorflow as tf\nif False:\n    pass\nelse:\n    tf.ahead()", [5]),
        ("import tensorflow as tf\ndef f(x: tf.Ahead):\n    pass", [2]),
        (
            "import tensorflow as tf\ndef g(): tf.ahead()\ntry:\n    g()\nexcept AttributeError:\n    raise",
            [2],
        ),
        (
            "import tensorflow as tf\ntry:\n    pass\nexcept ValueError:\n    tf.ahead()",
            [5],
        ),
        ("import tensorflow.compat.v2 as tf\ntf.ahead()", [2]),
        ("import tensorflow.compat.v1 as tf\ntf.Sessionn()", [2]),
        (
            "import tensorflow as tf\nclass A:\n    nn = tf.nn\n    def f(self):\n        self.nn.relux(1)",
            [5],
        ),
        (
            "import tensorflow as tf\nclass A(tf.Module):\n    @tf.functon\n    def f(self):\n        pass",
            [3],
        ),
        ("import tensorflow as tf\nclass A(tf.keras.Modle):\n    pass", [2]),
        ("import tensorflow as tf\ndef f(x, act=tf.nn.relux):\n    return isinstance(x, tf.Tensorr)", [2, 3]),
        ("import tensorflow as tf\ntry:\n    pass\nexcept tf.errors.NotFoundErrr:\n    pass", [4]),
        ("def get():\n    import tensorflow as tf\n    return tf\ntf = get()\ntf.ahead()", [5]),
        ("import tensorflow as tf\nclass C:\n    nn = tf.nn\nc = C()\nc.nn.ahead()", [5]),
        ("def f():\n    import tensorflow as tf\n    return tf.ahead()", [3]),
        ("import tensorflow as tf\n[tf.ahead(x) for x in y]\nlambda: tf.ahead", [2, 3]),
    ],
)
def test_misspelt_names_are_found_wherever_they_stand(text: str, lines: list[int]) -> None:
    assert found(text) == lines


def test_names_of_other_releases_are_found_where_users_say_what_the_code_is_for() -> None:
    text = "import tensorflow as tf\ntf.keras.ops.mean(1)\nfrom keras.layers import RandomGrayscale"
    assert found(text) == []
    assert found(text, versions=Versions((2, 15))) == [2, 3]
    assert found(text, versions=Versions((2, 21))) == []


def test_a_name_that_another_file_of_the_project_adds_is_there(tmp_path: Path) -> None:
    (tmp_path / "compat.py").write_text("import tensorflow as tf\ntf.ahead = abs\n")
    text = "import tensorflow as tf\nimport compat\ntf.ahead(1)"
    assert found(text, str(tmp_path / "train.py")) == []
    (tmp_path / "compat.py").write_text("import tensorflow as tf\n")
    assert found(text, str(tmp_path / "train.py")) == [3]


def test_modules_that_another_file_hands_on_are_followed(tmp_path: Path) -> None:
    (tmp_path / "compat.py").write_text("import tensorflow.compat.v2 as tf\nK = tf.keras.backend\n")
    text = "from compat import tf, K\ntf.reduce_men(1)\nK.meann(1)\nK.mean(1)"
    assert found(text, str(tmp_path / "train.py")) == [2, 3]


def test_a_package_of_that_name_in_the_project_is_the_projects(tmp_path: Path) -> None:
    package = tmp_path / "keras"
    (package / "layers").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "layers" / "__init__.py").write_text("Mine = 1\n")
    user = package / "user.py"
    assert found("from keras.layers import Mine\nimport keras\nkeras.layers.Mine\n", str(user)) == []


def test_a_notebook_is_one_program(tmp_path: Path) -> None:
    cells = ["import tensorflow as tf", "%matplotlib inline\nlayers = tf.keras.layers", "layers.Dens(3)"]
    code = [
        {"cell_type": "code", "source": cell, "outputs": [], "metadata": {}, "execution_count": number}
        for number, cell in enumerate(cells, 1)
    ]
    path = tmp_path / "train.ipynb"
    path.write_text(json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    project = Project()
    assert is_worth_reading(project, str(path), project.text(str(path)))
    (finding,) = [each for each in analyse(str(path), project).findings if each.symbol == "tf-unknown-name"]
    assert finding.message == "layers.Dens does not exist in Keras; did you mean layers.Dense?"
