"""False findings beside true pitfalls: an experiment proves the flagged place, and no other.

In each program something goes wrong, and a finding is made up that is near it and false: the same rule at the
line beside it, another variable, a function that is called, another argument, another kind of pitfall. None
may come out confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from confirm.made_findings import make_drive, make_finding, place_of_text

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules import registry

pytestmark = pytest.mark.tensorflow

ONE_CALL = """
import logging
import random
import time
import math
import numpy as np
import tensorflow as tf

history = []
others = []
settings = {}
total = 0
last = None
rng = np.random.default_rng(7)
log = logging.getLogger("attacks")
eager = tf.constant(3.0)
weights = tf.Variable([1.0, 2.0])
numbers = np.ones((400, 400))


def shout(x):
    print("shout", x)
    return x


def remember(x):
    history.append(1)
    return x


def noise():
    return random.random()


def report(x):
    log.warning("x %s", x)
    with open("report.txt", "a") as file:
        file.write("x")


class Owner:
    def __init__(self):
        self.steps = 0
        self.last = None
        self.kept = []
        self.training = True

    def advance(self):
        self.steps += 1

    def store(self, x):
        self.last = x


owner = Owner()


@tf.function
def callee_prints(x):
    y = shout(x)
    return y


@tf.function
def callee_appends(x):
    remember(x)
    return x


@tf.function
def callee_draws(x):
    factor = noise()
    return x * factor


@tf.function
def callee_logs(x):
    report(x)
    return x


@tf.function
def callee_advances(x):
    owner.advance()
    return x


@tf.function
def callee_leaks(x):
    owner.store(x * 2.0)
    return x


@tf.function
def line_beside_print(x):
    y = x * 2.0
    print("y", y)
    return y


@tf.function
def two_lists(x):
    local = []
    local.append(x)
    history.append(1)
    return x


@tf.function
def leaked_by_next_line(x):
    owner.last = 0.0
    owner.last = x * 2.0
    return x


@tf.function
def leaked_by_line_before(x):
    owner.kept.append(x * 2.0)
    owner.kept.append(1.0)
    return x


@tf.function
def frozen_by_arguments(x):
    kind = f"value {x}"
    return x * random.random(), tf.constant(kind)


@tf.function
def frozen_by_state(x):
    history.append(1)
    count = len(history)
    return x * float(count)


@tf.function
def frozen_by_a_flag(x):
    size = x.numpy().size if hasattr(x, "numpy") else 0
    return x * random.random() + float(size)


@tf.function
def two_variables(x):
    shared = weights
    made = tf.Variable(1.0)
    return x * shared[0] * made


@tf.function
def same_text(x):
    y = eager
    y = y * eager.numpy()
    z = tf.square(x)
    z = z * z.numpy()
    return y * z


@tf.function
def same_line(x):
    return eager.numpy() * x.numpy()


@tf.function
def same_line_reversed(x):
    return x.numpy() * eager.numpy()


@tf.function
def same_line_cast(x):
    return math.sqrt(2.0) + math.sqrt(tf.reduce_sum(tf.abs(x)))


@tf.function
def used_by_next_line(x):
    doubled = tf.add(x, x)
    return np.mean(doubled)


@tf.function
def two_asserts(x):
    assert x.shape.rank is not None
    assert tf.reduce_sum(x) > -1000.0
    return x


@tf.function
def two_names(x):
    if tf.reduce_sum(x) > -1000.0:
        first = x
        second = x
    else:
        second = -x
    return first + second


@tf.function
def two_totals(x):
    count = 0
    total = 0
    for i in tf.range(3):
        count += 1
        total += tf.reduce_sum(tf.abs(x)) * 0.5
    return total, count


@tf.function
def two_appends(x):
    outside = []
    for i in tf.range(3):
        inside = x * 2.0
        outside.append(inside)
    return outside


@tf.function
def two_handlers(x):
    try:
        y = x * 2.0
    except tf.errors.InvalidArgumentError:
        y = x
    try:
        tf.debugging.assert_less(tf.reduce_sum(x), -1000.0)
        z = x
    except tf.errors.InvalidArgumentError:
        z = -x
    return y + z


@tf.function
def two_arguments(mine, yours, x):
    local = list(mine)
    local.append(x)
    yours.append(x)
    return x


@tf.function
def two_arrays(x):
    array = tf.TensorArray(tf.float32, size=2, element_shape=[])
    array = array.write(0, 1.0)
    array.write(1, 2.0)
    other = tf.TensorArray(tf.float32, size=1, element_shape=[])
    other.write(0, 3.0).mark_used()
    return array.stack() + tf.reduce_sum(x)


@tf.function
def two_loops(x):
    for _ in range(2):
        x = tf.sin(x)
    for _ in range(60):
        x = tf.sin(x) + 1.0
    return x


@tf.function
def statement_of_loop(x):
    count = 0
    while count < 60:
        count += 1
        x = tf.sin(x) + 1.0
    return x


@tf.function
def two_constants(x):
    small = np.ones((4, 4))
    return tf.reduce_sum(small) + tf.reduce_sum(numbers) + tf.cast(tf.reduce_sum(x), tf.float64)


@tf.function
def unconverted_by_another(x):
    offset = 2.0
    scale = (bonus := 3.0) + offset
    if tf.reduce_sum(x) > -1000.0:
        x = x * scale
    return x + bonus


@tf.function
def training_flag(x):
    owner.training = True
    total = x * random.random()
    return total


@tf.function
def stays_random(x):
    y = tf.random.uniform([])
    return x * y * random.random()


@tf.function
def rounds_differently(x):
    array = tf.TensorArray(tf.float32, size=1)
    array = array.write(0, tf.reduce_sum(x) * 1e-3)
    return array.stack() / 3.0 + tf.random.uniform([])


@tf.function
def stateful_object(x):
    drawn = rng.normal()
    shape = tuple(x.shape)
    return x * drawn * float(len(shape))


@tf.function
def yields(x):
    y = x * 2.0
    yield y


@tf.function
async def waits(x):
    y = x * 2.0
    return y


@tf.function
def returns_a_set(x):
    y = x + 0.0
    return {"name"}, y


@tf.function(jit_compile=True)
def refused_by_xla(x):
    y = tf.sort(tf.reshape(x, [-1]))
    words = tf.strings.as_string(y)
    return tf.strings.length(words)


@tf.function
def breaks_elsewhere(x):
    steps = 0.0
    for i in range(3):
        steps += 1.0
        if tf.reduce_sum(x) > 1000.0:
            break
    return x * steps


@tf.function
def iterates_elsewhere(x):
    pair = tf.unstack(x) if x.shape.rank else [x, x]
    return [item * 2.0 for item in pair], [item for item in tf.stack([x, x])]
"""

# rule, flagged text (its first occurrence there), traced function, target
ATTACKS = [
    ("W7201", "shout(x)", "callee_prints", ""),
    ("W7203", "remember(x)", "callee_appends", "history"),
    ("W7208", "noise()", "callee_draws", ""),
    ("W7202", "report(x)", "callee_logs", ""),
    ("W7207", "report(x)", "callee_logs", ""),
    ("W7204", "owner.advance()", "callee_advances", "owner.steps"),
    ("E7211", "owner.store(x * 2.0)", "callee_leaks", "owner.last"),
    ("W7204", "owner.store(x * 2.0)", "callee_leaks", "owner.last"),
    ("W7201", "y = x * 2.0", "line_beside_print", ""),
    ("W7203", "local.append(x)", "two_lists", "local"),
    ("E7211", "local.append(x)", "two_lists", "history"),
    ("E7211", "owner.last = 0.0", "leaked_by_next_line", "owner.last"),
    ("E7211", "owner.kept.append(1.0)", "leaked_by_line_before", "owner.kept"),
    ("W7208", 'f"value {x}"', "frozen_by_arguments", ""),
    ("W7209", "len(history)", "frozen_by_state", ""),
    ("W7210", "len(history)", "frozen_by_state", ""),
    ("W7208", 'x.numpy().size if hasattr(x, "numpy") else 0', "frozen_by_a_flag", ""),
    ("W7209", 'hasattr(x, "numpy")', "frozen_by_a_flag", ""),
    ("E7101", "weights", "two_variables", ""),
    ("E7101", "shared[0]", "two_variables", ""),
    ("E7601", "eager.numpy()", "same_text", ""),
    ("E7601", "tf.square(x)", "same_text", ""),
    ("E7601", "eager.numpy()", "same_line", ""),
    ("E7601", "eager.numpy()", "same_line_reversed", ""),
    ("E7602", "math.sqrt(2.0)", "same_line_cast", "math.sqrt"),
    ("E7603", "tf.add(x, x)", "used_by_next_line", ""),
    ("E7506", "assert x.shape.rank is not None", "two_asserts", ""),
    ("E7503", "tf.reduce_sum(x) > -1000.0", "two_names", "second"),
    ("E7505", "count += 1", "two_totals", "count"),
    ("E7502", "inside = x * 2.0", "two_appends", "inside"),
    ("W7508", "tf.errors.InvalidArgumentError", "two_handlers", ""),
    ("E7213", "local.append(x)", "two_arguments", "local"),
    ("E7214", "other.write(0, 3.0).mark_used()", "two_arrays", "other"),
    ("W7501", "range(2)", "two_loops", ""),
    ("W7501", "count += 1", "statement_of_loop", ""),
    ("W7404", "np.ones((4, 4))", "two_constants", ""),
    ("W7204", "owner.training = True", "training_flag", "owner.training"),
    ("W7208", "tf.random.uniform([])", "stays_random", ""),
    ("E7214", "array.write(0, tf.reduce_sum(x) * 1e-3)", "rounds_differently", "array"),
    ("W7208", "tuple(x.shape)", "stateful_object", ""),
    ("E7702", "y = x * 2.0", "yields", "yields"),
    ("E7703", "y = x * 2.0", "waits", "waits"),
    ("E7711", "x + 0.0", "returns_a_set", ""),
    ("E7707", "tf.sort(tf.reshape(x, [-1]))", "refused_by_xla", ""),
    ("E7511", "steps += 1.0", "breaks_elsewhere", ""),
    ("E7510", "pair", "iterates_elsewhere", ""),
]  # fmt: skip

SEVERAL_CALLS = """
import random
import numpy as np
import tensorflow as tf

rate = 1.0
other_rate = 1.0
draws = []


class Config:
    def __init__(self, k):
        self.k = k


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = 1.0
        self.offset = 1.0
        self.weight = tf.Variable(1.0)

    @tf.function
    def apply(self, x):
        return x * self.scale + self.offset + self.weight


@tf.function
def scale(x, k):
    return x * k


@tf.function
def configured(x, config, k):
    return x * config.k * k


@tf.function
def reads(x):
    return x * rate + other_rate + tf.reduce_sum(x)


@tf.function
def reads_random(x):
    return x * rate + random.random()


@tf.function
def takes(x, flag):
    return x * 2.0 if flag else x


def retraced_by_shape():
    for size in range(1, 12):
        scale(tf.ones([size]), 2.0)


def retraced_by_value(x):
    for step in range(12):
        scale(x, float(step))


def retraced_by_object(x):
    for step in range(12):
        configured(x, Config(2.0), 3.0 * 1)


def retraced_by_dtype():
    for dtype in (tf.float32, tf.float64, tf.float16, tf.bfloat16, tf.complex64, tf.complex128):
        scale(tf.ones([2], dtype), tf.cast(2.0, dtype))


def retraced_by_both():
    for size in range(1, 12):
        scale(tf.ones([size]), float(size))


def remade(x):
    for step in range(12):
        tf.function(lambda y: y * 2.0)(x)
        scale(x, tf.constant(float(step)))


def flags(x):
    for step in range(12):
        takes(x * float(step), step % 2 == 0)


def changes_one():
    global rate
    results = []
    for step in range(5):
        results.append(reads(tf.ones([2]) * float(step)))
        rate = rate + 1.0
    return results


def changes_while_random():
    global rate
    results = []
    for step in range(5):
        results.append(reads_random(tf.ones([2])))
        rate = 1.0
    return results


def changes_attribute():
    model = Model()
    for step in range(5):
        model.apply(tf.ones([2]))
        model.scale = float(step) + 2.0
        model.weight.assign_add(1.0)
"""

# rule, flagged text, traced function, driven function, the call, target
DRIVEN = [
    ("W7301", "2.0", "scale", "retraced_by_shape", "scale(tf.ones([size]), 2.0)", ""),
    ("W7303", "2.0", "scale", "retraced_by_shape", "scale(tf.ones([size]), 2.0)", ""),
    ("W7305", "x", "scale", "retraced_by_value", "scale(x, float(step))", ""),
    ("W7301", "3.0 * 1", "configured", "retraced_by_object", "configured(x, Config(2.0), 3.0 * 1)", ""),
    ("W7301", "float(size)", "scale", "retraced_by_both", "scale(tf.ones([size]), float(size))", ""),
    ("W7305", "tf.ones([size])", "scale", "retraced_by_both", "scale(tf.ones([size]), float(size))", ""),
    ("W7301", "tf.cast(2.0, dtype)", "scale", "retraced_by_dtype",
     "scale(tf.ones([2], dtype), tf.cast(2.0, dtype))", ""),
    ("W7304", "tf.constant(float(step))", "scale", "remade", "scale(x, tf.constant(float(step)))", ""),
    ("W7301", "tf.constant(float(step))", "scale", "remade", "scale(x, tf.constant(float(step)))", ""),
    ("W7301", "step % 2 == 0", "takes", "flags", "takes(x * float(step), step % 2 == 0)", ""),
    ("W7401", "other_rate", "reads", "changes_one", "reads(tf.ones([2]) * float(step))", "other_rate"),
    ("W7401", "tf.reduce_sum(x)", "reads", "changes_one", "reads(tf.ones([2]) * float(step))", ""),
    ("W7401", "x * rate", "reads", "changes_one", "reads(tf.ones([2]) * float(step))", ""),
    ("W7401", "rate", "reads_random", "changes_while_random", "reads_random(tf.ones([2]))", "rate"),
    ("W7402", "self.offset", "Model.apply", "changes_attribute", "model.apply(tf.ones([2]))",
     "self.offset"),
    ("W7402", "self.weight", "Model.apply", "changes_attribute", "model.apply(tf.ones([2]))",
     "self.weight"),
]  # fmt: skip


RULE_PROOFS = {rule.id: rule.proof for rule in registry.all_rules()}


@dataclass(frozen=True)
class Programs:
    """The files of the attacks."""

    one_call: Path
    several_calls: Path


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    folder = tmp_path_factory.mktemp("attacks")
    found = Programs(folder / "one_call.py", folder / "several_calls.py")
    found.one_call.write_text(ONE_CALL, encoding="utf-8")
    found.several_calls.write_text(SEVERAL_CALLS, encoding="utf-8")
    return found


def _occurrence_in(path: Path, text: str, function: str, nth: int = 0) -> int:
    """Count which occurrence in the file is the nth in a function."""
    source = path.read_text(encoding="utf-8")
    start = source.index(f"def {function.rpartition('.')[2]}(")
    return source.count(text, 0, start) + nth


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack[0]} {attack[1]} in {attack[2]}")
def test_a_false_finding_of_one_call(
    attack: tuple[str, str, str, str], programs: Programs, judged: Callable[..., list[Verdict]]
) -> None:
    rule, text, root, target = attack
    path = programs.one_call
    finding = make_finding(path, rule, text, root, target=target, nth=_occurrence_in(path, text, root))
    _not_confirmed(judged([finding], proofs=RULE_PROOFS)[0])


def test_a_statement_beside_the_one_that_stops_autograph(
    programs: Programs, judged: Callable[..., list[Verdict]]
) -> None:
    path = programs.one_call
    root, condition = "unconverted_by_another", "tf.reduce_sum(x) > -1000.0"
    related = place_of_text(path, condition, _occurrence_in(path, condition, root))
    for text, confirmed in (("offset = 2.0", False), ("scale = (bonus := 3.0) + offset", True)):
        finding = make_finding(path, "E7512", text, root, related=(related,))
        verdict = judged([finding], proofs=RULE_PROOFS)[0]
        assert (verdict.outcome is Outcome.CONFIRMED) == confirmed, f"{verdict.reason} | {verdict.evidence}"


@pytest.mark.parametrize("attack", DRIVEN, ids=lambda attack: f"{attack[0]} {attack[1]} in {attack[3]}")
def test_a_false_finding_of_several_calls(
    attack: tuple[str, str, str, str, str, str],
    programs: Programs,
    judged: Callable[..., list[Verdict]],
) -> None:
    rule, text, root, driven, call, target = attack
    path = programs.several_calls
    inside = driven if text in call else root
    drive = make_drive(path, driven, place_of_text(path, call, _occurrence_in(path, call, driven)))
    nth = _occurrence_in(path, text, inside)
    if text in call:  # the argument, and not what stands before the call
        nth += path.read_text("utf-8").split(f"def {driven}(")[1].split(call)[0].count(text)
    finding = make_finding(path, rule, text, root, target=target, nth=nth, drive=drive)
    _not_confirmed(judged([finding], proofs=RULE_PROOFS)[0])


def _not_confirmed(verdict: Verdict) -> None:
    assert verdict.outcome is not Outcome.CONFIRMED, f"{verdict.evidence} | {verdict.details}"
