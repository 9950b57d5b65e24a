"""What shows only over several calls: the project's own code is run, and both directions are tried.

Each case flags some text of a program and says which code drives it. A near miss must never be confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from confirm.made_findings import make_drive, make_finding, place_of_text

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.syntax.place import Place

pytestmark = pytest.mark.tensorflow

Judged = Callable[..., list[Verdict]]

RETRACING = """
import dataclasses
import functools
import numpy as np
import tensorflow as tf

@tf.function
def scale(x, k):
    return x * k

@tf.function
def total(parts):
    return tf.reduce_sum(tf.stack(parts) if isinstance(parts, list) else parts)

@tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
def signed(k):
    return k * 2.0

@tf.function(reduce_retracing=True)
def relaxed(x):
    return tf.reduce_sum(x)

@tf.function
def plain(x):
    return tf.reduce_sum(x)

@tf.function
def applied(x, how):
    return how(x)

@tf.function
def by_flag(x, training):
    return x * 2.0 if training else x

class Config:
    def __init__(self, k):
        self.k = k

class Valued:
    def __init__(self, k):
        self.k = k
    def __eq__(self, other):
        return isinstance(other, Valued)
    def __hash__(self):
        return 7

class Methods:
    def triple(self, y):
        return y * 3.0

class Counter:
    def __init__(self):
        self.steps = 0

    def advance(self):
        self.steps += 1
        return scale(1.0, self.steps * 0.5)

def count_up():
    counter = Counter()
    for hh in range(20):
        counter.advance()

@dataclasses.dataclass
class Unhashable:
    k: float

@tf.function
def configured(x, config):
    return x * config.k

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3)

    @tf.function
    def call(self, x, k):
        return self.dense(x) * k

class Scaler(tf.Module):
    def __init__(self):
        super().__init__()
        self.v = tf.Variable(1.0)

    @tf.function
    def __call__(self, x, k):
        return x * self.v * k

    @tf.function
    def late(self, x, k):
        if not hasattr(self, "made"):
            self.made = tf.Variable(2.0)
        return x * self.made * k

    def train(self, steps):
        for step in range(steps):
            self.late(tf.ones([2]), step * 0.5)

def in_range(x):
    for i in range(100000):
        scale(x, float(i))

def in_arange(x):
    for n in np.arange(20, dtype=np.float32):
        scale(x, n)

def in_tf_range(x):
    for t in tf.range(20):
        scale(x, tf.cast(t, tf.float32))

def by_tensor(x):
    for c in range(20):
        scale(x, tf.constant(float(c)))

def by_signature():
    for s in range(20):
        signed(float(s))

def by_epoch(x):
    for epoch in range(1000):
        for _ in range(10):
            scale(x, 0.5 * epoch)

def the_same(x, rate=0.1):
    for _ in range(20):
        scale(x, rate)

def other_varies():
    for w in range(1, 20):
        scale(tf.ones([w]), 3.0 * 1)

def flags(x):
    for f in range(20):
        by_flag(x, f % 2 == 0)

def three_again(x):
    for m in range(20):
        scale(x, float(m % 3))

def lists():
    for a in range(20):
        total([a, 1])

def tensors_in_lists():
    for b in range(20):
        total([tf.constant(b), tf.constant(1)])

def lambdas(x):
    for d in range(20):
        applied(x, lambda y: y * 2.0)

def double(y):
    return y * 2.0

def one_function(x):
    for e in range(20):
        applied(x, double)

def configs(x):
    for g in range(20):
        configured(x, Config(2.0))

def one_config(x):
    config = Config(2.0)
    for h in range(20):
        configured(1.0 * x, config)

def valued(x):
    several = [Valued(2.0) for _ in range(20)]
    for j in several:
        configured(x, j)

def equal_of_other_shapes():
    several = [Valued(2.0) for _ in range(20)]
    for width, equal in enumerate(several):
        configured(tf.ones([width]), equal)

def equal_but_gone(x):
    for dd in range(20):
        configured(x, Valued(dd * 0.0))

def bound_methods(x):
    owner = Methods()
    for ee in range(20):
        applied(x, owner.triple)

def one_bound_method(x):
    method = Methods().triple
    for ff in range(20):
        applied(x, method)

def growing():
    grown = []
    for gg in range(20):
        grown.append(1.0)
        total(grown)

def unhashable(x):
    for o in range(20):
        configured(x, Unhashable(2.0))

def shapes():
    for p in range(1, 20):
        plain(tf.ones([p]))

def relaxed_shapes():
    for q in range(1, 20):
        relaxed(tf.ones([q]))

def last_batch():
    for batch in tf.data.Dataset.range(50).batch(8):
        plain(tf.cast(batch, tf.float32))

def model_calls():
    net = Net()
    for r in range(20):
        net(tf.ones([2, 3]), k=float(r))

def module_calls():
    scaler = Scaler()
    for u in range(20):
        scaler(tf.ones([2]), float(u))

def by_keyword(x):
    for v in range(20):
        scale(x=x, k=v * 1.0)

def by_stars(x):
    for z in range(20):
        scale(*[x, float(z)])

def made_up(values):
    for value in values:
        scale(1.0, value)

@tf.function
def outer_over_tensors(x):
    for ii in tf.range(20):
        x = scale(x, tf.cast(ii, tf.float32))
    return x

@tf.function
def nested(x):
    for aa in range(5):
        x = scale(x, float(aa) + 1.0)
    return x

def outer():
    return nested(tf.ones([2]))

def helper(x, k):
    return scale(x, k + 0.25)

def through_helper(x):
    for bb in range(20):
        helper(x, float(bb))

def fails_later(x):
    for cc in range(4):
        scale(x, float(cc) * 0.125)
    raise RuntimeError("no display")
"""

# rule, flagged text, traced function, driven function, call, expected, part of the evidence or reason
RETRACING_CASES = [
    ("W7301", "float(i)", "scale", "in_range", "scale(x, float(i))", "confirmed",
     "6 calls: 6 traces; with the first value kept: 1; with tf.constant(value): 1"),
    ("W7301", "n", "scale", "in_arange", "scale(x, n)", "refuted", "20 calls: 1 trace"),
    ("W7301", "tf.cast(t, tf.float32)", "scale", "in_tf_range", "scale(x, tf.cast(t, tf.float32))", "refuted",
     "20 calls: 1 trace"),
    ("W7301", "tf.constant(float(c))", "scale", "by_tensor", "scale(x, tf.constant(float(c)))",
     "refuted", ""),
    ("W7301", "float(s)", "signed", "by_signature", "signed(float(s))", "refuted", "6 calls: 1 trace"),
    ("W7301", "0.5 * epoch", "scale", "by_epoch", "scale(x, 0.5 * epoch)", "confirmed",
     "21 calls: 3 traces; with the first value kept: 1"),
    ("W7301", "rate", "scale", "the_same", "scale(x, rate)", "refuted", "20 calls: 1 trace"),
    ("W7301", "3.0 * 1", "scale", "other_varies", "scale(tf.ones([w]), 3.0 * 1)", "refuted",
     "stays the same"),
    ("W7305", "tf.ones([w])", "scale", "other_varies", "scale(tf.ones([w]), 3.0 * 1)", "confirmed", ""),
    ("W7301", "f % 2 == 0", "by_flag", "flags", "by_flag(x, f % 2 == 0)", "refuted", "2 traces"),
    ("W7301", "float(m % 3)", "scale", "three_again", "scale(x, float(m % 3))", "inconclusive",
     "too few calls"),
    ("W7302", "[a, 1]", "total", "lists", "total([a, 1])", "confirmed", "with tf.constant(value): 1"),
    ("W7302", "[tf.constant(b), tf.constant(1)]", "total", "tensors_in_lists",
     "total([tf.constant(b), tf.constant(1)])", "refuted", "1 trace"),
    ("W7303", "lambda y: y * 2.0", "applied", "lambdas", "applied(x, lambda y: y * 2.0)", "confirmed",
     "kept: 1"),
    ("W7303", "double", "applied", "one_function", "applied(x, double)", "refuted", ""),
    ("W7303", "Config(2.0)", "configured", "configs", "configured(x, Config(2.0))", "confirmed", ""),
    ("W7303", "config", "configured", "one_config", "configured(1.0 * x, config)", "refuted", ""),
    ("W7303", "j", "configured", "valued", "configured(x, j)", "refuted", ""),
    ("W7303", "equal", "configured", "equal_of_other_shapes", "configured(tf.ones([width]), equal)",
     "inconclusive", "not because of this argument alone"),
    # The object that it would be equal to is gone by then.
    ("W7303", "Valued(dd * 0.0)", "configured", "equal_but_gone", "configured(x, Valued(dd * 0.0))",
     "confirmed",
     ""),
    ("W7303", "owner.triple", "applied", "bound_methods", "applied(x, owner.triple)", "confirmed", "kept: 1"),
    ("W7303", "method", "applied", "one_bound_method", "applied(x, method)", "refuted", ""),
    ("W7302", "grown", "total", "growing", "total(grown)", "confirmed", "kept: 1"),
    # One run of the method is one call: the code that calls it is driven instead.
    ("W7301", "self.steps * 0.5", "scale", "Counter.advance", "scale(1.0, self.steps * 0.5)", "confirmed",
     "6 calls: 6 traces"),
    ("W7303", "Unhashable(2.0)", "configured", "unhashable", "configured(x, Unhashable(2.0))", "confirmed",
     "6 eager calls ran; as a graph the call raised TypeError"),
    ("W7305", "tf.ones([p])", "plain", "shapes", "plain(tf.ones([p]))", "confirmed", "6 calls: 6 traces"),
    ("W7305", "tf.ones([q])", "relaxed", "relaxed_shapes", "relaxed(tf.ones([q]))", "refuted", "2 traces"),
    ("W7305", "tf.cast(batch, tf.float32)", "plain", "last_batch", "plain(tf.cast(batch, tf.float32))",
     "refuted", "7 calls: 2 traces"),
    ("W7301", "float(r)", "Net.call", "model_calls", "net(tf.ones([2, 3]), k=float(r))", "confirmed", ""),
    ("W7301", "float(u)", "Scaler.__call__", "module_calls", "scaler(tf.ones([2]), float(u))",
     "confirmed", ""),
    ("W7301", "step * 0.5", "Scaler.late", "Scaler.train", "self.late(tf.ones([2]), step * 0.5)",
     "confirmed", "6 calls: 7 traces; with the first value kept: 2; with tf.constant(value): 2"),
    ("W7301", "v * 1.0", "scale", "by_keyword", "scale(x=x, k=v * 1.0)", "confirmed", ""),
    ("W7301", "float(z)", "scale", "by_stars", "scale(*[x, float(z)])", "confirmed", ""),
    ("W7301", "value", "scale", "made_up", "scale(1.0, value)", "inconclusive", ""),
    ("W7301", "float(aa) + 1.0", "scale", "outer", "scale(x, float(aa) + 1.0)", "inconclusive",
     "while tracing"),
    ("W7301", "float(aa) + 1.0", "scale", "nested", "scale(x, float(aa) + 1.0)", "confirmed",
     "Python runs the body that calls it: 5 calls: 5 traces; with the first value kept: 1"),
    ("W7301", "tf.cast(ii, tf.float32)", "scale", "outer_over_tensors", "scale(x, tf.cast(ii, tf.float32))",
     "refuted", "1 trace"),
    ("W7301", "k + 0.25", "scale", "through_helper", "scale(x, k + 0.25)", "confirmed", ""),
    ("W7301", "float(cc) * 0.125", "scale", "fails_later", "scale(x, float(cc) * 0.125)", "confirmed",
     "4 calls: 4 traces"),
]  # fmt: skip


STALE = """
import numpy as np
import tensorflow as tf

SCALE = 1.0
FIXED = 2.0
OFFSET = 3.0
TABLE = {"rate": 1.0}
WEIGHTS = np.ones([2], np.float32)
GAIN = tf.Variable(1.0)
BIAS = tf.constant(1.0)
CALLS = 0
NAMES = ["a"]

@tf.function
def scaled(x):
    return x * SCALE

@tf.function
def fixed(x):
    return x * FIXED

@tf.function
def offset(x):
    return x + OFFSET

@tf.function
def tabled(x):
    return x * TABLE["rate"]

@tf.function
def weighted(x):
    return x * WEIGHTS

@tf.function
def gained(x):
    return x * GAIN

@tf.function
def biased(x):
    return x + BIAS

@tf.function
def unused(x):
    n = CALLS
    return x * 2.0

@tf.function
def silent(x):
    if NAMES[-1] == "a":
        tf.print("a")

@tf.function
def noisy(x):
    return x * SCALE + tf.random.uniform([])

def change_scale():
    global SCALE
    for step in range(4):
        scaled(tf.ones([2]))
        SCALE = SCALE * 0.5

def change_before():
    global FIXED
    FIXED = 5.0
    for step in range(4):
        fixed(tf.ones([2]))

def change_late():
    global OFFSET
    for epoch in range(1000000):
        for step in range(10):
            offset(tf.ones([2]) * epoch)
        OFFSET = OFFSET + 1.0

def change_with_shape():
    global OFFSET
    for width in range(1, 6):
        offset(tf.zeros([width]))
        OFFSET = OFFSET + 1.0

def change_table():
    for step in range(4):
        tabled(tf.ones([2]))
        TABLE["rate"] *= 0.5

def change_in_place():
    for step in range(4):
        weighted(tf.ones([2]))
        WEIGHTS[0] += 1.0

def assign():
    for step in range(4):
        gained(tf.ones([2]))
        GAIN.assign_add(1.0)

def rebind():
    global BIAS
    for step in range(4):
        biased(tf.ones([2]))
        BIAS = tf.constant(1.0 + step)

def count():
    global CALLS
    for step in range(4):
        unused(tf.ones([2]))
        CALLS += 1

def rename():
    for step in range(4):
        silent(tf.ones([2]))
        NAMES.append("b")

def noise():
    global SCALE
    for step in range(4):
        noisy(tf.ones([2]))
        SCALE = SCALE * 0.5

class Trainer:
    def __init__(self):
        self.rate = 1.0
        self.kept = tf.Variable(1.0)
        self.layer = tf.keras.layers.Dense(1, kernel_initializer="ones")
        self.constant = 4.0

    @tf.function
    def step(self, x):
        return x * self.rate

    @tf.function
    def step_kept(self, x):
        return x * self.kept

    @tf.function
    def through(self, x):
        return self.layer(x)

    @tf.function
    def steady(self, x):
        return x * self.constant

    @property
    def factor(self):
        return self.rate + 1.0

    @tf.function
    def by_property(self, x):
        return x * self.factor

    def set_rate(self, rate):
        self.rate = rate

    def fit(self, epochs):
        for epoch in range(epochs):
            self.step(tf.ones([3]))
            self.set_rate(self.rate / 2.0)

    def fit_kept(self):
        for epoch in range(4):
            self.step_kept(tf.ones([3]))
            self.kept.assign(self.kept / 2.0)

    def swap(self):
        for epoch in range(4):
            self.through(tf.ones([3, 2]))
            if epoch == 1:
                self.layer = tf.keras.layers.Dense(1, kernel_initializer="zeros")

    def fit_steady(self):
        for epoch in range(4):
            self.steady(tf.ones([3]))

    def fit_property(self):
        for epoch in range(4):
            self.by_property(tf.ones([3]))
            self.rate = self.rate * 2.0

    @tf.function
    def update(self, x):
        self.kept.assign_sub(x)

    def fit_update(self):
        for epoch in range(4):
            self.update(0.5)

def instances():
    for rate in range(4):
        trainer = Trainer()
        trainer.rate = float(rate)
        trainer.step(tf.zeros([3]) + 1.0)

def make(rate):
    @tf.function
    def inner(x):
        return x * rate + 0.5

    for step in range(4):
        inner(tf.ones([2]))
        rate = rate * 2.0
"""

# flagged text, traced function, driven function, call, expected, part of the evidence or reason
STALE_CASES = [
    ("SCALE", "scaled", "change_scale", "scaled(tf.ones([2]))", "confirmed",
     "4 calls: 4 values were read eagerly, call 2 on as a graph an old one, and the results differ"),
    ("FIXED", "fixed", "change_before", "fixed(tf.ones([2]))", "refuted", "1 value read"),
    ("OFFSET", "offset", "change_late", "offset(tf.ones([2]) * epoch)", "confirmed", "13 calls: 2 values"),
    ("OFFSET", "offset", "change_with_shape", "offset(tf.zeros([width]))", "refuted", "4 calls"),
    ('TABLE["rate"]', "tabled", "change_table", "tabled(tf.ones([2]))", "confirmed", ""),
    ("TABLE", "tabled", "change_table", "tabled(tf.ones([2]))", "confirmed", ""),
    ("WEIGHTS", "weighted", "change_in_place", "weighted(tf.ones([2]))", "confirmed", ""),
    ("GAIN", "gained", "assign", "gained(tf.ones([2]))", "refuted", ""),
    ("BIAS", "biased", "rebind", "biased(tf.ones([2]))", "confirmed", ""),
    ("CALLS", "unused", "count", "unused(tf.ones([2]))", "inconclusive", "does not depend on it"),
    ("NAMES", "silent", "rename", "silent(tf.ones([2]))", "confirmed", ""),
    ("SCALE", "noisy", "noise", "noisy(tf.ones([2]))", "inconclusive",
     "differ between the modes in any case"),
    ("self.rate", "Trainer.step", "Trainer.fit", "self.step(tf.ones([3]))", "confirmed", ""),
    ("self.kept", "Trainer.step_kept", "Trainer.fit_kept", "self.step_kept(tf.ones([3]))", "refuted", ""),
    ("self.layer", "Trainer.through", "Trainer.swap", "self.through(tf.ones([3, 2]))", "confirmed", ""),
    ("self.constant", "Trainer.steady", "Trainer.fit_steady", "self.steady(tf.ones([3]))", "refuted", ""),
    ("self.factor", "Trainer.by_property", "Trainer.fit_property", "self.by_property(tf.ones([3]))",
     "confirmed",
     ""),
    ("self.kept.assign_sub", "Trainer.update", "Trainer.fit_update", "self.update(0.5)", "inconclusive",
     "an object of its own"),
    ("self.rate", "Trainer.step", "instances", "trainer.step(tf.zeros([3]) + 1.0)", "refuted", ""),
    ("rate", "make.<locals>.inner", "make", "inner(tf.ones([2]))", "confirmed", ""),
]  # fmt: skip


REMAKING = """
import functools
import tensorflow as tf

def square(x):
    return x * x

def called_at_once():
    for i in range(1000):
        tf.function(square)(tf.constant(float(i)))

once = tf.function(square)

def made_outside():
    for j in range(5):
        once(tf.constant(j * 1.0))

def make(k):
    @tf.function
    def inner(x):
        return x * 2.0
    return inner

def by_factory():
    for m in range(5):
        inner_m = make(m)
        inner_m(tf.constant(1.0))
        inner_m(tf.constant(2.0))

@functools.lru_cache(maxsize=None)
def cached(k):
    return tf.function(lambda x: x * k)

def by_cache():
    for n in range(6):
        cached(2.0)(tf.constant(n * 1.0))

class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = None

    @tf.function
    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(2.0)
        return x * self.w

def instances():
    for p in range(5):
        layer = Layer()
        layer(tf.constant(p * 1.0))

def one_instance():
    the_one = Layer() or 1
    for q in range(5):
        the_one(tf.constant(q * 1.0))

def kept_in_a_list():
    steps = [tf.function(lambda x: x + 1.0) for _ in range(3)]
    for r in range(6):
        steps[0](tf.constant(r * 1.0))

@tf.function
def traced(x):
    for s in range(3):
        x = tf.function(square)(x * 1.5)
    return x

def inside():
    for t in range(6):
        traced(tf.constant(t * 1.0))

def with_shapes():
    for u in range(1, 6):
        tf.function(lambda x: x * 3.0)(tf.ones([u]))
"""

# flagged text, which, traced function, wrapping call, driven function, calls, expected, said
REMAKING_CASES = [
    ("tf.function(square)", 0, "square", "tf.function(square)", "called_at_once",
     ["tf.function(square)(tf.constant(float(i)))"], "confirmed",
     "made 6 times: 6 traces; with the first one kept: 1"),
    ("tf.function(square)", 1, "square", "tf.function(square)", "made_outside",
     ["once(tf.constant(j * 1.0))"],
     "refuted", "made once"),
    ("@tf.function", 0, "make.<locals>.inner", "", "by_factory", ["inner_m(tf.constant(1.0))"], "confirmed",
     "made 5 times: 5 traces; with the first one kept: 1"),
    ("tf.function(lambda x: x * k)", 0, "<lambda>", "tf.function(lambda x: x * k)", "by_cache",
     ["cached(2.0)(tf.constant(n * 1.0))"], "refuted", "made once: 1 trace in 6 calls"),
    ("Layer()", 0, "Layer.__call__", "", "instances", ["layer(tf.constant(p * 1.0))"], "confirmed",
     "made 5 times: 10 traces; with the first one kept: 2"),
    ("Layer()", 1, "Layer.__call__", "", "one_instance", ["the_one(tf.constant(q * 1.0))"], "refuted",
     "made once"),
    ("tf.function(lambda x: x + 1.0)", 0, "<lambda>", "tf.function(lambda x: x + 1.0)", "kept_in_a_list",
     ["steps[0](tf.constant(r * 1.0))"], "refuted", "made 3 times: 1 trace"),
    ("tf.function(square)", 2, "square", "tf.function(square)", "inside", [], "inconclusive",
     "while tracing"),
    ("tf.function(lambda x: x * 3.0)", 0, "<lambda>", "tf.function(lambda x: x * 3.0)", "with_shapes",
     ["tf.function(lambda x: x * 3.0)(tf.ones([u]))"], "inconclusive", "not because of this place alone"),
]  # fmt: skip

LATE = """
import functools
import tensorflow as tf

def late():
    made = []
    for i in range(3):
        made.append(tf.function(lambda x: x * i))
    return [f(tf.constant(1)) for f in made]

def by_default():
    made = []
    for j in range(3):
        made.append(tf.function(lambda x, j=j: x * j))
    return [f(tf.constant(1)) for f in made]

def at_once():
    made = []
    for k in range(3):
        f = tf.function(lambda x: x + k)
        f(tf.constant(1))
        made.append(f)
    return [f(tf.constant(1)) for f in made]

def make(m):
    return tf.function(lambda x: x - m)

def by_factory():
    made = []
    for n in range(3):
        made.append(make(n))
    return [f(tf.constant(1)) for f in made]

def only_made(values):
    return [tf.function(lambda x: x ** value) for value in values]

def only_made_default():
    return [tf.function(lambda x, p=p: x // p) for p in range(1, 4)]

def mapped():
    made = []
    for q in range(3):
        made.append(tf.data.Dataset.range(4).map(lambda x: x * q + 1))
    return made

print(only_made([1.0, 2.0, 3.0]))

class Bank:
    def __init__(self):
        self.steps = []
        for layer in ("a", "b", "c"):
            self.steps.append(tf.function(lambda x: (x, layer)[0]))

def defined():
    steps = {}
    for name in ("a", "b", "c"):
        @tf.function
        def step(x):
            return x + len(name) if name == "a" else x
        steps[name] = step
    for key in steps:
        steps[key](tf.constant(2))
"""

# flagged read: function's line, text; traced function, wrapping call, driven function, expected, said
LATE_CASES = [
    ("lambda x: x * i", "i", "tf.function(lambda x: x * i)", "late", "confirmed",
     "3 functions were made with 3 values and read 1"),
    ("lambda x, j=j: x * j", "j", "tf.function(lambda x, j=j: x * j)", "by_default", "refuted", ""),
    ("lambda x: x + k", "k", "tf.function(lambda x: x + k)", "at_once", "refuted", ""),
    ("lambda x: x - m", "m", "tf.function(lambda x: x - m)", "by_factory", "refuted", ""),
    ("lambda x: x ** value", "value", "tf.function(lambda x: x ** value)", "only_made", "confirmed",
     "3 functions were made with 3 values and read 1"),
    ("lambda x, p=p: x // p", "p", "tf.function(lambda x, p=p: x // p)", "only_made_default", "refuted", ""),
    ("lambda x: x * q", "q", "map(lambda x: x * q + 1)", "mapped", "inconclusive", ""),
    ("(x, layer)", "layer", "tf.function(lambda x: (x, layer)[0])", "Bank.__init__", "confirmed", ""),
    ('name == "a"', "name", "", "defined", "confirmed", "3 functions were made with 3 values and read 1"),
]  # fmt: skip

GRAPHS = """
import numpy as np
import tensorflow as tf

BIG = np.ones([1000, 500], np.float32)
SMALL = np.ones([10], np.float32)
EAGER = tf.constant(BIG)
VARIABLE = tf.Variable(BIG)

@tf.function
def baked(x):
    return tf.reduce_sum(x * BIG)

@tf.function
def twice(x):
    return tf.gather(BIG, 0) + tf.gather(BIG * 1.0, 1) + x

@tf.function
def converted(x):
    return tf.reduce_sum(tf.constant(BIG)) + x

@tf.function
def only_shape(x):
    return x * BIG.shape[0]

@tf.function
def sliced(x):
    return x * BIG[0, :3]

@tf.function
def small(x):
    return x * SMALL

@tf.function
def eager_tensor(x):
    return tf.reduce_sum(x * EAGER)

@tf.function
def variable(x):
    return tf.reduce_sum(x * VARIABLE)
"""

GRAPH_CASES = [
    ("BIG", "baked", "confirmed", "the graph has 1.9 MiB; with the array of 1.9 MiB made a tensor outside"),
    ("BIG", "twice", "confirmed", "the graph has 3.8 MiB"),
    ("tf.constant(BIG)", "converted", "confirmed", ""),
    ("BIG", "only_shape", "refuted", ""),
    ("BIG", "sliced", "refuted", ""),
    ("SMALL", "small", "refuted", ""),
    ("EAGER", "eager_tensor", "refuted", ""),
    ("VARIABLE", "variable", "refuted", ""),
]  # fmt: skip

SHARED = """
import tensorflow as tf

@tf.function
def double(x):
    return x * 2

def int_first():
    double(1)
    double(1.0)

def different():
    double(3)
    double(4.0)

def floats():
    double(7.0)
    double(7.0 + 0)

@tf.function
def zero(x):
    return tf.cast(x, tf.float32)

def cast():
    zero(5)
    zero(5.0)
"""

SHARED_CASES = [
    ("1.0", "double", "int_first", ["double(1)", "double(1.0)"], "confirmed",
     "call 2 gives python float eagerly and int32 as a graph, from the trace of call 1"),
    ("4.0", "double", "different", ["double(3)", "double(4.0)"], "refuted", ""),
    ("7.0 + 0", "double", "floats", ["double(7.0)", "double(7.0 + 0)"], "refuted", ""),
    ("5.0", "zero", "cast", ["zero(5)", "zero(5.0)"], "refuted", ""),
]  # fmt: skip

TEXTS = {
    "retracing": RETRACING,
    "stale": STALE,
    "remaking": REMAKING,
    "late": LATE,
    "graphs": GRAPHS,
    "shared": SHARED,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("between")
    found = {}
    for name, text in TEXTS.items():
        found[name] = folder / f"{name}.py"
        found[name].write_text(text, encoding="utf-8")
    return found


def _check(verdict: Verdict, expected: str, said: str) -> None:
    everything = f"{verdict.reason} | {verdict.evidence} | {verdict.details}"
    assert verdict.outcome.value == expected, everything
    assert said in f"{verdict.reason} | {verdict.evidence}", everything
    assert (verdict.outcome is Outcome.INCONCLUSIVE) == bool(verdict.reason)


def _part(whole: Place, call: str, text: str) -> Place:
    """The place of the last occurrence of some text in a call."""
    start = whole.column + call.rindex(text)
    return Place(whole.path, whole.line, start, whole.line, start + len(text))


def _read(path: Path, root: str, text: str) -> Place:
    """The place of the first occurrence of some text in the body of a function."""
    source = path.read_text(encoding="utf-8")
    line = source[: source.index(f"def {root.rpartition('.')[2]}(")].count("\n") + 1
    lines = source.split("\n")
    while text not in lines[line]:
        line += 1
    column = lines[line].index(text) + 1
    return Place(str(path), line + 1, column, line + 1, column + len(text))


@pytest.mark.parametrize("case", RETRACING_CASES, ids=lambda case: f"{case[0]} {case[3]} {case[1]}")
def test_retracing(case: tuple[str, ...], files: dict[str, Path], judged: Judged) -> None:
    rule, text, root, driven, call, expected, said = case
    path = files["retracing"]
    place = place_of_text(path, call)
    finding = make_finding(path, rule, call, root, drive=make_drive(path, driven, place))
    _check(judged([replace(finding, place=_part(place, call, text))])[0], expected, said)


@pytest.mark.parametrize("case", STALE_CASES, ids=lambda case: f"{case[2]} {case[0]}")
def test_stale_values(case: tuple[str, ...], files: dict[str, Path], judged: Judged) -> None:
    text, root, driven, call, expected, said = case
    path = files["stale"]
    drive = make_drive(path, driven, place_of_text(path, call))
    finding = make_finding(path, "W7401", text, root, drive=drive)
    _check(judged([replace(finding, place=_read(path, root, text))])[0], expected, said)


@pytest.mark.parametrize("case", REMAKING_CASES, ids=lambda case: f"{case[4]} {case[0]}")
def test_functions_made_anew(
    case: tuple[str, int, str, str, str, list[str], str, str], files: dict[str, Path], judged: Judged
) -> None:
    text, nth, root, wrapped, driven, calls, expected, said = case
    path = files["remaking"]
    drive = make_drive(path, driven, *(place_of_text(path, call) for call in calls))
    source = path.read_text(encoding="utf-8")
    function = wrapped.partition("(")[2].rstrip(")") if root == "<lambda>" else root
    finding = make_finding(path, "W7304", text, root, nth=nth, wrapped=wrapped, drive=drive)
    if root == "<lambda>":
        line = source[: source.index(function)].count("\n") + 1
        finding = replace(finding, root=replace(finding.root, line=line))
    elif wrapped:
        at = place_of_text(path, wrapped, nth)
        finding = replace(finding, root=replace(finding.root, wrapped_at=at))
    _check(judged([finding])[0], expected, said)


@pytest.mark.parametrize("case", LATE_CASES, ids=lambda case: case[3])
def test_late_binding(case: tuple[str, ...], files: dict[str, Path], judged: Judged) -> None:
    line, text, wrapped, driven, expected, said = case
    path = files["late"]
    whole = place_of_text(path, line)
    root = "<lambda>" if wrapped else f"{driven}.<locals>.step"
    finding = make_finding(path, "W7403", text, root, wrapped=wrapped, drive=make_drive(path, driven))
    start = whole.column + (line.index(text) if not wrapped else line.rindex(text))
    place = Place(str(path), whole.line, start, whole.line, start + len(text))
    finding = replace(finding, place=place)
    if wrapped:
        finding = replace(finding, root=replace(finding.root, line=whole.line))
    _check(judged([finding])[0], expected, said)


@pytest.mark.parametrize("case", GRAPH_CASES, ids=lambda case: f"{case[1]} {case[0]}")
def test_constants_in_the_graph(case: tuple[str, ...], files: dict[str, Path], judged: Judged) -> None:
    text, root, expected, said = case
    path = files["graphs"]
    finding = make_finding(path, "W7404", text, root)
    _check(judged([replace(finding, place=_read(path, root, text))])[0], expected, said)


@pytest.mark.parametrize("case", SHARED_CASES, ids=lambda case: case[2])
def test_shared_traces(
    case: tuple[str, str, str, list[str], str, str], files: dict[str, Path], judged: Judged
) -> None:
    text, root, driven, calls, expected, said = case
    path = files["shared"]
    places = [place_of_text(path, call) for call in calls]
    finding = make_finding(path, "W7306", text, root, drive=make_drive(path, driven, *places))
    _check(judged([replace(finding, place=_part(places[-1], calls[-1], text))])[0], expected, said)


SCRIPT = """
import argparse
import tensorflow as tf

RATE = 1.0
config = {"k": 1.0}
history = tf.keras.Sequential([tf.keras.layers.Dense(1)])
data = tf.keras.datasets.mnist.load_data()

@tf.function
def step(x):
    return x * RATE

@tf.function
def other(x, k):
    return x * k

def configure(k):
    config["k"] = k

def refresh():
    global again
    again = tf.function(lambda x: x * config["k"])

@tf.function
def configured(x):
    return x * config["k"]

@tf.function
def indirect(x):
    return x + config["k"]

again = tf.function(lambda x: x * config["k"])

print(step(tf.ones([2])))
history.fit(tf.ones([2, 2]), epochs=1000000000)
RATE = 5.0
print(step(tf.ones([2])))

y = configured(tf.ones([2]))
configure(7.0)
print("configured", y)
z = configured(tf.ones([2]) * 1.0)

a = again(tf.ones([3]))
configure(9.0)
refresh()
b = again(tf.ones([3]) * 1.0)

while True:
    history.fit(tf.ones([2, 2]), epochs=1000000000)
    break

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    args = parser.parse_args()
    start = 0.5
    while True:
        history.fit(tf.ones([2, 2]))
    for i in range(10):
        other(tf.ones([2]), start * i)
    for j in range(10):
        other(tf.ones([2]), args.rate * j)
"""

# rule, flagged text in its function or call, traced function, calls, places that change it, expected, said
SCRIPT_CASES = [
    ("W7401", "RATE", "step", ["step(tf.ones([2]))", "step(tf.ones([2]))"], ["RATE = 5.0"], "confirmed",
     "2 calls: 2 values were read eagerly, call 2 on as a graph an old one"),
    ("W7401", 'config["k"]', "configured", ["configured(tf.ones([2]))", "configured(tf.ones([2]) * 1.0)"],
     ['config["k"] = k'], "confirmed", "and the results differ"),
    ("W7401", 'config["k"]', "<lambda>", ["again(tf.ones([3]))", "again(tf.ones([3]) * 1.0)"],
     ['config["k"] = k'], "refuted", ""),
    ("W7301", "start * i", "other", ["other(tf.ones([2]), start * i)"], [], "confirmed", "6 calls: 6 traces"),
    ("W7301", "args.rate * j", "other", ["other(tf.ones([2]), args.rate * j)"], [], "inconclusive",
     "stand-in"),
]  # fmt: skip


@pytest.mark.parametrize("case", SCRIPT_CASES, ids=lambda case: f"{case[2]} {case[1]}")
def test_statements_of_a_module(
    case: tuple[str, str, str, list[str], list[str], str, str], judged: Judged, program: Callable[..., Path]
) -> None:
    """What leads to the calls is run, also under the main guard; training beside it is not."""
    rule, text, root, calls, changes, expected, said = case
    path = program(SCRIPT)
    places = [place_of_text(path, call, calls[:nth].count(call)) for nth, call in enumerate(calls)]
    wrapped = 'tf.function(lambda x: x * config["k"])' if root == "<lambda>" else ""
    related = tuple(place_of_text(path, change) for change in changes)
    drive = make_drive(path, "", *places)
    finding = make_finding(path, rule, text, root, wrapped=wrapped, drive=drive, related=related)
    if rule == "W7301":
        place = _part(places[0], calls[0], text)
    elif wrapped:
        whole = place_of_text(path, wrapped, 1)
        place = _part(whole, wrapped, text)
        made = replace(finding.root, wrapped_at=whole, line=whole.line)
        finding = replace(finding, root=made)
    else:
        place = _read(path, root, text)
    _check(judged([replace(finding, place=place)])[0], expected, said)


def test_the_code_may_lie_in_several_files(judged: Judged, program: Callable[..., Path]) -> None:
    """The driver, the function and what it reads each in a file of its own."""
    settings = program("RATE = 1.0\n", "settings.py")
    steps = program(
        "import tensorflow as tf\nimport settings\n\n@tf.function\ndef step(x, k):\n"
        "    return x * settings.RATE * k\n",
        "steps.py",
    )
    main = program(
        "import tensorflow as tf\nimport settings\nimport steps\n\ndef train(epochs):\n"
        "    for epoch in range(epochs):\n        steps.step(tf.ones([2]), epoch + 1.0)\n"
        "        settings.RATE = settings.RATE * 2.0\n",
        "main.py",
    )
    assert settings.parent == main.parent
    call = "steps.step(tf.ones([2]), epoch + 1.0)"
    whole = place_of_text(main, call)
    drive = make_drive(main, "train", whole)
    stale = make_finding(steps, "W7401", "settings.RATE", "step", drive=drive)
    scalar = make_finding(steps, "W7301", "step", "step", drive=drive)
    scalar = replace(scalar, place=_part(whole, call, "epoch + 1.0"))
    first, second = judged([stale, scalar])
    # Each call is a trace of its own, so nothing is stale.
    _check(first, "refuted", "")
    _check(second, "confirmed", "6 calls: 6 traces; with the first value kept: 1")


LEARNING_RATE = """
import keras
import tensorflow as tf

weights = tf.Variable(0.0)
optimizer = keras.optimizers.SGD(1.0)
optimizer.build([weights])

class Plain:
    learning_rate = 1.0

    @property
    def lr(self):
        return self.learning_rate

    @lr.setter
    def lr(self, value):
        self.learning_rate = value

plain = Plain()

@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])
    return weights.read_value() * plain.learning_rate

def decay():
    rate = 1.0
    for _ in range(3):
        step(tf.constant(1.0))
        rate *= 0.5
        optimizer.lr = rate

def decay_plain():
    for i in range(3):
        step(tf.constant(1.0))
        plain.lr = 0.5 * i

def set_the_same():
    optimizer.lr = 1.0
"""


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        (
            "optimizer.lr",
            "confirmed",
            "assigned 3 times: the learning rate stayed what it was, in both modes",
        ),
        ("plain.lr", "refuted", "the learning rate followed"),
        ("optimizer.lr = 1.0", "inconclusive", "the value assigned is the one it has"),
    ],
)
def test_assignments_without_effect(
    text: str, expected: str, said: str, judged: Judged, program: Callable[..., Path]
) -> None:
    """The code to run is the code around the assignment."""
    finding = make_finding(program(LEARNING_RATE), "W7406", text, "step")
    _check(judged([finding])[0], expected, said)


def test_without_a_caller_nothing_is_shown(files: dict[str, Path], judged: Judged) -> None:
    path = files["stale"]
    _check(
        judged([make_finding(path, "W7401", "SCALE", "scaled")])[0], "inconclusive", "no code of the project"
    )


def test_two_arguments_that_vary_are_proved_apart(judged: Judged, program: Callable[..., Path]) -> None:
    """Each is a cause of its own: the other keeps its first value in all runs of the one."""
    path = program(
        "import tensorflow as tf\n\n@tf.function\ndef f(x, a, b):\n    return x * a * b\n\n"
        "def train():\n    for i in range(9):\n        f(tf.ones([2]), 1.0 * i, 2.0 + i)\n"
    )
    call = "f(tf.ones([2]), 1.0 * i, 2.0 + i)"
    whole = place_of_text(path, call)
    finding = make_finding(path, "W7301", call, "f", drive=make_drive(path, "train", whole))
    both = [replace(finding, place=_part(whole, call, text)) for text in ("1.0 * i", "2.0 + i")]
    for verdict in judged(both):
        _check(verdict, "confirmed", "6 calls: 6 traces; with the first value kept: 1")
