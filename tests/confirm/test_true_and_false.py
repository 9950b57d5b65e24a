"""Both directions under TensorFlow: pitfalls come out confirmed, false findings at near misses refuted.

Each case flags some text of a program for a rule. A false finding that came out confirmed would be the
worst defect that confirm mode can have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from confirm.made_findings import make_drive, make_finding, make_plain_finding, place_of_text

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules.finding import Related

pytestmark = pytest.mark.tensorflow

EFFECTS = """
import logging
import os
import random
import time
import pdb
import uuid
import itertools
import datetime
import numpy as np
import tensorflow as tf

log = []
total = 0
seen = {"n": 0}
source = itertools.count()
batches = iter([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])
dataset_iterator = iter(tf.data.Dataset.range(100))
last = None
counts = np.zeros(3)
logger = logging.getLogger(__name__)
weights = tf.Variable([1.0, 2.0])

def py_log(x):
    log.append("in py_function")
    print("in py_function")
    return x

@tf.function
def bad(x):
    print("value", x)
    logger.info("step %s", x)
    log.append(1)
    seen["n"] += 1
    counts[0] += 1.0
    y = x * random.random()
    y = y + np.random.rand()
    y = y + time.time() * 0.0
    y = y + float(next(source))
    u = uuid.uuid4()
    breakpoint()
    time.sleep(0.01)
    with open("out.txt", "a") as file:
        file.write("line")
    pdb.set_trace()
    order = [1, 2, 3]
    random.shuffle(order)
    for item in batches:
        y = y + item
        break
    return y

@tf.function
def writes(x):
    global total
    global last
    total += 1
    last = x * 2.0
    return x

@tf.function
def good(x):
    tf.print("value", x)
    local = []
    local.append(x)
    table = {}
    table["a"] = x
    weights.assign_add([1.0, 1.0])
    y = x * tf.random.uniform([])
    y = y + tf.random.normal([], seed=3)
    y = y + np.random.RandomState(0).rand()
    y = y + random.Random(7).random()
    n = next(dataset_iterator)
    here = iter([1.0, 2.0])
    y = y + next(here)
    t = tf.timestamp()
    seen["fixed"] = 2
    tf.py_function(py_log, [x], tf.float32)
    for item in [1.0, 2.0]:
        y = y + item
    if False:
        print("never")
    len(log)
    return y

@tf.function
def quiet(x):
    tf.io.write_file("a.txt", "text")
    s = tf.io.read_file("a.txt")
    return x, s
"""

EFFECT_CASES = [
    ("W7201", 'print("value", x)', "bad", "", 0, "confirmed"),
    ("W7202", 'logger.info("step %s", x)', "bad", "", 0, "confirmed"),
    ("W7203", "log.append(1)", "bad", "log", 0, "confirmed"),
    ("W7203", 'seen["n"] += 1', "bad", "seen", 0, "confirmed"),
    ("W7203", "counts[0] += 1.0", "bad", "counts", 0, "confirmed"),
    ("W7208", "random.random()", "bad", "", 0, "confirmed"),
    ("W7208", "np.random.rand()", "bad", "", 0, "confirmed"),
    ("W7208", "uuid.uuid4()", "bad", "", 0, "confirmed"),
    ("W7208", "random.shuffle(order)", "bad", "", 0, "confirmed"),
    ("W7209", "time.time()", "bad", "", 0, "confirmed"),
    ("W7209", "time.sleep(0.01)", "bad", "", 0, "confirmed"),
    ("W7210", "next(source)", "bad", "source", 0, "confirmed"),
    ("W7210", "batches", "bad", "batches", 1, "confirmed"),
    ("W7212", "breakpoint()", "bad", "", 0, "confirmed"),
    ("W7212", "pdb.set_trace()", "bad", "", 0, "confirmed"),
    ("W7207", 'open("out.txt", "a")', "bad", "", 0, "confirmed"),
    ("W7207", 'file.write("line")', "bad", "", 0, "confirmed"),
    ("W7205", "total += 1", "writes", "total", 0, "confirmed"),
    ("E7211", "last = x * 2.0", "writes", "last", 0, "confirmed"),
    ("W7201", 'tf.print("value", x)', "good", "", 0, "refuted"),
    ("W7202", 'tf.print("value", x)', "good", "", 0, "refuted"),
    ("W7203", "local.append(x)", "good", "local", 0, "refuted"),
    ("E7211", "local.append(x)", "good", "local", 0, "refuted"),
    ("W7203", 'table["a"] = x', "good", "table", 0, "refuted"),
    ("W7203", "weights.assign_add([1.0, 1.0])", "good", "weights", 0, "refuted"),
    ("W7204", "weights.assign_add([1.0, 1.0])", "good", "weights", 0, "refuted"),
    ("W7208", "tf.random.uniform([])", "good", "", 0, "refuted"),
    ("W7208", "tf.random.normal([], seed=3)", "good", "", 0, "refuted"),
    ("W7208", "np.random.RandomState(0).rand()", "good", "", 0, "refuted"),
    ("W7208", "random.Random(7).random()", "good", "", 0, "refuted"),
    ("W7210", "next(dataset_iterator)", "good", "dataset_iterator", 0, "refuted"),
    ("W7210", "next(here)", "good", "here", 0, "refuted"),
    ("W7209", "tf.timestamp()", "good", "", 0, "refuted"),
    ("W7203", 'seen["fixed"] = 2', "good", "seen", 0, "refuted"),
    ("W7201", 'print("in py_function")', "good", "", 0, "refuted"),
    ("W7203", 'log.append("in py_function")', "good", "log", 0, "refuted"),
    ("W7210", "[1.0, 2.0]", "good", "", 1, "refuted"),
    ("W7201", "len(log)", "good", "", 0, "refuted"),
    ("W7203", "len(log)", "good", "log", 0, "refuted"),
    ("W7201", 'print("never")', "good", "", 0, "inconclusive"),
    ("W7207", 'tf.io.write_file("a.txt", "text")', "quiet", "", 0, "refuted"),
    ("W7207", 'tf.io.read_file("a.txt")', "quiet", "", 0, "refuted"),
]

STATE = """
import tensorflow as tf

class Owner:
    shared = None

cache = {}
layer = None
made = None
created = None

@tf.function
def unguarded(x):
    v = tf.Variable(1.0)
    v.assign_add(x)
    return v

@tf.function
def two(x):
    a = tf.Variable(1.0)
    b = tf.Variable(2.0)
    return a + b + x

def helper(x):
    return tf.Variable(x)

@tf.function
def through_helper(x):
    return helper(1.0) + x

@tf.function
def dense(x):
    layer = tf.keras.layers.Dense(3)
    return layer(x)

@tf.function
def dropout(x):
    return tf.keras.layers.Dropout(0.5)(x)

@tf.function
def relu(x):
    return tf.keras.layers.ReLU()(x)

@tf.function
def guarded(x):
    global made
    if made is None:
        made = tf.Variable(0.0)
    return made.assign_add(x)

@tf.function
def in_class(x):
    if Owner.shared is None:
        Owner.shared = tf.Variable(0.0)
    return Owner.shared.assign_add(x)

@tf.function
def in_dict(x):
    if "v" not in cache:
        cache["v"] = tf.Variable(0.0)
    return cache["v"].assign_add(x)

@tf.function
def tables(x):
    keys = tf.constant(["a"])
    table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, tf.constant([1.0])), 0.0)
    return table.lookup(keys) + x

counter = tf.Variable(0.0)

@tf.function
def augmented(x):
    v = counter
    v += x
    return v

@tf.function
def plain_augmented(x):
    y = x * 1.0
    y += 1.0
    return y

class Stats:
    def __init__(self):
        self.mean = tf.Variable(0.0)
        self.good = tf.Variable(0.0)

    @tf.function
    def update(self, x):
        self.mean = self.mean * 0.9 + x
        self.good.assign(self.good * 0.9 + x)
        return x
"""

STATE_CASES = [
    ("E7101", "tf.Variable(1.0)", "unguarded", "", 0, "confirmed"),
    ("E7101", "tf.Variable(1.0)", "two", "", 1, "confirmed"),
    # Alone, the other variable raises first; together each is proved (see below).
    ("E7101", "tf.Variable(2.0)", "two", "", 0, "inconclusive"),
    ("E7101", "tf.Variable(x)", "through_helper", "", 0, "confirmed"),
    ("E7102", "tf.keras.layers.Dense(3)", "dense", "", 0, "confirmed"),
    ("E7102", "tf.keras.layers.Dropout(0.5)", "dropout", "", 0, "confirmed"),
    ("E7102", "tf.keras.layers.ReLU()", "relu", "", 0, "refuted"),
    ("E7101", "tf.Variable(0.0)", "guarded", "", 0, "refuted"),
    ("C7103", "made = tf.Variable(0.0)", "guarded", "made", 0, "confirmed"),
    ("E7101", "tf.Variable(0.0)", "in_class", "", 1, "refuted"),
    ("E7101", "tf.Variable(0.0)", "in_dict", "", 2, "refuted"),
    ("E7101", "v.assign_add(x)", "unguarded", "", 0, "inconclusive"),
    ("E7102", 'tf.constant(["a"])', "tables", "", 0, "refuted"),
    ("E7105", "v += x", "augmented", "v", 0, "confirmed"),
    ("E7105", "y += 1.0", "plain_augmented", "y", 0, "refuted"),
    ("E7106", "self.mean = self.mean * 0.9 + x", "Stats.update", "self.mean", 0, "confirmed"),
    ("E7106", "self.good.assign(self.good * 0.9 + x)", "Stats.update", "self.good", 0, "refuted"),
]

OBJECTS = """
import tensorflow as tf

class Trainer:
    def __init__(self, units, rate=0.1):
        self.layer = tf.keras.layers.Dense(units)
        self.rate = rate
        self.steps = 0
        self.history = []
        self.last = None
        self.shape = None
        self.kept = tf.Variable(0.0)
        self.run = tf.function(self._run)

    @tf.function
    def step(self, x):
        y = self.layer(x)
        self.steps += 1
        self.history.append(tf.reduce_mean(y))
        self.last = y
        self.shape = tuple(x.shape)
        self.kept.assign_add(tf.reduce_mean(y))
        return y

    def _run(self, x):
        self.steps += 2
        return x

def make(rate):
    calls = 0
    @tf.function
    def inner(x):
        nonlocal calls
        calls += 1
        mine = 0
        def count():
            nonlocal mine
            mine += 1
        count()
        return x * rate
    return inner

def main():
    history = []
    def step(x):
        history.append(x)
        return x * 2.0
    compiled = tf.function(step)
    for _ in range(1000000000):
        compiled(tf.constant(1.0))

square = tf.function(lambda x: print("lambda") or x * x)

@tf.function
def change_argument(items, x):
    items.append(x)
    return x

@tf.function
def copy_argument(items, x):
    items = list(items)
    items.append(x)
    return x

@tf.function
def dropped(x):
    ta = tf.TensorArray(tf.float32, size=3)
    for i in tf.range(3):
        ta.write(i, x)
    return ta.stack()

@tf.function
def kept(x):
    ta = tf.TensorArray(tf.float32, size=3)
    for i in tf.range(3):
        ta = ta.write(i, x)
    return ta.stack()

class Memo:
    def __init__(self):
        self.factor = None

    @tf.function
    def __call__(self, x):
        if self.factor is None:
            self.factor = 2.0
        return x * self.factor

    @tf.function
    def branch(self, x):
        if x > 0.0:
            print("positive")
        else:
            print("negative")
        return x
"""

OBJECT_CASES = [
    ("W7204", "self.steps += 1", "Trainer.step", "self.steps", "", 0, "confirmed"),
    ("W7203", "self.history.append(tf.reduce_mean(y))", "Trainer.step", "self.history", "", 0, "confirmed"),
    ("E7211", "self.history.append(tf.reduce_mean(y))", "Trainer.step", "self.history", "", 0, "confirmed"),
    ("E7211", "self.last = y", "Trainer.step", "self.last", "", 0, "confirmed"),
    ("W7204", "self.last = y", "Trainer.step", "self.last", "", 0, "confirmed"),
    ("E7211", "self.shape = tuple(x.shape)", "Trainer.step", "self.shape", "", 0, "refuted"),
    ("W7204", "self.shape = tuple(x.shape)", "Trainer.step", "self.shape", "", 0, "refuted"),
    ("W7204", "self.kept.assign_add(tf.reduce_mean(y))", "Trainer.step", "self.kept", "", 0, "refuted"),
    ("W7204", "self.steps += 2", "Trainer._run", "self.steps", "tf.function(self._run)", 0, "confirmed"),
    ("W7206", "calls += 1", "make.<locals>.inner", "calls", "", 0, "confirmed"),
    ("W7206", "mine += 1", "make.<locals>.inner", "mine", "", 0, "refuted"),
    ("W7203", "history.append(x)", "main.<locals>.step", "history", "tf.function(step)", 0, "confirmed"),
    ("W7201", 'print("lambda")', "<lambda>", "", 'tf.function(lambda x: print("lambda") or x * x)', 0,
     "confirmed"),
    ("E7213", "items.append(x)", "change_argument", "items", "", 0, "confirmed"),
    ("E7213", "items.append(x)", "copy_argument", "items", "", 1, "refuted"),
    ("E7214", "ta.write(i, x)", "dropped", "ta", "", 0, "confirmed"),
    ("E7214", "ta.write(i, x)", "kept", "ta", "", 1, "refuted"),
    ("W7204", "self.factor = 2.0", "Memo.__call__", "self.factor", "", 0, "refuted"),
    ("W7201", 'print("positive")', "Memo.branch", "", "", 0, "confirmed"),
]  # fmt: skip


VALUES = """
import math
import numpy as np
import tensorflow as tf

SCALE = tf.constant(2.0)
RATES = [0.1, 0.2, 0.3]

@tf.function
def takes(x):
    return x * tf.reduce_mean(x).numpy()

@tf.function
def converts(x):
    return x + np.mean(tf.square(x))

@tf.function
def checks(x):
    assert tf.reduce_sum(x) > -1000.0
    return x

@tf.function
def refuses(x):
    if tf.reduce_sum(x) < -1000.0:
        raise ValueError("small")
    return x

@tf.function
def casts(x):
    return x * math.sqrt(tf.reduce_sum(tf.abs(x)))

@tf.function(autograph=False)
def asks(x):
    return x if tf.reduce_sum(x) > -1000.0 else -x

@tf.function
def names(x):
    label = f"sum {tf.reduce_sum(x)}"
    text = f"rank {x.shape.rank}"
    return tf.strings.join([label, text])

@tf.function
def fine(x):
    y = x * SCALE.numpy()
    y = y + np.mean(RATES)
    assert x.shape.rank is not None
    if x.dtype == tf.string:
        raise ValueError("text")
    y = y * math.sqrt(2.0)
    if tf.reduce_sum(x) > 0.0:
        y = y + 1.0
    kind = f"kind {x.dtype.name}"
    return y, tf.constant(kind)
"""

VALUE_CASES = [
    ("E7601", "tf.reduce_mean(x).numpy()", "takes", "", 0, "confirmed"),
    ("E7603", "np.mean(tf.square(x))", "converts", "np.mean", 0, "confirmed"),
    ("E7506", "assert tf.reduce_sum(x) > -1000.0", "checks", "", 0, "confirmed"),
    ("E7507", 'raise ValueError("small")', "refuses", "", 0, "confirmed"),
    ("E7602", "math.sqrt(tf.reduce_sum(tf.abs(x)))", "casts", "math.sqrt", 0, "confirmed"),
    ("E7509", "tf.reduce_sum(x) > -1000.0", "asks", "", 1, "confirmed"),
    ("W7607", 'f"sum {tf.reduce_sum(x)}"', "names", "", 0, "confirmed"),
    ("W7607", 'f"rank {x.shape.rank}"', "names", "", 0, "refuted"),
    ("E7601", "SCALE.numpy()", "fine", "", 0, "refuted"),
    ("E7603", "np.mean(RATES)", "fine", "np.mean", 0, "refuted"),
    ("E7506", "assert x.shape.rank is not None", "fine", "", 0, "refuted"),
    ("E7602", "math.sqrt(2.0)", "fine", "math.sqrt", 0, "refuted"),
    ("E7509", "tf.reduce_sum(x) > 0.0", "fine", "", 0, "refuted"),
    ("E7507", 'raise ValueError("text")', "fine", "", 0, "inconclusive"),
    ("W7607", 'f"kind {x.dtype.name}"', "fine", "", 0, "refuted"),
]

USES = """
import tensorflow as tf

@tf.function
def endless(x):
    if tf.reduce_sum(x) > 1.0:
        return endless(tf.abs(x) / 2.0)
    return x

@tf.function
def wide(x):
    y = half(x)
    if tf.reduce_sum(y) > 1.0:
        y = wide(half(y))
    return y

def half(x):
    return x / 2.0

@tf.function
def deep(x, depth=3):
    if depth > 0:
        return deep(x / 2.0, depth - 1)
    return x

@tf.function
def overflows(x):
    items = []
    items.append(items)
    return half(x) + count_down(2000.0)

def count_down(n):
    if tf.executing_eagerly():
        return n
    return count_down(n)

@tf.function
def yields(x):
    yield x

def made(x):
    yield x

@tf.function
def hands_on(x):
    y = half(x)
    return made(y)

@tf.function
def sums(x):
    return sum(made(x))

@tf.function
async def waits(x):
    return x

async def later(x):
    return x

@tf.function
def starts(x):
    return later(x)

class Box:
    def __init__(self, value):
        self.value = value

@tf.function
def boxes(x):
    inner = Box(half(x))
    return Box(inner.value)

@tf.function
def named(x, deep=True):
    if deep:
        return x, {"deep"}
    return x + 0.0

@tf.function
def opened(x):
    return Box(x).value

@tf.function(jit_compile=True)
def compiled(x):
    y = tf.sort(x)
    tf.print("sum", tf.reduce_sum(y))
    return y

@tf.function(jit_compile=True)
def both(x):
    y = tf.math.bessel_i0(x)
    return y + tf.math.special.expint(tf.abs(x) + 1.0)

@tf.function(jit_compile=True)
def sorts(x):
    return tf.sort(x)

@tf.function(jit_compile=True)
def stays_empty(x):
    grows = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    sized = tf.TensorArray(tf.float32, size=2)
    for i in tf.range(2):
        grows = grows.write(i, x)
        sized = sized.write(i, x)
    return grows.stack(), sized.stack()

@tf.function(jit_compile=True)
def is_checked(x):
    tf.debugging.assert_rank_at_least(x, 0)
    tf.debugging.assert_less_equal(x, x + 1.0)
    ordered = tf.sort(tf.reshape(x, [-1]))
    return tf.debugging.check_numerics(ordered, "no number")

@tf.function(jit_compile=True)
def is_filled(x):
    values = tf.TensorArray(tf.float32, size=2, dynamic_size=True)
    for i in tf.range(2):
        values = values.write(i, x)
    return values.stack()

class Spoilt:
    @tf.function
    def __init__(self):
        self.rate = tf.constant(1.0) * 2.0

    @tf.function
    def __repr__(self):
        return "Spoilt"

class MakesVariable:
    @tf.function
    def __init__(self):
        self.count = tf.Variable(0.0)

class Sound:
    @tf.function
    def __init__(self):
        self.rate = 2.0
        self.last = None

    @tf.function
    def __len__(self):
        return 3

    @tf.function
    def step(self, x):
        self.last = x
        return x

    @tf.function
    def grow(self, x):
        self.count = tf.Variable(0.0)
        return x

    @tf.function
    def name(self):
        return "sound"
"""

DEFINITIONS = """
import functools
import tensorflow as tf

SPEC = tf.TensorSpec([], tf.float32)

class Over:
    @tf.function
    @classmethod
    def of_class(cls, x):
        return x

class Static:
    @tf.function
    @staticmethod
    def of_static(x):
        return x

class Under:
    @classmethod
    @tf.function
    def of_class(cls, x):
        return x

    @staticmethod
    @tf.function
    def of_static(x):
        return x

@functools.cache
@tf.function
def cached(x):
    return tf.square(x)

@functools.cache
@tf.function
def table():
    return tf.range(3)

@tf.function
@functools.wraps(len)
def named(x):
    return tf.square(x)

@tf.function(input_signature=[SPEC, SPEC])
def one(x):
    return x

@tf.function(input_signature=[SPEC])
def fits(x, y=1.0):
    return x * y

@tf.function(input_signature=[SPEC])
def fails(x):
    return undefined_name + x

def later(x, y):
    return x + y

class Early:
    def __init__(self, factor):
        self.factor = factor

    @tf.function
    def scale(self, x):
        return x * self.factor

    @tf.function
    def square(self, x):
        return x * x

    @tf.function
    def lost(self, x):
        return x * self.nothing.factor

    nothing = None

def taken(x):
    return Early(2.0).scale(x)

def needless(x):
    return Early(2.0).square(x)

def named(x):
    early = Early(3.0)
    return early.scale(x)

def broken(x):
    early = Early(4.0)
    return Early(4.0).lost(x)

def seldom(x, wanted=False):
    return Early(5.0).scale(x) if wanted else x

wrapped = tf.function(later, input_signature=[SPEC])
fine = tf.function(later, input_signature=[SPEC, SPEC])
"""

USE_CASES = [
    ("E7701", "endless(tf.abs(x) / 2.0)", "endless", "endless", 0, "confirmed"),
    ("E7701", "wide(half(y))", "wide", "wide", 0, "confirmed"),
    ("E7701", "half(y)", "wide", "half", 0, "inconclusive"),
    ("E7701", "deep(x / 2.0, depth - 1)", "deep", "deep", 0, "refuted"),
    ("E7701", "half(x)", "overflows", "half", 1, "inconclusive"),
    ("E7702", "def yields(x):", "yields", "yields", 0, "confirmed"),
    ("E7702", "def hands_on(x):", "hands_on", "hands_on", 0, "inconclusive"),
    ("E7702", "def sums(x):", "sums", "sums", 0, "refuted"),
    ("E7703", "async def waits(x):", "waits", "waits", 0, "confirmed"),
    ("E7703", "def starts(x):", "starts", "starts", 0, "inconclusive"),
    ("E7703", "def sums(x):", "sums", "sums", 0, "refuted"),
    ("E7707", 'tf.print("sum", tf.reduce_sum(y))', "compiled", "", 0, "confirmed"),
    ("E7707", "tf.sort(x)", "compiled", "", 0, "inconclusive"),
    ("E7707", "tf.math.bessel_i0(x)", "both", "", 0, "confirmed"),
    ("E7707", "tf.sort(x)", "sorts", "", 1, "refuted"),
    ("W7708", "tf.TensorArray(tf.float32, size=0, dynamic_size=True)", "stays_empty", "", 0, "confirmed"),
    ("W7708", "tf.TensorArray(tf.float32, size=2)", "stays_empty", "", 0, "inconclusive"),
    ("W7708", "tf.TensorArray(tf.float32, size=2, dynamic_size=True)", "is_filled", "", 0, "refuted"),
    ("W7708", "tf.debugging.assert_less_equal(x, x + 1.0)", "is_checked", "", 0, "confirmed"),
    ("W7708", 'tf.debugging.check_numerics(ordered, "no number")', "is_checked", "", 0, "confirmed"),
    ("W7708", "tf.debugging.assert_rank_at_least(x, 0)", "is_checked", "", 0, "refuted"),
    ("W7708", "tf.sort(tf.reshape(x, [-1]))", "is_checked", "", 0, "refuted"),
    ("E7711", "Box(inner.value)", "boxes", "", 0, "confirmed"),
    ("E7711", "Box(half(x))", "boxes", "", 0, "inconclusive"),
    ("E7711", '{"deep"}', "named", "", 0, "confirmed"),
    ("E7711", "x + 0.0", "named", "", 0, "refuted"),
    ("E7711", "Box(x).value", "opened", "", 0, "refuted"),
    ("E7709", "def __init__(self):", "Spoilt.__init__", "", 0, "confirmed"),
    ("E7709", "def __repr__(self):", "Spoilt.__repr__", "", 0, "confirmed"),
    ("E7709", "def __init__(self):", "MakesVariable.__init__", "", 1, "confirmed"),
    ("E7709", "def __init__(self):", "Sound.__init__", "", 2, "refuted"),
    ("E7709", "def __len__(self):", "Sound.__len__", "", 0, "refuted"),
    ("E7709", "def step(self, x):", "Sound.step", "", 0, "refuted"),
    ("E7709", "def grow(self, x):", "Sound.grow", "", 0, "inconclusive"),
    ("E7709", "def name(self):", "Sound.name", "", 0, "refuted"),
]

FLOW = """
import tensorflow as tf

@tf.function
def one_branch(x):
    if tf.reduce_sum(x) > -1000.0:
        y = x * 2.0
    return y

@tf.function
def two_branches(x):
    if tf.reduce_sum(x) > -1000.0:
        y = x * 2.0
        z = y
    else:
        y = x
    return y

@tf.function
def one_return(x):
    if tf.reduce_sum(x) > -1000.0:
        return x
    x = x * 2.0

@tf.function
def two_returns(x):
    if tf.reduce_sum(x) > -1000.0:
        return x
    return x * 2.0

@tf.function
def in_loop(x):
    for i in tf.range(3):
        if tf.reduce_sum(x) > -1000.0:
            return x
    return x * 2.0

@tf.function
def leaves(x):
    for scale in [1.0, 2.0]:
        x = x * scale
        if tf.reduce_sum(x) > -1000.0:
            break
    return x

@tf.function
def stays(x):
    for scale in [1.0, 2.0]:
        x = x * scale
        if scale > 1.0:
            break
    for i in tf.range(3):
        x = x + 1.0
        if tf.reduce_sum(x) > -1000.0:
            break
    return x

@tf.function
def collects(x):
    items = []
    for i in tf.range(3):
        items.append(x)
    return tf.stack(items)

@tf.function
def leaks_parts(x):
    parts = []
    for i in tf.range(3):
        parts.append(x + tf.cast(i, tf.float32))
    return tf.add_n(parts)

@tf.function
def unrolled(x):
    fine, unused = [], []
    for i in range(3):
        fine.append(x)
    for i in tf.range(3):
        unused.append(x)
    return tf.stack(fine)

@tf.function
def takes_apart(x):
    return tf.add_n([row * 2.0 for row in tf.square(x)])

@tf.function
def goes_over(x):
    total = tf.reduce_sum(x) * 0.0
    for row in tf.abs(x):
        total = total + tf.reduce_sum(row)
    return tf.add_n([part * 2.0 for part in tf.unstack(x)]) + total

class Layer(tf.keras.layers.Layer):
    def call(self, x):
        if tf.reduce_sum(x) > -1000.0:
            x = x * 2.0
        return x

    @tf.function
    def converted(self, x):
        if tf.reduce_sum(x) > -999.0:
            x = x * 2.0
        return x

layer = Layer()

@tf.function
def calls_layer(x):
    return layer(x)

@tf.function
def calls_converted(x):
    return layer.converted(x)

@tf.function
def stopped(x, kind=1):
    scale = (offset := 2.0) + 1.0
    if tf.reduce_sum(x) > -1000.0:
        x = x * scale
    return x + offset

@tf.function
def not_stopped(x):
    offset = 2.0
    if tf.reduce_sum(x) > -1000.0:
        x = x * offset
    return x

@tf.function
def recovers(x):
    try:
        tf.debugging.assert_less(tf.reduce_sum(x), -1000.0)
        y = x * 2.0
    except tf.errors.InvalidArgumentError:
        y = x
    return y

@tf.function
def divides(x):
    try:
        y = x * float(1 // (x.shape.rank - x.shape.rank))
    except ZeroDivisionError:
        y = x
    return y

@tf.function
def never_fails(x):
    try:
        y = tf.square(x)
    except tf.errors.InvalidArgumentError:
        y = x
    return y

@tf.function
def two_dtypes(x):
    if tf.reduce_sum(x) > -998.0:
        y = tf.reduce_mean(tf.exp(x))
    else:
        y = 0
    return y

@tf.function
def one_dtype(x):
    if tf.reduce_sum(x) > -997.0:
        y = tf.cast(tf.zeros([2, 2]), tf.float32)
    else:
        y = tf.zeros([3])
    return y

@tf.function
def integer_first(x):
    total = 0
    for i in tf.range(3):
        total += tf.reduce_sum(tf.abs(x)) * 0.5
    return total

@tf.function
def unrolls(x):
    for i in range(60):
        x = tf.sin(x) + 1.0
    return x

@tf.function
def stages(x):
    for i in tf.range(61):
        x = tf.sin(x) + 1.0
    return x

@tf.function
def unrolls_while(x):
    count = 0
    while count < 62:
        x = tf.sin(x) + 1.0
        count += 1
    return x
"""

FLOW_CASES = [
    ("W7501", "range(60)", "unrolls", "", 0, "confirmed"),
    ("W7501", "tf.range(61)", "stages", "", 0, "refuted"),
    ("W7501", "count < 62", "unrolls_while", "", 0, "confirmed"),
    ("E7505", "tf.reduce_sum(x) > -998.0", "two_dtypes", "y", 0, "confirmed"),
    ("E7505", "tf.reduce_sum(x) > -997.0", "one_dtype", "y", 0, "refuted"),
    ("E7505", "total += tf.reduce_sum(tf.abs(x)) * 0.5", "integer_first", "total", 0, "confirmed"),
    ("W7508", "tf.errors.InvalidArgumentError", "recovers", "", 0, "confirmed"),
    ("W7508", "ZeroDivisionError", "divides", "", 0, "refuted"),
    ("W7508", "tf.errors.InvalidArgumentError", "never_fails", "", 1, "inconclusive"),
    ("E7510", "tf.square(x)", "takes_apart", "tf.square(x)", 0, "confirmed"),
    ("E7510", "tf.unstack(x)", "goes_over", "tf.unstack(x)", 0, "refuted"),
    ("E7510", "tf.abs(x)", "goes_over", "tf.abs(x)", 0, "refuted"),
    ("E7513", "tf.reduce_sum(x) > -1000.0", "calls_layer", "", 7, "confirmed"),
    ("E7513", "tf.reduce_sum(x) > -999.0", "calls_converted", "", 0, "refuted"),
    ("E7502", "items.append(x)", "collects", "items", 0, "confirmed"),
    ("E7502", "parts.append(x + tf.cast(i, tf.float32))", "leaks_parts", "parts", 0, "confirmed"),
    ("E7502", "fine.append(x)", "unrolled", "fine", 0, "refuted"),
    ("E7502", "unused.append(x)", "unrolled", "unused", 0, "refuted"),
    ("E7503", "tf.reduce_sum(x) > -1000.0", "one_branch", "y", 0, "confirmed"),
    ("E7503", "tf.reduce_sum(x) > -1000.0", "two_branches", "y", 1, "refuted"),
    ("E7504", "tf.reduce_sum(x) > -1000.0", "one_return", "", 2, "confirmed"),
    ("E7504", "tf.reduce_sum(x) > -1000.0", "two_returns", "", 3, "refuted"),
    ("E7504", "return x", "in_loop", "", 3, "confirmed"),
    ("E7511", "break", "leaves", "", 0, "confirmed"),
    ("E7511", "break", "stays", "", 1, "refuted"),
    ("E7511", "break", "stays", "", 2, "refuted"),
    # The error is another rule's, at the same place.
    ("E7511", "tf.reduce_sum(x) > -1000.0", "one_branch", "", 0, "inconclusive"),
    ("E7503", "break", "leaves", "", 0, "inconclusive"),
]

DEFINITION_CASES = [
    ("E7704", "tf.function", "Over.of_class", "", 0, "confirmed"),
    ("E7704", "tf.function", "Static.of_static", "", 1, "confirmed"),
    ("E7704", "tf.function", "Under.of_class", "", 2, "refuted"),
    ("E7704", "tf.function", "Under.of_static", "", 3, "refuted"),
    ("E7704", "functools.cache", "cached", "", 0, "confirmed"),
    ("E7704", "tf.function", "cached", "", 4, "inconclusive"),
    ("E7704", "functools.cache", "table", "", 1, "refuted"),
    ("E7704", "tf.function", "named", "", 6, "refuted"),
    ("E7706", "tf.function(input_signature=[SPEC, SPEC])", "one", "", 0, "confirmed"),
    ("E7706", "tf.function(input_signature=[SPEC])", "fits", "", 0, "refuted"),
    ("E7706", "tf.function(input_signature=[SPEC])", "fails", "", 1, "inconclusive"),
    ("E7706", "tf.function(later, input_signature=[SPEC])", "later", "wrapped", 0, "confirmed"),
    ("E7706", "tf.function(later, input_signature=[SPEC, SPEC])", "later", "wrapped", 0, "refuted"),
    ("E7706", "x + y", "later", "", 0, "inconclusive"),
]

TEMPORARY_CASES = [
    ("Early(2.0).scale", "taken", "confirmed"),
    ("Early(2.0).square", "needless", "refuted"),
    ("early.scale", "named", "refuted"),
    ("Early(4.0).lost", "broken", "inconclusive"),
    ("Early(5.0).scale", "seldom", "inconclusive"),
]


def _id(case: tuple[object, ...]) -> str:
    return " in ".join(map(str, case[:3]))


# Names that are there or not, and code that nothing traces, run as it is written.
LEFT = """
import tensorflow as tf

v1 = tf.compat.v1
weight = tf.Variable(2.0)
optimizer = v1.train.GradientDescentOptimizer(0.1)

@tf.function
def double(x):
    return x * 2.0

def asked_too_late():
    y = double(tf.constant(1.0))
    return v1.Session().run(y)

def asked_in_its_graph():
    with v1.Session() as session:
        return session.run(tf.constant(1.0) * 2.0)

def evaluated():
    return double(tf.constant(1.0)).eval()

def fed():
    return v1.placeholder(tf.float32, []) + 1.0

def fed_in_its_graph():
    with tf.Graph().as_default():
        return v1.placeholder(tf.float32, []) + 1.0

def minimized():
    loss = tf.square(weight)
    optimizer.minimize(loss)

@tf.function
def named_by_type(x):
    return tf.sqrt(x, tf.float32)

@tf.function
def named_by_tensor(x):
    return tf.add(x, x, x)

@tf.function
def named_by_text(x):
    return tf.sqrt(x, "root")

@tf.function
def not_named(x):
    return tf.sqrt(x, 0)

@tf.function
def ordered(x):
    update = weight.assign(tf.reduce_sum(x))
    with tf.control_dependencies([update]):
        return weight * x

@tf.function
def broken(x):
    with tf.control_dependencies([x]):
        return x.numpy()

def minimized_by_function():
    optimizer.minimize(lambda: tf.square(weight))

def initialized():
    start = v1.global_variables_initializer()
    start.run()
"""

TRACED_LEFT_CASES = [
    ("E7608", "tf.sqrt(x, tf.float32)", "named_by_type", "", 0, "confirmed"),
    ("E7608", "tf.add(x, x, x)", "named_by_tensor", "", 0, "confirmed"),
    ("E7608", 'tf.sqrt(x, "root")', "named_by_text", "", 0, "refuted"),
    ("E7608", "tf.sqrt(x, 0)", "not_named", "", 0, "refuted"),
    ("C7804", "tf.control_dependencies([update])", "ordered", "", 0, "confirmed"),
    ("C7804", "tf.control_dependencies([x])", "broken", "", 0, "inconclusive"),
]
LEFT_CASES = [
    ("E7801", "v1.Session()", "tensorflow.Session", 0, "confirmed"),
    ("E7801", "v1.Session()", "tensorflow.compat.v1.Session", 0, "refuted"),
    ("E7803", "tf.Variable(2.0)", "tensorflow.Variable", 0, "refuted"),
    ("E7803", "tf.Variable(2.0)", "tensorflow.compat.v1.layers.dense", 0, "confirmed"),
    ("C7705", "@tf.function", "experimental_relax_shapes", 0, "confirmed"),
    ("C7705", "@tf.function", "reduce_retracing", 0, "refuted"),
    ("C7705", "@tf.function", "experimental_implements", 0, "refuted"),
    ("W7606", "@tf.function", "", 0, "inconclusive"),
    ("E7801", "v1.Session().run(y)", "", 0, "confirmed"),
    ("E7801", "session.run(tf.constant(1.0) * 2.0)", "", 0, "refuted"),
    ("E7801", "double(tf.constant(1.0)).eval()", "", 0, "confirmed"),
    ("E7801", "double(tf.constant(1.0))", "", 0, "inconclusive"),
    ("E7802", "v1.placeholder(tf.float32, [])", "", 0, "confirmed"),
    ("E7802", "v1.placeholder(tf.float32, [])", "", 1, "refuted"),
    ("E7803", "optimizer.minimize(loss)", "", 0, "confirmed"),
    ("E7803", "optimizer.minimize(lambda: tf.square(weight))", "", 0, "refuted"),
]


def _left_id(case: tuple[str, str, str, int, str]) -> str:
    return f"{case[0]} {case[2] or case[1]} {case[3]}"


def _check(verdict: Verdict, expected: str) -> None:
    assert verdict.outcome.value == expected, f"{verdict.reason} | {verdict.evidence} | {verdict.details}"
    assert (verdict.outcome is Outcome.INCONCLUSIVE) == bool(verdict.reason)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("programs")
    found = {}
    for name, text in (
        ("effects", EFFECTS),
        ("state", STATE),
        ("objects", OBJECTS),
        ("values", VALUES),
        ("uses", USES),
        ("definitions", DEFINITIONS),
        ("flow", FLOW),
        ("left", LEFT),
    ):
        found[name] = folder / f"{name}.py"
        found[name].write_text(text, encoding="utf-8")
    return found


@pytest.mark.parametrize("case", EFFECT_CASES, ids=_id)
def test_side_effects(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["effects"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", STATE_CASES, ids=_id)
def test_state_creation(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["state"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", VALUE_CASES, ids=_id)
def test_values_that_are_needed(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["values"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", USE_CASES, ids=_id)
def test_use_of_the_decorator(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["uses"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize(
    ("root", "text", "nth", "expected"),
    [("stopped", "(offset := 2.0)", 8, "confirmed"), ("not_stopped", "offset = 2.0", 9, "refuted")],
)
def test_functions_that_autograph_gives_up_on(
    root: str,
    text: str,
    nth: int,
    expected: str,
    files: dict[str, Path],
    judged: Callable[..., list[Verdict]],
) -> None:
    condition = place_of_text(files["flow"], "tf.reduce_sum(x) > -1000.0", nth)
    finding = make_finding(files["flow"], "E7512", text, root, related=(condition,))
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", FLOW_CASES, ids=_id)
def test_branches_and_loops(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["flow"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", DEFINITION_CASES, ids=_id)
def test_definitions(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, wrapped, nth, expected = case
    called = text if wrapped else ""
    finding = make_finding(files["definitions"], rule, text, root, nth=nth, wrapped=called)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", TRACED_LEFT_CASES, ids=_id)
def test_names_and_order_in_traced_functions(
    case: tuple[str, str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target, nth, expected = case
    finding = make_finding(files["left"], rule, text, root, target=target, nth=nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", LEFT_CASES, ids=_left_id)
def test_what_is_left_of_tensorflow_1(
    case: tuple[str, str, str, int, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, target, nth, expected = case
    finding = make_plain_finding(files["left"], rule, text, target, nth)
    _check(judged([finding])[0], expected)


@pytest.mark.parametrize("case", TEMPORARY_CASES, ids=_id)
def test_temporary_objects(
    case: tuple[str, str, str], files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    text, around, expected = case
    path = files["definitions"]
    drive = make_drive(path, around, place_of_text(path, text))
    _check(judged([make_finding(path, "E7710", text, "Early.scale", drive=drive)])[0], expected)


@pytest.mark.parametrize("case", OBJECT_CASES, ids=_id)
def test_ways_to_the_function(
    case: tuple[str, str, str, str, str, int, str],
    files: dict[str, Path],
    judged: Callable[..., list[Verdict]],
) -> None:
    rule, text, root, target, wrapped, nth, expected = case
    finding = make_finding(files["objects"], rule, text, root, target=target, nth=nth, wrapped=wrapped)
    _check(judged([finding])[0], expected)


def test_findings_of_one_function_share_runs(
    files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    """Judged together, each finding gets the verdict that it gets alone."""
    findings = [
        make_finding(files["effects"], rule, text, root, target=target, nth=nth)
        for rule, text, root, target, nth, _ in EFFECT_CASES
    ]
    for verdict, case in zip(judged(findings), EFFECT_CASES, strict=True):
        _check(verdict, case[-1])


def test_two_variables_of_one_function_are_proved_apart(
    files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    findings = [
        make_finding(files["state"], "E7101", "tf.Variable(1.0)", "two", nth=1),
        make_finding(files["state"], "E7101", "tf.Variable(2.0)", "two"),
    ]
    assert [verdict.outcome for verdict in judged(findings)] == [Outcome.CONFIRMED] * 2


@pytest.mark.parametrize(("related", "expected"), [("start.run()", "confirmed"), ("", "inconclusive")])
def test_what_is_left_of_tensorflow_1_may_fail_at_a_related_place(
    related: str, expected: str, files: dict[str, Path], judged: Callable[..., list[Verdict]]
) -> None:
    finding = make_plain_finding(files["left"], "E7803", "v1.global_variables_initializer()")
    if related:
        place = place_of_text(files["left"], related)
        finding = replace(finding, related=(Related(place, "it is run here"),))
    _check(judged([finding])[0], expected)
