"""What is traced without ``tf.function``: by datasets, by Keras; and what looks like it and is not."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from rules.tensorflow_runs import run_as_program

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project
from tfguard.tracing.candidates import may_trace

PRELUDE = """
import tensorflow as tf
import keras

SEEN = []
ONES = tf.ones((4, 2))
RANGE = tf.data.Dataset.range(4)


def note(x):
    SEEN.append(tf.inside_function())
    return x


"""
MODEL = """
class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    {method}


model = Model()
model.compile("sgd", "mse")
model.fit(ONES, ONES[:, :1], verbose=0)
model.evaluate(ONES, ONES[:, :1], verbose=0)
model.predict(ONES, verbose=0)
"""
CALL = "def call(self, x):\n        return self.dense(x)\n\n    "
LAYERS = """
class Base(keras.layers.Layer):
    def call(self, x):
        return self.step(x)

"""


TRACED = {
    **{
        name: f"def step(x):\n    return note(x)\n\n\n{call}\n"
        for name, call in {
            "map": "RANGE.map(step)",
            "map by name": "RANGE.map(map_func=step, num_parallel_calls=2)",
            "map of a method's result": "RANGE.batch(2).shuffle(4).map(step)",
            "map of a lambda around it": "RANGE.map(lambda x: step(x))",
            "flat_map": "RANGE.flat_map(lambda x: tf.data.Dataset.from_tensors(step(x)))",
            "interleave": "RANGE.interleave(lambda x: tf.data.Dataset.from_tensors(step(x)))",
            "group_by_window": (
                "RANGE.group_by_window(lambda x: step(x), lambda k, w: w.batch(2), window_size=2)"
            ),
            "bucket_by_sequence_length": (
                "RANGE.map(lambda x: tf.ones((2,))).bucket_by_sequence_length("
                "lambda x: tf.shape(step(x))[0], [3], [2, 2])"
            ),
            "vectorized_map": "tf.vectorized_map(step, ONES)",
            "vectorized_map of Keras": "keras.ops.vectorized_map(step, ONES)",
            "Lambda": "keras.Sequential([keras.Input((2,)), keras.layers.Lambda(step)])",
            "experimental": "RANGE.apply(tf.data.experimental.map_and_batch(step, 2))",
            "get_concrete_function": "tf.function(step).get_concrete_function(ONES)",
            "loss in compile": (
                "model = keras.Sequential([keras.layers.Dense(2)])\n"
                "model.compile('sgd', loss=lambda y, p: tf.reduce_mean(step(p) - y))\n"
                "model.fit(ONES, ONES, verbose=0)"
            ),
            "metric in compile": (
                "def error(y, p):\n    return tf.reduce_mean(step(p) - y)\n"
                "model = keras.Sequential([keras.layers.Dense(2)])\n"
                "model.compile('sgd', 'mse', metrics=[error])\n"
                "model.fit(ONES, ONES, verbose=0)"
            ),
        }.items()
    },
    "filter": "def step(x):\n    return note(x) > 2\n\n\nRANGE.filter(step)\n",
    "take_while": "def step(x):\n    return note(x) > 2\n\n\nRANGE.take_while(predicate=step)\n",
    "reduce": "def step(s, x):\n    return s + note(x)\n\n\nRANGE.reduce(tf.constant(0, tf.int64), step)\n",
    "scan": "def step(s, x):\n    return s + x, note(x)\n\n\nRANGE.scan(tf.constant(0, tf.int64), step)\n",
    "partial": (
        "import functools\n\n\ndef step(x, k):\n    return note(x) * k\n\n\n"
        "RANGE.map(functools.partial(step, k=2))\n"
    ),
    "bound method": (
        "class Parser:\n    def step(self, x):\n        return note(x)\n\n\nRANGE.map(Parser().step)\n"
    ),
    "callable object": (
        "class Parser:\n    def __call__(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\nRANGE.map(Parser())\n"
    ),
    "layer": (
        "class Layer(keras.layers.Layer):\n    def call(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\n"
        "keras.Sequential([keras.Input((2,)), Layer()])\n"
    ),
    "hook of a project's base class": (
        f"{LAYERS}\nclass Layer(Base):\n    def step(self, x):\n        return note(x)\n\n\n"
        "keras.Sequential([keras.Input((2,)), Layer()])\n"
    ),
    "functional model": (
        "class Layer(keras.layers.Layer):\n    def call(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\n"
        "inputs = keras.Input((2,))\nkeras.Model(inputs, Layer()(inputs))\n"
    ),
    "call of a model": MODEL.format(
        method="def call(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return self.dense(note(x))"
    ),
    **{
        name: MODEL.format(
            method=f"{CALL}def {name}(self, data):\n        self.step(data)\n"
            f"        return super().{name}(data)\n\n    def step(self, data):\n        note(data)"
        )
        for name in ("train_step", "test_step", "predict_step")
    },
    "loss class": (
        "class Loss(keras.losses.Loss):\n    def call(self, y, p):\n        return self.step(p - y)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\n"
        "model = keras.Sequential([keras.layers.Dense(2)])\nmodel.compile('sgd', loss=Loss())\n"
        "model.fit(ONES, ONES, verbose=0)\n"
    ),
    "schedule": (
        "class Schedule(keras.optimizers.schedules.LearningRateSchedule):\n    def __call__(self, count):\n"
        "        return self.step(count)\n\n    def step(self, count):\n        note(count)\n        return 0.1\n\n\n"
        "model = keras.Sequential([keras.layers.Dense(2)])\n"
        "model.compile(keras.optimizers.SGD(Schedule()), 'mse')\nmodel.fit(ONES, ONES, verbose=0)\n"
    ),
}
UNTRACED = {
    **{
        name: f"def step(x=None):\n    return note(x)\n\n\n{call}\n"
        for name, call in {
            "from_generator": (
                "def numbers():\n    step()\n    yield 1\n\n\n"
                "list(tf.data.Dataset.from_generator(numbers, tf.int32))"
            ),
            "apply": "RANGE.apply(step)",
            "eager map_fn": "tf.map_fn(step, ONES)",
            "eager cond": "tf.cond(tf.constant(True), step, step)",
            "py_function": "list(RANGE.map(lambda x: tf.py_function(step, [x], tf.int64)))",
            "numpy_function": "list(RANGE.map(lambda x: tf.numpy_function(step, [x], tf.int64)))",
            "Python's map": "list(map(step, [1, 2]))",
            "callback": (
                "class Note(keras.callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None):\n"
                "        step(epoch)\n\n\nmodel = keras.Sequential([keras.layers.Dense(2)])\n"
                "model.compile('sgd', 'mse')\nmodel.fit(ONES, ONES, verbose=0, callbacks=[Note()])"
            ),
            "never called": "tf.function",
        }.items()
    },
    "schedule in a callback": (
        "def step(epoch):\n    note(epoch)\n    return 0.1\n\n\n"
        "model = keras.Sequential([keras.layers.Dense(2)])\nmodel.compile('sgd', 'mse')\n"
        "model.fit(ONES, ONES, verbose=0, callbacks=[keras.callbacks.LearningRateScheduler(step)])\n"
    ),
    "module called eagerly": (
        "class Scale(tf.Module):\n    def __call__(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\nScale()(ONES)\n"
    ),
    "a class of the program called Layer": (
        "class Layer:\n    def call(self, x):\n        return self.step(x)\n\n"
        "    def step(self, x):\n        return note(x)\n\n\nLayer().call(ONES)\n"
    ),
    "map of an object of the program": (
        "def step(x):\n    return note(x)\n\n\nclass Stream:\n    def map(self, f):\n        return f(1)\n\n\n"
        "Stream().map(step)\n"
    ),
}


def traced_names(source: str, folder: Path) -> set[str]:
    path = folder / "main.py"
    path.write_text(PRELUDE + textwrap.dedent(source), "utf-8")
    project = Project()
    if not may_trace(project, str(path), path.read_text("utf-8")):
        return set()
    return {traced.qualname.rpartition(".")[2] for traced in analyse(str(path), project).traced}


@pytest.mark.parametrize("source", TRACED.values(), ids=TRACED.keys())
def test_traced(source: str, tmp_path: Path) -> None:
    assert "step" in traced_names(source, tmp_path)


@pytest.mark.parametrize("source", UNTRACED.values(), ids=UNTRACED.keys())
def test_not_traced(source: str, tmp_path: Path) -> None:
    assert "step" not in traced_names(source, tmp_path)


def test_running_eagerly_is_not_traced(tmp_path: Path) -> None:
    source = TRACED["train_step"]
    for eager in ('"sgd", "mse", run_eagerly=True', '"sgd", "mse"); setattr(model, "x", 1'):
        changed = source.replace('"sgd", "mse"', eager)
        assert changed != source
        assert ("step" in traced_names(changed, tmp_path)) is ("run_eagerly" not in eager)
    switched = source.replace("model.fit", "model.run_eagerly = True\nmodel.fit")
    assert "step" not in traced_names(switched, tmp_path)


@pytest.mark.tensorflow
@pytest.mark.xdist_group("implicit-roots")
@pytest.mark.parametrize(
    ("source", "traced"),
    [
        *(pytest.param(source, True, id=name) for name, source in TRACED.items()),
        *(pytest.param(source, False, id=f"not {name}") for name, source in UNTRACED.items()),
    ],
)
def test_tensorflow_agrees(source: str, traced: bool, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(f"{PRELUDE}{textwrap.dedent(source)}\nprint(any(SEEN))\n", "utf-8")
    outcome = run_as_program(path)
    assert outcome.returned, outcome.text
    assert str(outcome.value).split()[-1] == str(traced)
