"""With the plugin, Pylint reads nothing of TensorFlow and still finds the user's own errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tfguard.plugin

MODEL = '''"""A model."""
import keras
import tensorflow as tf
from keras.layers import Dense
from tensorflow.nn import *
from tensorflow.keras.callbacks import Callback
from tensorflow.python.ops import math_ops
import compat


class Scale(keras.layers.Layer):
    """A layer."""

    def build(self, input_shape):
        """Make weights."""
        if self.built:
            return
        self.built = True
        self.kernel = self.add_weight(shape=(2,))

    def call(self, inputs, training=False):
        """Scale."""
        return math_ops.matmul(inputs, self.kernel, wrong=1)

    def _own(self, forgotten):
        return Dense(3)(self.kernel)


class Deeper(Scale):
    """A layer by way of the project's own."""

    def call(self, inputs, training=False):
        """Scale twice."""
        return super().call(inputs) * self.kernel


class Log(Callback):
    """A callback."""

    def on_epoch_end(self, epoch, logs=None):
        """Print."""
        print(epoch, self.model.name)


class Handed(compat.Layer):
    """A layer whose base another file of the project hands on."""

    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.kernel = self.trainable

    def get_config(self):
        return super().get_config()

    def call(self, inputs, training=False):
        return super().call(inputs, training)

    def share_of(self, forgotten):
        return self.kernel


class Through(compat.keras.layers.Layer, metaclass=compat.Meta):
    """A layer of a library that another file hands on, with a metaclass of its own."""

    def compute_mask(self, inputs, mask=None):
        if not self.built:
            self.built = True


class Tests(tf.test.TestCase):
    """Tests."""

    def setUp(self):
        self.kept = 1

    def badName(self):
        """Named otherwise."""
        return self.kept


class Own:
    """Nothing of TensorFlow's."""

    def go(self, forgotten):
        """Go."""
        if self.missing:
            self.missing = tf.nonsense.of(1)
        return self.missing


def add(left, right):
    """Add."""
    return left + right


model = tf.keras.Model()
model.mine = 1
print(model.mine, add(1), undefined, model(1)[0], Log().epoch, relu(1), relux(1))
print(Own().go(1, also=2), Through(3), Handed(units=3), Handed(3, 4))
'''
COMPAT = '''"""Hands on."""
try:
    import tf_keras as keras
except ImportError:
    import keras

Layer = keras.layers.Layer


class Meta(type(keras.layers.Layer)):
    """Makes layers."""

    def __call__(cls, *arguments):
        return super().__call__(*arguments)
'''
# What is wrong in MODEL whatever TensorFlow may be.
OWN_ERRORS = [
    ("Scale._own", "unused-argument"),
    ("Handed.share_of", "unused-argument"),
    ("Handed.share_of", "missing-function-docstring"),
    ("Handed.get_config", "useless-parent-delegation"),
    ("Tests.badName", "invalid-name"),
    ("", "unexpected-keyword-arg"),
    ("", "too-many-function-args"),
    ("", "undefined-variable"),
    ("", "wildcard-import"),
    ("Own.go", "unused-argument"),
    ("Own.go", "access-member-before-definition"),
    ("Own.go", "attribute-defined-outside-init"),
    ("Own", "too-few-public-methods"),
    ("", "no-value-for-parameter"),
    ("", "undefined-variable"),
]
# Stands in for the real packages, so that the test needs none of them: broken, so that reading shows.
FAKE = "def broken(:\n"

Pylint = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def pylint(tmp_path: Path) -> Pylint:
    """Run Pylint beside packages that must not be read; gives pairs of object and symbol."""
    for name in ("tensorflow/__init__.py", "tensorflow/python/ops/math_ops.py", "keras/__init__.py"):
        path = tmp_path / "installed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FAKE)
    for name in ("tensorflow/python", "tensorflow/python/ops"):
        (tmp_path / "installed" / name / "__init__.py").write_text(FAKE)
    (tmp_path / "installed" / "keras" / "layers.py").write_text(FAKE)
    project = tmp_path / "project"
    project.mkdir()
    (project / "model.py").write_text(MODEL)
    (project / "compat.py").write_text(COMPAT)
    (project / "other.py").write_text('"""Another."""\n')

    def run(*options: str) -> list[tuple[str, str]]:
        variables = {**os.environ, "PYLINTHOME": str(tmp_path / "home")}
        paths = [str(tmp_path / "installed"), *filter(None, [variables.get("PYTHONPATH")])]
        variables["PYTHONPATH"] = os.pathsep.join(paths)
        own = ("--load-plugins=tfguard", f"--rcfile={os.devnull}", "--output-format=json2")
        command = [
            sys.executable,
            "-m",
            "pylint",
            *own,
            "--disable=tfguard",
            *options,
            "model.py",
            "compat.py",
            "other.py",
        ]
        done = subprocess.run(
            command, cwd=project, env=variables, capture_output=True, text=True, check=False
        )
        messages = json.loads(done.stdout)["messages"]
        return [(message["obj"], message["symbol"]) for message in messages]

    return run


def test_only_the_users_own_errors_are_left(pylint: Pylint) -> None:
    assert sorted(pylint()) == sorted(OWN_ERRORS)


def test_so_it_is_in_the_processes_of_jobs(pylint: Pylint) -> None:
    assert sorted(pylint("--jobs=2")) == sorted(OWN_ERRORS)


def test_ignored_modules_of_the_user_are_kept(pylint: Pylint) -> None:
    assert sorted(pylint("--ignored-modules=numpy")) == sorted(OWN_ERRORS)


def test_it_can_be_turned_off(pylint: Pylint) -> None:
    found = {symbol for _, symbol in pylint("--tfguard-infer-tensorflow=y")}
    assert "syntax-error" in found
    assert "access-member-before-definition" in found


def test_who_works_on_such_a_package_has_it_read(pylint: Pylint, tmp_path: Path) -> None:
    package = tmp_path / "project" / "keras"
    package.mkdir()
    (package / "__init__.py").write_text('"""Mine."""\n')
    (package / "layers.py").write_text('"""Mine."""\n')
    assert ("", "no-name-in-module") in pylint("--disable=all", "--enable=no-name-in-module")


def test_a_comment_that_silences_a_dropped_message_counts_as_of_use(pylint: Pylint, tmp_path: Path) -> None:
    model = tmp_path / "project" / "model.py"
    text = MODEL.replace(
        "        self.built = True\n", "        self.built = True  # pylint: disable=W0201\n"
    )
    model.write_text(text)
    assert ("", "useless-suppression") not in pylint("--enable=useless-suppression")


def test_registering_twice_adds_nothing() -> None:
    from astroid import nodes
    from astroid.manager import AstroidManager
    from pylint.lint import PyLinter

    from tfguard.plugin.register import configure, register_checkers

    linter = PyLinter()
    linter.load_default_plugins()
    register_checkers(linter)
    before = list(linter.config.ignored_modules)
    states = []
    for _ in range(2):
        configure(linter)
        transforms = AstroidManager()._transform.transforms
        states.append(
            (list(linter.config.ignored_modules), len(transforms[nodes.Import]), linter.add_message)
        )
    assert states[0] == states[1]
    assert states[0][0][: len(before)] == before
    assert "tensorflow" in states[0][0]


@pytest.mark.tensorflow
def test_what_installed_classes_hand_down_is_listed() -> None:
    script = Path(__file__).resolve().parents[1] / "public_names" / "members.py"
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    installed = set(done.stdout.split())
    listed = set((Path(tfguard.plugin.__file__).with_name("inherited_names.txt")).read_text("utf-8").split())
    assert {"get_config", "on_epoch_end", "setUp", "_resource_apply_dense"} < listed
    assert len(installed) > 2000
    assert installed - listed == set()
