"""Which TensorFlow and Keras a file is for: what users say, what comes with it, what its text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfguard.syntax.project import Project
from tfguard.syntax.versions import TENSORFLOW_VERSIONS, Versions, keras_version, tensorflow_version
from tfguard.tracing.target import Target, target_of, what_differs


def target(text: str = "", versions: Versions = Versions()) -> Target:  # noqa: B008 - it is frozen
    return target_of(versions, Project().add_source("train.py", text))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (Versions(), Target((2, 21), 3)),
        (Versions((2, 16)), Target((2, 16), 3)),
        (Versions((2, 15)), Target((2, 15), 2)),
        (Versions((2, 15), 3), Target((2, 15), 3)),
        (Versions((2, 18), 2), Target((2, 18), 2)),
        (Versions(keras=2), Target((2, 21), 2)),
    ],
)
def test_what_users_say(said: Versions, means: Target) -> None:
    assert target("import tensorflow as tf", said) == means


@pytest.mark.parametrize(
    "text",
    [
        "import tf_keras",
        "import tf_keras as keras",
        "from tf_keras import layers",
        "from tf_keras.src.engine import base_layer",
        "def train():\n    import tf_keras.layers as layers",
        "class Trainer:\n    import tf_keras",
        "try:\n    import tf_keras as keras\nexcept ImportError:\n    from tensorflow import keras",
        "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nimport tensorflow as tf",
        "from os import environ\nenviron['TF_USE_LEGACY_KERAS'] = 'True'",
        "import os\nos.environ.setdefault('TF_USE_LEGACY_KERAS', '1')",
        "import os\nos.putenv('TF_USE_LEGACY_KERAS', 'true')",
        "import os\nos.environ.update(TF_USE_LEGACY_KERAS='1')",
        "import os\nos.environ.update({'HOME': '/', 'TF_USE_LEGACY_KERAS': '1'})",
    ],
)
def test_a_file_for_keras_2(text: str) -> None:
    assert target(text).keras == 2
    assert target(text, Versions((2, 18), 3)) == Target((2, 18), 2)


@pytest.mark.parametrize(
    "text",
    [
        "import tensorflow as tf  # not tf_keras",
        "import tf_keras_vis",
        "from .tf_keras import layers",
        "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '0'",
        "import os\nos.environ['TF_USE_LEGACY_KERAS'] = legacy",
        "import os\nif os.environ.get('TF_USE_LEGACY_KERAS', '0') == '1': pass",
        "import os\nos.environ.pop('TF_USE_LEGACY_KERAS', None)",
        "print('set TF_USE_LEGACY_KERAS to 1')",
    ],
)
def test_a_file_that_says_nothing_of_keras_2(text: str) -> None:
    assert target(text).keras == 3


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("2.12", (2, 12)),
        ("2.15.1", (2, 15)),
        (" 2.20 ", (2, 20)),
        ("2.2", None),
        ("2.11", None),
        ("2.22", None),
        ("1.15", None),
        ("2", None),
        ("2.15.0rc1", None),
        ("", None),
    ],
)
def test_versions_of_tensorflow(text: str, version: tuple[int, int] | None) -> None:
    assert tensorflow_version(text) == version


def test_versions_that_are_known() -> None:
    assert [tensorflow_version(f"{major}.{minor}") for major, minor in TENSORFLOW_VERSIONS] == [
        *TENSORFLOW_VERSIONS
    ]
    assert [keras_version(text) for text in ("2", "3", "1", "2.15", "")] == [2, 3, None, None, None]


@pytest.mark.parametrize(
    ("said", "installed", "differs"),
    [
        (Versions(), "2.15.1", ""),
        (Versions((2, 15)), "2.15.1", ""),
        (Versions((2, 15), 2), "2.15.1", ""),
        (Versions((2, 15)), "", ""),
        (Versions((2, 15)), "2.21.0", "TensorFlow 2.15, where TensorFlow 2.21.0 has Keras 3"),
        (Versions(keras=2), "2.21.0", "Keras 2, where TensorFlow 2.21.0 has Keras 3"),
        (Versions((2, 21), 3), "2.15.1", "TensorFlow 2.21 and Keras 3, where TensorFlow 2.15.1 has Keras 2"),
        (
            Versions((2, 21)),
            "2.22.0-dev20261101",
            "TensorFlow 2.21, where TensorFlow 2.22.0-dev20261101 has Keras 3",
        ),
    ],
)
def test_what_is_installed_may_be_another_version(said: Versions, installed: str, differs: str) -> None:
    assert what_differs(said, installed) == differs


def test_a_file_that_gets_keras_2_from_another(tmp_path: Path) -> None:
    compat = (
        "try:\n    import tf_keras as keras\nexcept ImportError:\n    import keras\nimport keras as new\n"
    )
    (tmp_path / "compat.py").write_text(compat, "utf-8")
    for text, expected in (
        ("from compat import keras", 2),
        ("from compat import keras as k", 2),
        ("from compat import new", 3),
        ("import compat", 3),
    ):
        path = tmp_path / "train.py"
        path.write_text(text, "utf-8")
        project = Project()
        assert target_of(Versions(), project.load(str(path)), project).keras == expected
