"""What counts as a root: every way in which real code hands a function to a tracer, and look-alikes."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tfguard.rules.analysis import Analysis, analyse
from tfguard.syntax.project import Project


def analysed(source: str, folder: Path, **files: str) -> Analysis:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), "utf-8")
    main = folder / "main.py"
    main.write_text(textwrap.dedent(source), "utf-8")
    return analyse(str(main), Project(("speedy.jit",)))


def roots(analysis: Analysis) -> set[str]:
    return {traced.qualname for traced in analysis.traced if traced.is_root}


FORMS = {
    "bare decorator": "import tensorflow as tf\n@tf.function\ndef step(x): return x",
    "decorator with options": "import tensorflow as tf\n@tf.function(jit_compile=True)\ndef step(x): return x",
    "compat v2": "import tensorflow.compat.v2 as tf\n@tf.function\ndef step(x): return x",
    "compat v2 from": "from tensorflow.compat import v2 as tf\n@tf.function\ndef step(x): return x",
    "imported name": "from tensorflow import function as f\n@f\ndef step(x): return x",
    "imported over lines": "from tensorflow import (\n    function,\n    Variable,\n)\n@function\ndef step(x): return x",
    "internal": "from tensorflow.python.eager import def_function\n@def_function.function\ndef step(x): return x",
    "partial": """
        import functools
        import tensorflow as tf
        @functools.partial(tf.function, autograph=False)
        def step(x): return x
        """,
    "assigned partial": """
        from functools import partial
        import tensorflow as tf
        graph = partial(tf.function, jit_compile=True)
        @graph
        def step(x): return x
        """,
    "assigned decorator": """
        import tensorflow as tf
        jit = tf.function(jit_compile=True)
        @jit
        def step(x): return x
        """,
    "call": "import tensorflow as tf\ndef step(x): return x\nfast = tf.function(step)",
    "call with options": "import tensorflow as tf\ndef step(x): return x\nfast = tf.function(autograph=False)(step)",
    "keyword": "import tensorflow as tf\ndef step(x): return x\nfast = tf.function(func=step)",
    "called at once": "import tensorflow as tf\ndef step(x): return x\nprint(tf.function(step)(1))",
    "concrete": "import tensorflow as tf\ndef step(x): return x\nc = tf.function(step).get_concrete_function(1)",
    "argument": "import tensorflow as tf\ndef step(x): return x\ndef run(f): f(1)\nrun(tf.function(step))",
    "conditional expression": """
        import tensorflow as tf
        def step(x): return x
        def train(eager):
            f = step if eager else tf.function(step)
            f(1)
        """,
    "under if": """
        import tensorflow as tf
        def step(x): return x
        def train(eager):
            f = step
            if not eager:
                f = tf.function(f)
            f(1)
        """,
    "own wrapper": """
        import tensorflow as tf
        def graph(fn):
            return tf.function(fn, autograph=False)
        @graph
        def step(x): return x
        """,
    "own wrapper with options": """
        import functools
        import tensorflow as tf
        def graph(**options):
            def wrap(fn):
                return functools.wraps(fn)(tf.function(fn, **options))
            return wrap
        @graph(jit_compile=True)
        def step(x): return x
        """,
    "wrapper named in the options": "import speedy\n@speedy.jit\ndef step(x): return x",
}


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS.keys())
def test_form_is_a_root(source: str, tmp_path: Path) -> None:
    assert roots(analysed(source, tmp_path)) == {"step"}


def test_methods(tmp_path: Path) -> None:
    found = roots(
        analysed(
            """
            import tensorflow as tf
            class Model:
                def __init__(self):
                    self.step = tf.function(self._step)
                    self.loss = tf.function(lambda x: x)
                def _step(self, x): return x
                def predict(self, x): return x
                @tf.function
                def train(self, x): return x
            model = Model()
            predict = tf.function(model.predict)
            """,
            tmp_path,
        )
    )
    assert found == {"Model._step", "Model.__init__.<locals>.<lambda>", "Model.predict", "Model.train"}


AWAITED = """
    import tensorflow as tf
    @tf.function
    def halved(x):
        while x > 1.0:
            x = x / 2.0
        return x
    bare = tf.function(halved.python_function, autograph=False)
    try:
        bare(tf.constant(3.0))
    except {error}:
        print("needs AutoGraph")
    """


@pytest.mark.parametrize(
    ("error", "expected"), [("tf.errors.OperatorNotAllowedInGraphError", False), ("KeyError", True)]
)
def test_what_is_traced_to_be_seen_failing_is_no_root(error: str, expected: bool, tmp_path: Path) -> None:
    assert bool(analysed(AWAITED.format(error=error), tmp_path).findings) is expected


def test_what_a_wrapper_is_given_is_told_by_its_call(tmp_path: Path) -> None:
    source = """
        import tensorflow as tf
        def compiled(f):
            return tf.function(f, reduce_retracing=True)
        class Model:
            def __init__(self):
                self.step = compiled(self._step)
            def _step(self, x): return x
        """
    (traced,) = analysed(source, tmp_path).traced
    assert (traced.root.why, traced.root.wrapped_at.line) == ("wrapped by compiled(self._step)", 7)


def test_wrapper_in_another_file(tmp_path: Path) -> None:
    common = (
        "import tensorflow as tf\ndef function(*args, **kwargs):\n    return tf.function(*args, **kwargs)\n"
    )
    source = "import common\n@common.function()\ndef a(x): return x\n@common.function\ndef b(x): return x"
    assert roots(analysed(source, tmp_path, common=common)) == {"a", "b"}


LOOK_ALIKES = {
    "another library": "from toolbox import function\n@function\ndef step(x): return x",
    "another object": "import tf\n@tf.function\ndef step(x): return x",
    "own function": "def function(f): return f\n@function\ndef step(x): return x",
    "own class": "class tf:\n    @staticmethod\n    def function(f): return f\n@tf.function\ndef step(x): return x",
    "in a comment": "import tensorflow as tf\n# @tf.function\ndef step(x): return x",
    "py_function": "import tensorflow as tf\ndef step(x): return x\ny = tf.py_function(step, [1], tf.int32)",
    "other branch": """
        import tensorflow as tf
        def step(x): return x
        def make(loop, graph):
            if graph:
                f = tf.function(loop)
            else:
                f = step
            return f
        """,
}


@pytest.mark.parametrize("source", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alike_is_no_root(source: str, tmp_path: Path) -> None:
    assert not roots(analysed(source, tmp_path))


def test_options_are_recorded(tmp_path: Path) -> None:
    source = """
        import tensorflow as tf
        @tf.function(input_signature=[tf.TensorSpec([None])], reduce_retracing=True, jit_compile=True, autograph=False)
        def step(x): return x
        """
    options = analysed(source, tmp_path).traced[0].root.options
    assert options.input_signature == "[tf.TensorSpec([None])]"
    assert (options.autograph, options.reduce_retracing, options.jit_compile) == (False, True, True)


def test_reach_and_chain(tmp_path: Path) -> None:
    helpers = "def log(x):\n    print(x)\n    return x\n"
    analysis = analysed(
        """
        import tensorflow as tf
        from helpers import log
        class Base:
            def hook(self, x): return self.deeper(x)
            def deeper(self, x): return log(x)
        class Model(Base):
            def hook(self, x): return super().hook(x)
            @tf.function
            def step(self, x):
                run = self.hook
                return run(x)
        """,
        tmp_path,
        helpers=helpers,
    )
    assert [link.function for link in analysis.findings[0].chain] == [
        "Model.step",
        "Model.hook",
        "Base.hook",
        "Base.deeper",
        "log",
    ]
    finding = analysis.findings[0]
    assert finding.place.path.endswith("helpers.py")
    assert finding.call is not None
    assert (finding.call.path, finding.call.line) == (str(tmp_path / "main.py"), 6)


@pytest.mark.parametrize(
    "body",
    [
        "def a(x): return b(x)\ndef b(x): return a(x)\n@tf.function\ndef step(x): return a(x)",
        "@tf.function\ndef step(x): return step(x)",
        "class A(B): pass\nclass B(A): pass\n@tf.function\ndef step(x): return A()(x)",
        "a = b\nb = a\n@tf.function\ndef step(x): return a + b",
    ],
    ids=["mutual", "self", "bases", "names"],
)
def test_cycles_end(body: str, tmp_path: Path) -> None:
    assert roots(analysed(f"import tensorflow as tf\n{body}", tmp_path)) == {"step"}


@pytest.mark.parametrize(
    "line",
    [
        "if tf.executing_eagerly(): print(x)",
        "if not tf.inside_function(): print(x)",
        "tf.py_function(lambda v: print(v), [x], [])",
        "tf.numpy_function(show, [x], [])",
        "tf.print(x)",
    ],
)
def test_islands_are_silent(line: str, tmp_path: Path) -> None:
    source = f"import tensorflow as tf\ndef show(v): print(v)\n@tf.function\ndef step(x):\n    {line}\n    return x"
    assert not analysed(source, tmp_path).findings
