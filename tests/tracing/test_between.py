"""What is found between the calls of traced functions, in programs of one file and of several.

A program is one text: ``#: name`` begins a file, and the first file is the one that is analysed.
``# expect:`` marks the lines of findings, ``# related:`` those of the places that explain them.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project
from tfguard.tracing.candidates import may_trace

FUNCTION_IN_LOOP = "tf-function-in-loop"
SCALAR, OBJECT, SHAPE = "tf-python-scalar-arg", "tf-object-arg", "tf-shape-retrace"
GLOBAL, ATTRIBUTE = "tf-global-read", "tf-attribute-read"
LOOP, CONSTANT = "tf-loop-capture", "tf-constant-capture"
BETWEEN = {FUNCTION_IN_LOOP, SCALAR, OBJECT, SHAPE, GLOBAL, ATTRIBUTE, LOOP, CONSTANT}

Places = set[tuple[str, int, str]]


def findings(program: str, folder: Path, **options: int) -> list[Finding]:
    """Write a program's files, analyse the first one."""
    parts = re.split(r"^#: (\S+)\n", textwrap.dedent(program), flags=re.MULTILINE)
    assert not parts[0].strip()
    names, texts = parts[1::2], parts[2::2]
    for name, text in zip(names, texts, strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("import tensorflow as tf\n" + text, "utf-8")
    found = analyse(str(folder / names[0]), Project(**options)).findings
    return [finding for finding in found if finding.symbol in BETWEEN]


def marks(folder: Path, word: str) -> Places:
    return {
        (path.relative_to(folder).as_posix(), number, symbol)
        for path in folder.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        for symbol in re.findall(rf"# {word}: ([\w-]+)", line)
    }


def places(found: list[Finding], folder: Path) -> Places:
    return {(Path(f.place.path).relative_to(folder).as_posix(), f.place.line, f.symbol) for f in found}


FOUND = {
    "number of a loop in another file": """
        #: train.py
        from model import step
        def train(batches):
            for i in range(100):
                step(tf.ones([2]), i)  # expect: tf-python-scalar-arg
        #: model.py
        @tf.function
        def step(x, number):
            return x * number
        """,
    "number of a loop in a file that calls a helper of another, which calls the function of a third": """
        #: main.py
        from helper import run
        for epoch in range(10):  # related: tf-python-scalar-arg
            run(tf.ones([2]), epoch)
        #: helper.py
        from model import step
        def run(x, number):
            return step(x, number)  # expect: tf-python-scalar-arg
        #: model.py
        @tf.function
        def step(x, number):
            return x * number
        """,
    "shapes of a loop that reach the function through a helper of another file": """
        #: main.py
        from helper import run
        for size in range(1, 10):  # related: tf-shape-retrace
            run(tf.ones([size]))
        #: helper.py
        import model
        def run(x):
            return model.step(x)  # expect: tf-shape-retrace
        #: model.py
        def _step(x):
            return tf.reduce_sum(x)
        step = tf.function(_step)
        """,
    "number that a method in the function's own file passes on": """
        #: main.py
        from model import Trainer
        trainer = Trainer()
        for epoch in range(10):  # related: tf-python-scalar-arg
            trainer.fit(tf.ones([2]), epoch)
        #: model.py
        class Trainer:
            @tf.function
            def _step(self, x, number):
                return x * number
            def fit(self, x, number):
                return self._step(x, number)  # expect: tf-python-scalar-arg
        """,
    "constant rebound between two calls of a helper": """
        #: main.py
        import config
        from helper import run
        batch = tf.ones([2])
        print(run(batch))
        config.RATE = 0.1  # related: tf-global-read
        print(run(batch))
        #: helper.py
        from model import step
        def run(x):
            return step(x)
        #: model.py
        import config
        @tf.function
        def step(x):
            return x * config.RATE  # expect: tf-global-read
        #: config.py
        RATE = 0.5
        """,
    "number of a loop over a function that a package passes on": """
        #: main.py
        from pkg import step
        for epoch in range(10):
            step(tf.ones([2]), epoch)  # expect: tf-python-scalar-arg
        #: pkg/__init__.py
        from .model import step
        #: pkg/model.py
        @tf.function
        def step(x, number):
            return x * number
        """,
    "number of a loop over a function of a package's module": """
        #: main.py
        from pkg import (
            model,
        )
        for epoch in range(10):
            model.step(tf.ones([2]), epoch)  # expect: tf-python-scalar-arg
        #: pkg/__init__.py
        #: pkg/model.py
        @tf.function
        def step(x, number):
            return x * number
        """,
    "number of a loop over what a wrapper of a package's package has made": """
        #: main.py
        from pkg import compiled
        @compiled
        def step(x, number):
            return x * number
        for epoch in range(10):
            step(tf.ones([2]), epoch)  # expect: tf-python-scalar-arg
        #: pkg/__init__.py
        from .inner import compiled
        #: pkg/inner/__init__.py
        from pkg.inner.wrappers import *
        #: pkg/inner/wrappers.py
        def compiled(f):
            return tf.function(f, jit_compile=True)
        """,
    "number of the rounds of one kind": """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        def train(x, schedule):
            for kind, number in zip((0, 1, 0, 0), range(4)):
                if kind == 0:
                    step(x, number)  # expect: tf-python-scalar-arg
        """,
    "rate of a dropout layer": """
        #: train.py
        import keras
        dropout = keras.layers.Dropout(0.5)
        @tf.function
        def noisy(x):
            return dropout(x, training=True)  # expect: tf-attribute-read
        def train(x):
            noisy(x)
            dropout.rate = 0.0  # related: tf-attribute-read
            return noisy(x)
        """,
    "number for a function that a plain module passes on": """
        #: main.py
        from steps import step
        for number in range(5):
            step(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        #: steps.py
        from core import step
        #: core.py
        @tf.function
        def step(x, number):
            return x * number
        """,
    "number for a function under a wrapper of another module": """
        #: main.py
        from steps import step
        for number in range(5):
            step(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        #: steps.py
        from compat import graph
        @graph
        def step(x, number):
            return x * number
        #: compat.py
        def graph(func):
            return tf.function(func)
        """,
    "number for a function of one module that another one wraps": """
        #: main.py
        from steps import step
        for number in range(5):
            step(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        #: steps.py
        import impl
        step = tf.function(impl.step)
        #: impl.py
        def step(x, number):
            return x * number
        """,
    "number for an inherited method of an imported class": """
        #: main.py
        from sub import Sub
        model = Sub()
        for number in range(5):
            model.run(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        #: sub.py
        class Base:
            @tf.function
            def run(self, x, number):
                return x * number
        class Sub(Base):
            pass
        """,
    "attribute of an imported class with an inherited method": """
        #: main.py
        from sub import Sub
        model = Sub(1.0)
        for number in range(3):
            model.run(tf.ones([2]))
            model.scale += 1.0  # related: tf-attribute-read
        #: sub.py
        from base import Base
        class Sub(Base):
            pass
        #: base.py
        class Base:
            def __init__(self, scale):
                self.scale = scale
            @tf.function
            def run(self, x):
                return x * self.scale  # expect: tf-attribute-read
        """,
    "counter that an inherited method raises": """
        #: train.py
        class Mixin:
            def tick(self):
                self.number += 1
        class Trainer(Mixin):
            number = 0
            @tf.function
            def _step(self, x, number):
                return x * number
        trainer = Trainer()
        for _ in range(4):
            trainer._step(tf.ones([2]), trainer.number)  # expect: tf-python-scalar-arg
            trainer.tick()
        """,
    "shapes for a function in a package without __init__.py": """
        #: main.py
        from curriculum.nn import step as step_lib
        for size in range(8, 64, 8):
            step_lib.step(tf.ones([size, 4]))  # expect: tf-shape-retrace
        #: curriculum/nn/step.py
        @tf.function
        def step(x):
            return tf.reduce_sum(x)
        """,
    "function that is wrapped under its own name": """
        #: train.py
        def step(x, number):
            return x * number
        step = tf.function(step)
        for number in range(5):
            step(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        """,
    "number in arguments that are unpacked": """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        def train(x):
            for i in range(100):
                step(*(x, i))  # expect: tf-python-scalar-arg
            for j in range(100):
                arguments = (x, j)  # expect: tf-python-scalar-arg
                step(*arguments)
            for k in range(100):
                step(x, **{"number": k})  # expect: tf-python-scalar-arg
        """,
    "constant of a module rebound by another file": """
        #: train.py
        import config
        from model import step
        def train(batches):
            for batch in batches:
                step(batch)
                config.RATE = config.RATE * 0.5  # related: tf-global-read
        #: model.py
        import config
        @tf.function
        def step(x):
            return x * config.RATE  # expect: tf-global-read
        #: config.py
        RATE = 1.0
        """,
    "number from one of two callers": """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        def run(x, number):
            return step(x, number)  # expect: tf-python-scalar-arg
        def once(x):
            return run(x, 1)
        def often(x):
            for i in range(100):
                run(x, i)
        """,
    "counter on self": """
        #: train.py
        class Trainer:
            def __init__(self):
                self.count = 0
            @tf.function
            def step(self, x, count):
                return x * count
            def train(self, batches):
                for batch in batches:
                    self.step(batch, self.count)  # expect: tf-python-scalar-arg
                    self.count += 1
        """,
    "generator": """
        #: train.py
        @tf.function
        def step(x, size):
            return x * size
        def sizes():
            size = 1
            while size < 1000:
                yield size
                size *= 2
        def train(x):
            for size in sizes():
                step(x, size)  # expect: tf-python-scalar-arg
        """,
    "starred arguments": """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        def train(x):
            for i in range(100):
                step(*[x], i)  # expect: tf-python-scalar-arg
        """,
    "dict of functions": """
        #: train.py
        @tf.function
        def forward(x, number):
            return x * number
        steps = {"forward": forward}
        def train(x):
            for i in range(100):
                steps["forward"](x, i)  # expect: tf-python-scalar-arg
        """,
    "partial": """
        #: train.py
        import functools
        @tf.function
        def step(x, number):
            return x * number
        fixed = functools.partial(step, tf.ones([2]))
        def train():
            for i in range(100):
                fixed(i)  # expect: tf-python-scalar-arg
        """,
    "strategy.run": """
        #: train.py
        strategy = tf.distribute.MirroredStrategy()
        @tf.function
        def step(x, number):
            return x * number
        def train(x):
            for i in range(100):
                strategy.run(step, args=(x, i))  # expect: tf-python-scalar-arg
        """,
    "override of a method that the base wraps": """
        #: train.py
        from base import Base
        class Child(Base):
            def forward(self, x):
                return x * self.scale  # expect: tf-attribute-read
        child = Child()
        def train(batches):
            for batch in batches:
                child.run(batch)
                child.scale += 1.0  # related: tf-attribute-read
        #: base.py
        class Base:
            def __init__(self):
                self.scale = 1.0
                self.run = tf.function(self.forward)
            def forward(self, x):
                return x
        """,
    "traced override in a file that neither the call nor the base knows": """
        #: main.py
        from base import Task
        from helper import train
        class Scaled(Task):
            @tf.function
            def step(self, x, number):
                return x * number
        train(Scaled())
        #: helper.py
        from base import Task
        class Warmup:
            @tf.function
            def step(self, x):
                return x
        def train(task: Task):
            for number in range(10):
                task.step(tf.ones([2]), number)  # expect: tf-python-scalar-arg
        #: base.py
        class Task:
            def step(self, x, number):
                return x
        """,
    "nonlocal": """
        #: train.py
        def train(batches):
            scale = 1.0
            @tf.function
            def step(x):
                return x * scale  # expect: tf-global-read
            def decay():
                nonlocal scale
                scale *= 0.5  # related: tf-global-read
            for batch in batches:
                step(batch)
                decay()
        """,
    "property with a setter": """
        #: train.py
        class Model:
            def __init__(self):
                self._scale = 1.0
            @property
            def scale(self):
                return self._scale  # expect: tf-attribute-read
            @scale.setter
            def scale(self, value):
                self._scale = value  # related: tf-attribute-read
            @tf.function
            def step(self, x):
                return x * self.scale
        def train(batches, rates):
            model = Model()
            for batch, rate in zip(batches, rates):
                model.step(batch)
                model.scale = rate
        """,
    "setattr": """
        #: train.py
        class Model:
            def __init__(self):
                self.scale = 1.0
            @tf.function
            def step(self, x):
                return x * self.scale  # expect: tf-attribute-read
        def train(batches, rates):
            model = Model()
            for batch, rate in zip(batches, rates):
                model.step(batch)
                setattr(model, "scale", rate)  # related: tf-attribute-read
        """,
    "context manager that changes and restores": """
        #: train.py
        import contextlib
        training = True
        @contextlib.contextmanager
        def evaluation():
            global training
            training = False  # related: tf-global-read
            yield
            training = True
        @tf.function
        def step(x):
            return tf.nn.dropout(x, 0.5) if training else x  # expect: tf-global-read
        def train(batches):
            for batch in batches:
                step(batch)
                with evaluation():
                    step(batch)
        """,
    "three calls with three numbers": """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        step(tf.ones([2]), 1)  # expect: tf-python-scalar-arg
        step(tf.ones([2]), 2)
        step(tf.ones([2]), 3)
        """,
    "traced function of a test": """
        #: tests/test_model.py
        scale = 1.0
        @tf.function
        def step(x):
            return x * scale  # expect: tf-global-read
        def test_step():
            global scale
            step(tf.ones([2]))
            scale = 2.0  # related: tf-global-read
            step(tf.ones([2]))
        """,
}


@pytest.mark.parametrize("program", list(FOUND.values()), ids=list(FOUND))
def test_found(program: str, tmp_path: Path) -> None:
    found = findings(program, tmp_path)
    first = tmp_path / program.split("#: ", 1)[1].split("\n", 1)[0]
    assert may_trace(Project(), str(first), first.read_text("utf-8"))
    assert places(found, tmp_path) == marks(tmp_path, "expect")
    for path, line, symbol in marks(tmp_path, "related"):
        related = [r.place for f in found if f.symbol == symbol for r in f.related]
        assert (path, line) in {(Path(r.path).relative_to(tmp_path).as_posix(), r.line) for r in related}


def test_found_only_where_the_call_is_seen(tmp_path: Path) -> None:
    """A file does not see who imports it."""
    program = textwrap.dedent(FOUND["number of a loop in another file"])
    train, model = program.split("#: model.py\n")
    assert findings(f"#: model.py\n{model}{train.lstrip()}", tmp_path) == []


# Each silent program with the one difference (written, instead) that makes it a finding of the rule: it is
# silent for that reason, and not because nothing of it was understood.
Silent = tuple[str, str, str, str]
SILENT: dict[str, Silent] = {
    "shapes that go with names": (
        SHAPE,
        """
        #: train.py
        heads = {"age": lambda x: x, "mood": lambda x: -x, "city": lambda x: 2 * x, "job": lambda x: x}
        @tf.function
        def step(x, name):
            return heads[name](x)
        def train():
            for name, width in {"age": 1, "mood": 2, "city": 3, "job": 4}.items():
                step(tf.ones([2, width]), name)
        """,
        "width]), name",
        'width]), "age"',
    ),
    "buffers that are emptied when they are full": (
        SHAPE,
        """
        #: train.py
        import numpy as np
        @tf.function
        def learn(x, y):
            return tf.reduce_sum(x) + tf.reduce_sum(y)
        def train(stream):
            xs, ys = [], []
            for x, y in stream:
                xs.append(x)
                ys.append(y)
                if len(xs) == 32:
                    learn(np.array(xs), np.array(ys))
                    xs.clear()
                    ys.clear()
        """,
        "len(xs) == 32",
        "x.done",
    ),
    "buffer that is emptied every so often": (
        SHAPE,
        """
        #: train.py
        import numpy as np
        @tf.function
        def learn(x):
            return tf.reduce_sum(x)
        def train(stream):
            rewards = []
            for step, reward in enumerate(stream):
                rewards.append(reward)
                if (step + 1) % 8 == 0:
                    learn(np.array(rewards))
                    rewards.clear()
        """,
        "            rewards.clear()",
        "            continue",
    ),
    "objects of which three are written out": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        class Model:
            @tf.function
            def step(self, x):
                return x * self.rate
            def __init__(self, rate):
                self.rate = rate
        rates = {"slow": 0.1, "usual": 0.5, "fast": 1.0}
        def fit(rate):
            model = Model(rate)
            return model.step(tf.ones([2]))
        for name, rate in rates.items():
            fit(rate)
        """,
        '"fast": 1.0}',
        '"fast": 1.0, "faster": 2.0}',
    ),
    "functions of which callers write out a few": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        def make(rate):
            @tf.function
            def step(x):
                return x * rate
            return step
        def compare(rates=(0.1, 0.5)):
            for rate in rates:
                step = make(rate)
                step(tf.ones([2]))
        few = [0.1, 0.5, 1.0]
        compare()
        compare(few)
        """,
        "compare(few)",
        "compare(load())",
    ),
    "objects of two modes": (
        OBJECT,
        """
        #: train.py
        class Config:
            def __init__(self, mode):
                self.mode = mode
        @tf.function
        def reduce(x, config):
            return x
        def evaluate(modes=("sum", "mean")):
            return [reduce(tf.ones([2]), Config(mode)) for mode in modes]
        evaluate()
        """,
        "evaluate()",
        "evaluate(range(9))",
    ),
    "functions of which three are written out": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        for place, scale in enumerate([1.0, 2.0, 3.0]):
            @tf.function
            def step(x):
                return x * scale
            step(tf.ones([2]))
        """,
        "enumerate([1.0, 2.0, 3.0])",
        "enumerate(range(3))",
    ),
    "objects of a list that nothing adds to": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        class Model:
            @tf.function
            def step(self, x):
                return x * self.rate
            def __init__(self, rate):
                self.rate = rate
        rates = [0.1, 0.5]
        def fit():
            rates.reverse()
            for rate in rates:
                model = Model(rate)
                model.step(tf.ones([2]))
        """,
        "rates.reverse()",
        "rates.append(1.0)",
    ),
    "object that is made in the first round": (
        OBJECT,
        """
        #: train.py
        @tf.function
        def step(x, how):
            return how(x)
        x = tf.ones([2])
        how = None
        for i in range(6):
            if how is None:
                how = lambda x: x
            step(x, how)
        """,
        "how is None",
        "i > 1",
    ),
    "number that goes to and fro": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        n = 0
        for i in range(6):
            step(x, n)
            n = 1 - n
        """,
        "1 - n",
        "n - 1",
    ),
    "number that is changed in one round": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        rate = 0.1
        for epoch in range(6):
            if epoch == 3:
                rate *= 0.1
            step(x, rate)
        """,
        "epoch == 3",
        "epoch > 1",
    ),
    "two remainders": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            step(x, i % 2)
        """,
        "i % 2",
        "i % 3",
    ),
    "two halves": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            step(x, i // 3)
        """,
        "i // 3",
        "i // 2",
    ),
    "smaller of one": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            step(x, min(i, 1))
        """,
        "min(i, 1)",
        "min(i, 3)",
    ),
    "larger of four": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            step(x, max(i, 4))
        """,
        "max(i, 4)",
        "max(i, 2)",
    ),
    "bit of a counter": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            step(x, i & 1)
        """,
        "i & 1",
        "i & 3",
    ),
    "call in the first round": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            if i == 0:
                step(x, i)
        """,
        "i == 0",
        "i > 1",
    ),
    "call in two rounds": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            if i in (0, 5):
                step(x, i)
        """,
        "i in (0, 5)",
        "i in (0, 2, 5)",
    ),
    "call before the loop ends": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            if i > 2:
                step(x, i)
                break
        """,
        "        break\n",
        "        continue\n",
    ),
    "tries until one succeeds": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        for i in range(6):
            try:
                step(x, i)
            except ValueError:
                continue
            else:
                break
        """,
        "        break\n",
        "        pass\n",
    ),
    "result that is returned": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        def find():
            for i in range(6):
                if i > 2:
                    return step(x, i)
        find()
        """,
        "return step",
        "x2 = step",
    ),
    "two rounds of a while": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        x = tf.ones([2])
        i = 0
        while i < 2:
            step(x, i)
            i += 1
        """,
        "i < 2",
        "i < 5",
    ),
    "call in a test": (
        SCALAR,
        """
        #: test_x.py
        from model import step
        def test_step():
            for i in range(100):
                step(tf.ones([2]), i)
        #: model.py
        @tf.function
        def step(x, number):
            return x * number
        """,
        "test_x.py",
        "train.py",
    ),
    "fresh instance in each round": (
        ATTRIBUTE,
        """
        #: train.py
        class Model:
            def __init__(self):
                self.scale = 1.0
            @tf.function
            def step(self, x):
                return x * self.scale
        def train(x):
            for i in range(10):
                model = Model()
                model.step(x)
                model.scale = i
        """,
        "    for i in range(10):\n        model = Model()\n",
        "    model = Model()\n    for i in range(10):\n",
    ),
    "the same constant before each call": (
        ATTRIBUTE,
        """
        #: train.py
        class Model:
            def __init__(self):
                self.scale = 1.0
            @tf.function
            def step(self, x):
                return x * self.scale
        def train(x):
            model = Model()
            for i in range(3):
                model.scale = 3.0
                model.step(x)
        """,
        "        model.scale = 3.0\n        model.step(x)\n",
        "        model.step(x)\n        model.scale = 3.0\n",
    ),
    "defined again after the change": (
        GLOBAL,
        """
        #: train.py
        rate = 0.5
        @tf.function
        def step(x):
            return x * rate
        print(step(tf.ones([2])))
        rate = 0.1
        @tf.function
        def step(x):
            return x * rate
        print(step(tf.ones([2])))
        """,
        "rate = 0.1\n@tf.function\ndef step(x):\n    return x * rate\n",
        "rate = 0.1\n",
    ),
    "another object is changed": (
        ATTRIBUTE,
        """
        #: train.py
        class Model:
            def __init__(self):
                self.scale = 1.0
            @tf.function
            def step(self, x):
                return x * self.scale
        def train(x):
            model = Model()
            other = Model()
            for i in range(10):
                model.step(x)
                other.scale = i
        """,
        "other.scale",
        "model.scale",
    ),
    "made again by the function that writes": (
        ATTRIBUTE,
        """
        #: train.py
        class Trainer:
            def __init__(self):
                self.scale = 1.0
                self.make()
            def forward(self, x):
                return x * self.scale
            def make(self):
                self.step = tf.function(self.forward)
            def rescale(self, scale):
                self.scale = scale
                self.make()
        def train(x):
            trainer = Trainer()
            for i in range(10):
                trainer.step(x)
                trainer.rescale(i)
        """,
        "        self.scale = scale\n        self.make()",
        "        self.scale = scale",
    ),
    "lazy set-up": (
        ATTRIBUTE,
        """
        #: train.py
        class Model:
            def __init__(self):
                self.built = False
                self.scale = 1.0
            def _build(self, x):
                self.scale = float(x[0])
                self.built = True
            @tf.function
            def step(self, x):
                return x * self.scale
            def train(self, batches):
                for batch in batches:
                    if not self.built:
                        self._build(batch)
                    self.step(batch)
        def main(batches):
            model = Model()
            model.train(batches)
        """,
        "if not self.built:",
        "if batch is not None:",
    ),
    "only the shape is read": (
        GLOBAL,
        """
        #: train.py
        import numpy as np
        table = np.zeros([4, 4])
        @tf.function
        def step(x):
            return x * table.shape[0]
        def train(x):
            for i in range(10):
                step(x)
                table[0] = i
        """,
        "table.shape[0]",
        "table[0]",
    ),
    "write before the first call": (
        GLOBAL,
        """
        #: train.py
        import config
        from model import step
        def train(x, rate):
            config.RATE = rate
            for i in range(10):
                step(x)
        train(tf.ones([2]), 0.5)
        #: model.py
        import config
        @tf.function
        def step(x):
            return x * config.RATE
        #: config.py
        RATE = 1.0
        """,
        "    config.RATE = rate\n    for i in range(10):\n",
        "    for i in range(10):\n        config.RATE = rate * i\n",
    ),
    "write after the last call": (
        GLOBAL,
        """
        #: train.py
        rate = 1.0
        @tf.function
        def step(x):
            return x * rate
        step(tf.ones([2]))
        rate = 2.0
        print(rate)
        """,
        "print(rate)",
        "step(tf.ones([2]))",
    ),
    "the same constant is written everywhere": (
        GLOBAL,
        """
        #: train.py
        training = True
        @tf.function
        def step(x):
            return x * 2.0 if training else x
        def train(batches):
            global training
            for batch in batches:
                training = True
                step(batch)
        """,
        "        training = True",
        "        training = not training",
    ),
    "another key": (
        GLOBAL,
        """
        #: train.py
        config = {"rate": 1.0, "name": ""}
        @tf.function
        def step(x):
            return x * config["rate"]
        def train(x):
            for i in range(10):
                step(x)
                config["name"] = i
        """,
        'config["name"] =',
        'config["rate"] =',
    ),
    "side effect of the trace itself": (
        GLOBAL,
        """
        #: train.py
        count = 0
        def bump():
            global count
            count += 1
        @tf.function
        def step(x):
            bump()
            return x * count
        def train(x):
            for _ in range(10):
                step(x)
        """,
        "        step(x)",
        "        step(x)\n        reset()\ndef reset():\n    global count\n    count += 5",
    ),
    "change in a test": (
        GLOBAL,
        """
        #: tests/test_x.py
        import model
        def test_step():
            model.step(tf.ones([2]))
            model.RATE = 2.0
            model.step(tf.ones([2]))
        #: model.py
        RATE = 1.0
        @tf.function
        def step(x):
            return x * RATE
        """,
        "tests/test_x.py",
        "train.py",
    ),
    "two numbers": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, flag):
            return x * flag
        def train(x):
            for i in range(100):
                step(x, 1 if i == 0 else 2)
        """,
        "1 if i == 0 else 2",
        "1 if i == 0 else i",
    ),
    "number given as a tensor": (
        SCALAR,
        """
        #: train.py
        @tf.function
        def step(x, number):
            return x * number
        def train(x):
            for i in range(100):
                step(x, tf.constant(i, tf.float32))
        """,
        "tf.constant(i, tf.float32)",
        "i",
    ),
    "equal objects, the first is kept": (
        OBJECT,
        """
        #: train.py
        import dataclasses
        @dataclasses.dataclass(frozen=True)
        class Options:
            scale: float = 2.0
        @tf.function
        def step(x, options):
            return x * options.scale
        def train(x):
            options = Options()
            for _ in range(100):
                step(x, options)
        """,
        "        step(x, options)",
        "        step(x, Options())",
    ),
    "enum": (
        OBJECT,
        """
        #: train.py
        import enum
        class Mode(enum.Enum):
            TRAIN = 1
        @tf.function
        def step(x, mode):
            return x
        def train(x):
            for _ in range(100):
                step(x, Mode(1))
        """,
        "class Mode(enum.Enum):\n    TRAIN = 1",
        "class Mode:\n    def __init__(self, number):\n        self.number = number",
    ),
    "bound method kept in a name": (
        OBJECT,
        """
        #: train.py
        class Model:
            def loss(self, x):
                return x
        @tf.function
        def step(x, loss):
            return loss(x)
        def train(x):
            model = Model()
            loss = model.loss
            for _ in range(100):
                step(x, loss)
        """,
        "        step(x, loss)",
        "        step(x, model.loss)",
    ),
    "factory under lru_cache": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        import functools
        @functools.lru_cache
        def make(scale):
            @tf.function
            def step(x):
                return x * scale
            return step
        def train(x):
            for _ in range(100):
                make(2.0)(x)
        """,
        "@functools.lru_cache\n",
        "",
    ),
    "memo in a dict": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        from model import forward
        memo = {}
        def make(key):
            if key not in memo:
                memo[key] = tf.function(forward)
            return memo[key]
        def train(x):
            for _ in range(100):
                make("a")(x)
        #: model.py
        def forward(x):
            return x
        """,
        "    if key not in memo:\n        memo[key] = tf.function(forward)\n    return memo[key]",
        "    return tf.function(forward)",
    ),
    "memo in a dict, filled in the loop": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        def train(x, keys):
            memo = {}
            for key in keys:
                if key not in memo:
                    step = tf.function(lambda x: x + 1.0)
                    step(x)
                    memo[key] = step
        """,
        "if key not in memo:\n",
        "if key:\n",
    ),
    "made before the loop": (
        FUNCTION_IN_LOOP,
        """
        #: train.py
        from model import forward
        def train(x):
            step = tf.function(forward)
            for _ in range(100):
                step(x)
        #: model.py
        def forward(x):
            return x
        """,
        "        step(x)",
        "        tf.function(forward)(x)",
    ),
    "two shapes": (
        SHAPE,
        """
        #: train.py
        @tf.function
        def step(x):
            return x
        def train():
            for size in (16, 8):
                step(tf.zeros([size, 2]))
        """,
        "(16, 8)",
        "(16, 8, 4)",
    ),
    "shapes under reduce_retracing": (
        SHAPE,
        """
        #: train.py
        @tf.function(reduce_retracing=True)
        def step(x):
            return x
        def train():
            for size in (16, 8, 4):
                step(tf.zeros([size, 2]))
        """,
        "reduce_retracing=True",
        "reduce_retracing=False",
    ),
    "shapes under input_signature": (
        SHAPE,
        """
        #: train.py
        @tf.function(input_signature=[tf.TensorSpec([None, 2])])
        def step(x):
            return x
        def train():
            for size in (16, 8, 4):
                step(tf.zeros([size, 2]))
        """,
        "(input_signature=[tf.TensorSpec([None, 2])])",
        "",
    ),
    "loop name bound by a default": (
        LOOP,
        """
        #: train.py
        steps = []
        for scale in (1.0, 2.0, 3.0):
            @tf.function
            def step(x, scale=scale):
                return x * scale
            steps.append(step)
        for step in steps:
            step(tf.ones([2]))
        """,
        ", scale=scale",
        "",
    ),
    "a variable carries the array": (
        CONSTANT,
        """
        #: train.py
        import numpy as np
        table = tf.Variable(np.zeros([1024, 1024]))
        @tf.function
        def step(x):
            return x + table
        step(tf.ones([1024, 1024]))
        """,
        "tf.Variable(np.zeros([1024, 1024]))",
        "np.zeros([1024, 1024])",
    ),
}


@pytest.mark.parametrize(("symbol", "program", "written", "instead"), list(SILENT.values()), ids=list(SILENT))
def test_silent(symbol: str, program: str, written: str, instead: str, tmp_path: Path) -> None:
    program = textwrap.dedent(program)
    assert written in program
    silent, loud = tmp_path / "silent", tmp_path / "loud"
    silent.mkdir()
    loud.mkdir()
    assert symbol not in {found.symbol for found in findings(program, silent)}
    assert symbol in {found.symbol for found in findings(program.replace(written, instead), loud)}


LARGE = """
    #: train.py
    import numpy as np
    table = np.zeros([100, 10], np.float32)
    @tf.function
    def step(x):
        return x + table  # expect: tf-constant-capture
    step(tf.ones([100, 10]))
    """


@pytest.mark.parametrize(("size", "found"), [(3999, True), (4000, True), (4001, False)])
def test_size_of_large_constants(size: int, found: bool, tmp_path: Path) -> None:
    got = places(findings(LARGE, tmp_path, constant_size=size), tmp_path)
    assert got == (marks(tmp_path, "expect") if found else set())


def test_large_constants_by_default(tmp_path: Path) -> None:
    assert findings(LARGE, tmp_path) == []
    assert findings(LARGE.replace("100, 10", "1000, 1000"), tmp_path)
