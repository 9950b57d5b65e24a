"""Code that nobody has prepared: objects, arguments and modules are found where a project has them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.conftest import Judge
from confirm.made_findings import make_finding

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast, Proof, SymbolicText
from tfguard.syntax.place import Place
from tfguard.tracing.traced import Link, RootKind

pytestmark = pytest.mark.tensorflow

Write = Callable[..., Path]
PRINT = "W7201"
TEXTS = {"W7207": Proof(Contrast.EAGER_OK, (SymbolicText(),))}


@pytest.fixture
def write(program: Write) -> Write:
    """Write a file of a package."""
    program("", "pack/__init__.py")

    def put(text: str, name: str) -> Path:
        return program(textwrap.dedent(text), name)

    return put


def _as(finding: Finding, kind: RootKind) -> Finding:
    from dataclasses import replace

    return replace(finding, root=replace(finding.root, kind=kind))


def _through(finding: Finding, *functions: tuple[str, Path]) -> Finding:
    """Lengthen a finding's chain; each function is entered from the file given with it."""
    from dataclasses import replace

    links = [Link(name, Place(str(path), 1, 1, 1, 2)) for name, path in functions]
    return replace(finding, chain=(*finding.chain, *links))


def _details(verdict: Verdict) -> str:
    return " ".join(text for _, text in verdict.details) + verdict.reason


def _confirmed(verdicts: list[Verdict]) -> bool:
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CONFIRMED], [
        (verdict.reason, verdict.details) for verdict in verdicts
    ]
    return True


LAYER = """
    import tensorflow as tf
    from .config import NetConfig

    class Attention(tf.keras.layers.Layer):
        def __init__(self, settings, **kwargs):
            super().__init__(**kwargs)
            if settings.width % settings.heads:
                raise ValueError("heads do not fit")
            self.dense = tf.keras.layers.Dense(settings.width)
            self.heads = settings.heads

        def call(self, states):
            rows, columns, width = states.shape
            print("attention")
            return tf.reshape(self.dense(states), [rows, columns, self.heads, -1])
"""
CONFIG = """
    class NetConfig:
        def __init__(self, width=4096, heads=32, layers=48):
            self.width = width
            self.heads = heads
            self.layers = layers
"""


def test_a_layer_is_made_with_a_small_configuration(write: Write, judged: Judge) -> None:
    write(CONFIG, "pack/config.py")
    path = write(LAYER, "pack/net.py")
    finding = make_finding(path, PRINT, 'print("attention")', "Attention.call")
    verdicts = judged([_as(finding, RootKind.KERAS)])
    assert _confirmed(verdicts)
    assert "NetConfig(width=64" in _details(verdicts[0])


def test_what_a_layer_deep_inside_is_called_with_is_learnt_from_its_model(
    write: Write, judged: Judge
) -> None:
    path = write(
        """
        import tensorflow as tf

        class Inner(tf.keras.layers.Layer):
            def call(self, inputs):
                if set(inputs["rows"]) != {"first", "second"}:
                    raise ValueError("no rows")
                print("inner")
                return inputs["rows"]["first"] + inputs["rows"]["second"]

        class Outer(tf.keras.Model):
            def __init__(self):
                super().__init__()
                self.inner = Inner()

            def call(self, x):
                return self.inner({"rows": {"first": x, "second": x + 1.0}})
        """,
        "pack/net.py",
    )
    finding = make_finding(path, PRINT, 'print("inner")', "Inner.call")
    verdicts = judged([_as(finding, RootKind.KERAS)])
    assert _confirmed(verdicts)
    assert "called as Outer calls it" in _details(verdicts[0])


STEP = """
    import tensorflow as tf

    class Agent:
        def __init__(self, rate, *, spec):
            if not isinstance(spec, dict) or "shape" not in spec:
                raise ValueError("no specification")
            self.rate, self.spec, self.seen = rate, spec, []

        @tf.function
        def step(self, state, *, mask=None):
            if state["position"].shape != self.spec["shape"]:
                raise ValueError("another shape")
            {effect}
            return state["position"] * self.rate
"""
TESTS = """
    import unittest
    import tensorflow as tf
    from pack import agent

    class AgentTest(unittest.TestCase):
        def setUp(self):
            super().setUp()
            self.spec = {"shape": [2, 3]}

        def test_refuses(self):
            with self.assertRaises(ValueError):
                agent.Agent(1.0, spec=None)

        def test_steps(self):
            made = agent.Agent(0.5, spec=self.spec)
            self.assertEqual(made.step({"position": tf.zeros([2, 3])}).shape, [2, 3])
"""


def test_a_test_of_the_project_makes_the_object_and_knows_the_arguments(write: Write, judged: Judge) -> None:
    path = write(STEP.format(effect='print("step")'), "pack/agent.py")
    write(TESTS, "tests/test_agent.py")
    verdicts = judged([make_finding(path, PRINT, 'print("step")', "Agent.step")])
    assert _confirmed(verdicts)
    assert "called as AgentTest.test_steps in test_agent.py calls it" in _details(verdicts[0])


def test_what_a_test_passes_refutes_too(write: Write, judged: Judge) -> None:
    path = write(STEP.format(effect='tf.print("step")'), "pack/agent.py")
    write(TESTS, "tests/test_agent.py")
    verdicts = judged([make_finding(path, PRINT, 'tf.print("step")', "Agent.step")])
    assert verdicts[0].outcome is Outcome.REFUTED, verdicts[0].reason


def test_a_function_inside_a_test_is_called_as_the_test_calls_it(write: Write, judged: Judge) -> None:
    path = write(
        """
        import unittest
        import tensorflow as tf

        class StepTest(unittest.TestCase):
            def setUp(self):
                self.log = []
                self.scale = tf.constant([1.0, 2.0])

            def test_it(self):
                log = self.log
                rows = [self.scale, {"a": self.scale}]

                @tf.function
                def step(first, second):
                    log.append(1)
                    return first + second["a"]

                step(*rows)
        """,
        "tests/test_step.py",
    )
    finding = make_finding(path, "W7203", "log.append(1)", "StepTest.test_it.<locals>.step", target="log")
    assert _confirmed(judged([finding]))


def test_a_method_that_is_inherited_in_another_file_is_called_on_the_heir(
    write: Write, judged: Judge
) -> None:
    path = write(
        """
        import abc
        import tensorflow as tf

        class Base(abc.ABC):
            @abc.abstractmethod
            def inner(self, x): ...

            @tf.function
            def step(self, x):
                return self.inner(x)
        """,
        "pack/base.py",
    )
    heir = write(
        """
        from pack import base

        class Heir(base.Base):
            def __init__(self, size=3):
                self.size = size

            def inner(self, x):
                print("inner")
                return x * self.size
        """,
        "pack/heir.py",
    )
    finding = make_finding(path, PRINT, 'print("inner")', "Base.step", place_path=heir)
    assert _confirmed(judged([_through(finding, ("Heir.inner", path))]))


def test_what_a_decorator_puts_around_a_method_is_reached_through_the_method(
    write: Write, judged: Judge
) -> None:
    path = write(
        """
        import functools

        def unpacked(function):
            @functools.wraps(function)
            def run(self, *args, **kwargs):
                return function(self, *args, **kwargs)
            return run
        """,
        "pack/wrap.py",
    )
    net = write(
        """
        import tensorflow as tf
        from .wrap import unpacked

        class Net(tf.keras.layers.Layer):
            @unpacked
            def call(self, inputs):
                print("call")
                return inputs + 1.0
        """,
        "pack/net.py",
    )
    finding = make_finding(path, PRINT, 'print("call")', "unpacked.<locals>.run", place_path=net)
    assert _confirmed(judged([_as(_through(finding, ("Net.call", path)), RootKind.KERAS)]))


def test_a_library_that_is_checked_is_run_itself_and_not_the_installed_one(
    program: Write, judged: Judge
) -> None:
    program("", "wrapt/__init__.py")
    text = "import tensorflow as tf\n@tf.function\ndef step(x):\n    print('own')\n    return x\n"
    path = program(text, "wrapt/decorators.py")
    assert _confirmed(judged([make_finding(path, PRINT, "print('own')", "step")]))


def test_names_that_a_package_loads_at_their_first_use_are_there(write: Write, judged: Judge) -> None:
    write(
        """
        import sys
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from .helper import scaled
            from .not_there import nothing
        else:
            sys.modules[__name__] = object()
        """,
        "pack/parts/__init__.py",
    )
    write("def scaled(x):\n    return x * 2.0\n", "pack/parts/helper.py")
    path = write(
        """
        import tensorflow as tf
        from pack.parts import scaled

        @tf.function
        def step(x):
            print("step")
            return scaled(x)
        """,
        "pack/net.py",
    )
    assert _confirmed(judged([make_finding(path, PRINT, 'print("step")', "step")]))


def test_a_function_made_for_a_dataset_is_caught_in_its_maker(write: Write, judged: Judge) -> None:
    path = write(
        """
        import tensorflow as tf

        def build(files, size):
            def parse(x):
                print("parse")
                return x[:size]
            return tf.data.TextLineDataset(files).map(parse)
        """,
        "pack/data.py",
    )
    finding = make_finding(path, PRINT, 'print("parse")', "build.<locals>.parse")
    assert _confirmed(judged([_as(finding, RootKind.DATASET)]))


def test_containers_that_load_when_they_are_looked_at_are_left_alone(write: Write, judged: Judge) -> None:
    path = write(
        """
        import tensorflow as tf

        class Lazy(dict):
            def values(self):
                raise ImportError("not installed")

        TABLE = Lazy(a=1)

        @tf.function
        def step(x):
            print("step")
            return x + dict.__getitem__(TABLE, "a")
        """,
        "pack/net.py",
    )
    assert _confirmed(judged([make_finding(path, PRINT, 'print("step")', "step")]))


def test_flags_of_absl_have_their_defaults(write: Write, judged: Judge) -> None:
    path = write(
        """
        import tensorflow as tf
        from absl import flags

        FLAGS = flags.FLAGS
        flags.DEFINE_integer("tfguard_test_size", 3, "a size")

        @tf.function
        def step(x):
            print("step")
            return x * FLAGS.tfguard_test_size
        """,
        "pack/net.py",
    )
    assert _confirmed(judged([make_finding(path, PRINT, 'print("step")', "step")]))


SIZES = """
    import tensorflow as tf

    class Net(tf.keras.layers.Layer):
        def call(self, inputs):
            rows = {rows}
            tf.debugging.assert_equal(1, 1, message=f"has {{rows}} rows")
            return inputs + 1.0
"""


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ("inputs.shape[0] or tf.shape(inputs)[0]", Outcome.CONFIRMED),
        ("[tf.reduce_max(inputs)]", Outcome.CONFIRMED),
        ("inputs.shape[-1]", Outcome.REFUTED),
    ],
)
def test_what_keras_leaves_open_is_left_open(
    rows: str, outcome: Outcome, write: Write, judged: Judge
) -> None:
    path = write(SIZES.format(rows=rows), "pack/net.py")
    finding = _as(make_finding(path, "W7207", 'f"has {rows} rows"', "Net.call"), RootKind.KERAS)
    assert [verdict.outcome for verdict in judged([finding], proofs=TEXTS)] == [outcome]
