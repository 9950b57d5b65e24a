"""Watched names of TensorFlow: the table says what the installed libraries say, and files are chosen well."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project
from tfguard.syntax.versions import Versions
from tfguard.tracing.uses.gate import uses_watched
from tfguard.tracing.uses.table import methods, watched
from tfguard.tracing.uses.tracers import DEPRECATED

# Run in a process of its own: an imported TensorFlow keeps handles on pytest's captured streams.
LOOK_UP = """
import importlib, json, re, sys
import tensorflow as tf
def exists(name):
    top, *rest = name.split(".")
    found = importlib.import_module(top)
    for part in rest:
        try:
            found = getattr(found, part)
        except AttributeError:
            if rest[0] != "python":
                return False
            found = importlib.import_module(f"{found.__name__}.{part}")
    return True
options = re.findall("ARGUMENTS ARE DEPRECATED: `?[(]([^)]*)[)]", tf.function.__doc__)
asked = json.load(sys.stdin)
there = [name for name in asked if exists(name)]
print(json.dumps({"there": there, "options": options}))
"""


@pytest.fixture(scope="module")
def installed() -> dict[str, list[str]]:
    of_keras = [name for name in watched() if name.startswith("keras.")]
    asked = [
        *watched(),
        *(f"tensorflow.{name}" for name in of_keras),
        *(known.formal for kinds in methods().values() for known in kinds.values()),
        "tensorflow.function",
    ]
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UP],
        input=json.dumps(asked),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.tensorflow
def test_what_is_called_gone_is_gone(installed: dict[str, list[str]]) -> None:
    there = set(installed["there"])
    gone = {name for name, known in watched().items() if known.gone}
    assert len(gone) > 600
    assert gone & there == set()
    assert {f"tensorflow.{name}" for name in gone if name.startswith("keras.")} & there == set()
    assert {known.formal for kinds in methods().values() for known in kinds.values()} & there == set()
    assert "tensorflow.function" in there


@pytest.mark.tensorflow
def test_what_is_called_there_is_there(installed: dict[str, list[str]]) -> None:
    kept = {name for name, known in watched().items() if not known.gone}
    assert "tensorflow.compat.v1.Session" in kept
    assert kept - set(installed["there"]) == set()


# What each of them is called with, where it takes something; also in a process of its own.
CALLED = """
import json, sys, tempfile
import tensorflow as tf
v1, x, labels = tf.compat.v1, tf.constant([1.0, 0.0]), tf.constant([1, 0])
folder = tempfile.mkdtemp()
given = {
    "train.Supervisor": (None, None), "train.string_input_producer": (["a"],),
    "train.slice_input_producer": ([x],), "train.range_input_producer": (3,), "train.batch": ([x], 2),
    "train.shuffle_batch": ([x], 2, 4, 2), "train.import_meta_graph": (folder,),
    "data.make_initializable_iterator": (tf.data.Dataset.range(3),), "summary.FileWriter": (folder,),
    "summary.merge": ([x],), "metrics.mean": (x,), "metrics.mean_iou": (labels, labels, 2),
}
in_traces = sys.argv[1:] == ["traced"]
said = {}
for name in json.load(sys.stdin):
    called = v1
    short = name.removeprefix("tensorflow.compat.v1.")
    for part in short.split("."):
        called = getattr(called, part)
    def run():
        called(*given.get(short, (x, x) if short.startswith("metrics.") else ()))
        return tf.constant(0)
    if in_traces:
        run = tf.function(run, autograph=False)
    try:
        run()
        said[name] = ""
    except (RuntimeError, ValueError) as error:
        said[name] = str(error)
print(json.dumps(said))
"""


def said_of(asked: list[str], *how: str) -> dict[str, str]:
    """What TensorFlow says to calls of names."""
    done = subprocess.run(
        [sys.executable, "-c", CALLED, *how],
        input=json.dumps(asked),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, str] = json.loads(done.stdout)
    return said


@pytest.mark.tensorflow
def test_what_is_for_graphs_refuses_to_work_eagerly() -> None:
    asked = [name for name, known in watched().items() if known.graphs]
    assert len(asked) > 20
    said = said_of(asked)
    assert [name for name, text in said.items() if "eager" not in text.lower()] == []


@pytest.mark.tensorflow
def test_what_cannot_be_traced_refuses_to_work_in_a_trace() -> None:
    asked = [name for name, known in watched().items() if known.untraceable]
    assert len(asked) > 10
    expected = re.compile(
        "singleton tf.Variables|Graph is finalized|No default session|out of bound|must be in"
    )
    said = said_of(asked, "traced")
    assert [name for name, text in said.items() if expected.search(text) is None] == []


@pytest.mark.tensorflow
def test_deprecated_options_are_those_of_the_documentation(installed: dict[str, list[str]]) -> None:
    assert sorted(installed["options"]) == sorted(DEPRECATED)


KERAS = "import tensorflow as tf\nfrom tensorflow import keras\n"


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        pytest.param(KERAS + "s = tf.Session()\n", True, id="gone name beside Keras"),
        pytest.param("import tensorflow as tf\ns = tf.Session()\n", False, id="a program of TensorFlow 1"),
        pytest.param(KERAS + "s = tf.compat.v1.Session()\n", True, id="by its full name"),
        pytest.param(KERAS + "v1 = tf.compat.v1\ns = v1.Session()\n", True, id="by another name"),
        pytest.param(KERAS + "from tensorflow.compat import v1\nv1.Session()\n", True, id="by import"),
        pytest.param(KERAS + "from tensorflow.compat import v1 as old\nold.layers\n", True, id="by alias"),
        pytest.param(KERAS + "from tensorflow.contrib import slim\n", True, id="imported of what is gone"),
        pytest.param(KERAS + "import tensorflow.contrib.slim as slim\n", True, id="imported with an alias"),
        pytest.param(KERAS + "x = tf.math.log(y)\n", False, id="a name that is there"),
        pytest.param(KERAS + "x = tf.log(y)\n", True, id="a name that is not"),
        pytest.param(KERAS + "x = logger.log(y)\n", False, id="the same word elsewhere"),
        pytest.param("m.compile(run_eagerly=True)\n", True, id="an option that needs no import"),
        pytest.param(KERAS + "m.fit_generator(g)\n", True, id="a method"),
    ],
)
def test_only_files_with_watched_names_are_read(text: str, is_read: bool) -> None:
    assert uses_watched(text, everything=False) is is_read


def test_programs_of_tensorflow_1_are_read_when_asked_for() -> None:
    assert uses_watched("import tensorflow as tf\ns = tf.Session()\n", everything=True)


HELPER = """\
import tensorflow as tf


def squash(x):
    return tf.log(1.0 + x)


def untouched(x):
    return tf.to_float(x)
"""
MAIN = """\
import tensorflow as tf
from helper import squash


@tf.function
def score(x):
    return squash(x)
"""


def test_traces_lead_to_names_in_other_files(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(HELPER, "utf-8")
    main = tmp_path / "main.py"
    main.write_text(MAIN, "utf-8")
    found = analyse(str(main), Project()).findings
    assert [(Path(one.place.path).name, one.place.line, one.target) for one in found] == [
        ("helper.py", 5, "tensorflow.log")
    ]
    assert found[0].call is not None
    assert found[0].call.line == 7
    assert analyse(str(tmp_path / "helper.py"), Project()).findings == ()


MINIMIZES = """\
import tensorflow as tf

weight = tf.Variable(1.0)
optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)


@tf.function
def step(x):
    loss = tf.square(weight * x)
    optimizer.minimize(loss{given})
    return loss


step(tf.constant(1.0))
"""


@pytest.mark.parametrize(
    ("given", "is_found"),
    [
        ("", True),
        (", var_list=None", True),
        (", var_list=[weight]", False),
        (", None, [weight]", False),
    ],
)
def test_a_graph_has_gradients_of_variables_that_are_named(
    given: str, is_found: bool, tmp_path: Path
) -> None:
    path = tmp_path / "main.py"
    path.write_text(MINIMIZES.format(given=given), "utf-8")
    assert [one.symbol for one in analyse(str(path), Project()).findings] == ["tf1-variables"] * is_found


INITIALIZES = """\
import tensorflow as tf


def initialise(session):
    start = tf.compat.v1.global_variables_initializer()
    {run}


@tf.function
def step(x):
    return x


initialise(None)
"""


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("start.run()", [(5, "tf1-variables"), (6, "tf1-session")]),
        ("session.run(start)", [(5, "tf1-variables")]),
        ("session.run(step)", []),
        ("return start", []),
    ],
)
def test_initializers_that_are_run_by_name(run: str, found: list[tuple[int, str]], tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text(INITIALIZES.format(run=run), "utf-8")
    findings = analyse(str(path), Project()).findings
    assert [(one.place.line, one.symbol) for one in findings] == found
    assert [one.place.line for finding in findings for one in finding.related] == [6] * (len(found) > 0)


GONE_AT_SOME_TIME = """\
import tensorflow as tf

mean = tf.keras.metrics.Mean()
mean.reset_states()
tf.estimator.ModeKeys
tf.log(1.0)
"""
NEWER = "TensorFlow 2.16 and later"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (Versions(), [("INFERENCE", f"Keras 3 ({NEWER})"), ("INFERENCE", NEWER), ("HIGH", "TensorFlow 2")]),
        (Versions((2, 21)), [("HIGH", f"Keras 3 ({NEWER})"), ("HIGH", NEWER), ("HIGH", "TensorFlow 2")]),
        (Versions((2, 15)), [("HIGH", "TensorFlow 2")]),
        (Versions((2, 21), 2), [("HIGH", NEWER), ("HIGH", "TensorFlow 2")]),
    ],
)
def test_names_say_what_lost_them(said: Versions, found: list[tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text(GONE_AT_SOME_TIME, "utf-8")
    findings = analyse(str(path), Project(versions=said)).findings
    lost = [
        (one.confidence.name, one.message.split(" does not exist in ")[1].split(";")[0]) for one in findings
    ]
    assert lost == found


FETCHES = """\
import tensorflow as tf


def fetch(x):
    session = tf.compat.v1.get_default_session()
    {fetch}


@tf.function
def double(x):
    return x * 2.0


fetch(double(tf.constant(1.0)))
"""


@pytest.mark.parametrize(
    ("fetch", "is_found"),
    [
        ("return session.run(x)", True),
        ("return session.run(x) if session else x.numpy()", False),
        ("if session is not None: return session.run(x)", False),
        ("return session.run(x) if x.ready else x.numpy()", True),
    ],
)
def test_default_sessions_that_are_asked_for(fetch: str, is_found: bool, tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text(FETCHES.format(fetch=fetch), "utf-8")
    assert [one.symbol for one in analyse(str(path), Project()).findings] == ["tf1-session"] * is_found
