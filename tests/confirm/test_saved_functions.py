"""What a SavedModel has lost: the rule's examples, and findings forced on code that is right.

A false finding must never be confirmed, whatever the program does with what it loads.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_finding, place_of_text
from rules.example_files import RULES_FOLDER

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules.analysis import analyse
from tfguard.rules.captured_state.saved_python_value import RULE
from tfguard.syntax.project import Project

pytestmark = pytest.mark.tensorflow

Judged = Callable[..., list[Verdict]]
EXAMPLES = RULES_FOLDER / "captured_state" / "examples" / "saved_python_value"
PROOFS = {RULE.id: RULE.proof}

# What each bad example's evidence has to say.
BAD = {
    "bad_captured_attribute": "the saved apply gives 2, 4 where the live object gives 10, 20 after line 24; "
    "without that line both give 2, 4",
    "bad_captured_global": "the saved detect gives 0, 1, 1 where the live object gives 0, 0, 1 after line 25",
    "bad_flag_argument": "the loaded __call__ with training=False raises ValueError: Could not find matching",
    "bad_never_called": "the loaded apply raises ValueError: Found zero restored functions",
    "bad_number_argument": "the loaded power with exponent=3.0 raises ValueError: Could not find matching",
    "bad_second_method": "the loaded decode raises ValueError: Found zero restored functions",
    "bad_text_argument": "the loaded pool with how='mean' raises ValueError: Could not find matching",
    "bad_wrapped_in_constructor": "the loaded classify raises ValueError: Found zero restored functions",
}

# example, traced function, what it is said to lose, what is said to change that, expected
FORCED = [
    ("good_both_flags_traced", "Model.__call__", "training", "", "refuted"),
    ("good_both_flags_traced", "Model.__call__", "Model.__call__", "", "refuted"),
    ("good_called_before_saving", "Scaler.apply", "Scaler.apply", "", "refuted"),
    ("good_called_before_saving", "Scaler.apply", "values", "", "inconclusive"),
    ("good_called_before_saving", "Scaler.apply", "self.scale", "scaler.apply(values)", "refuted"),
    ("good_concrete_signature", "Adder.add", "Adder.add", "", "refuted"),
    ("good_constant_attribute", "Scaler.apply", "self.scale", "scaler.scale = 4.0", "refuted"),
    ("good_constant_attribute", "Scaler.apply", "OFFSET", "OFFSET = 1.0", "refuted"),
    ("good_constant_attribute", "Scaler.apply", "Scaler.apply", "", "refuted"),
    ("good_input_signature", "Scaler.apply", "Scaler.apply", "", "refuted"),
    ("good_input_signature", "Scaler.apply", "values", "", "inconclusive"),
    ("good_only_variables", "Weights.apply", "Weights.apply", "", "inconclusive"),
    ("good_only_variables", "Weights.apply", "self.kernel", "weights.kernel.assign([3.0, 4.0])",
     "inconclusive"),
    ("good_tensor_arguments", "Model.forward", "training", "", "inconclusive"),
    ("good_tensor_arguments", "Model.forward", "exponent", "", "inconclusive"),
    ("good_tensor_arguments", "Model.forward", "Model.forward", "", "refuted"),
    ("good_variable_state", "Scaler.apply", "self.scale", "scaler.scale.assign(5.0)", "refuted"),
    ("good_variable_state", "Scaler.apply", "self.scale", "restored.scale.assign(10.0)", "refuted"),
]  # fmt: skip

PROGRAM = """
import tempfile
import tensorflow as tf

VECTOR = [tf.TensorSpec([None], tf.float32)]

class Scaler(tf.Module):
    def __init__(self):
        self.scale = 2.0
        self.label = 1.0
        self.weight = tf.Variable(1.0)

    @tf.function(input_signature=VECTOR)
    def apply(self, values):
        if self.label > 100.0:
            values = values + self.label
        return values * self.scale * self.weight

    @tf.function(input_signature=VECTOR)
    def noisy(self, values):
        return values * self.scale + tf.random.uniform([])

    @tf.function
    def choose(self, values, training, size=3):
        return values * 2.0 if training else values[:size]

    def set_scale(self, scale):
        self.scale = scale

def save(scaler):
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)
    return tf.saved_model.load(folder)

def through_a_setter():
    scaler = Scaler()
    save(scaler)
    scaler.set_scale(3.0)

def variable_only():
    scaler = Scaler()
    restored = save(scaler)
    scaler.weight.assign(8.0)
    return restored.apply(tf.ones([2]))

def both_changed():
    scaler = Scaler()
    restored = save(scaler)
    scaler.weight.assign(9.0)
    scaler.scale = 4.0
    return restored.apply(tf.ones([2]))

def other_changed():
    scaler = Scaler()
    tf.saved_model.save(scaler, "labels")
    scaler.scale = 4.5
    scaler.label = 5.0

def noise():
    scaler = Scaler()
    restored = save(scaler)
    scaler.scale = 6.0
    return restored.noisy(tf.ones([2]))

def changed_before():
    scaler = Scaler()
    scaler.apply(tf.ones([2]))
    scaler.scale = 5.5
    tf.saved_model.save(scaler, "before")

def saved_again():
    scaler = Scaler()
    save(scaler)
    scaler.scale = 7.0
    tf.saved_model.save(scaler, "again")

def other_shape():
    scaler = Scaler()
    scaler.choose(tf.ones([4]), True)
    scaler.choose(tf.ones([4]), False)
    restored = save(scaler)
    return restored.choose(tf.ones([5]), True)

def one_flag():
    scaler = Scaler()
    scaler.choose(tf.ones([4]), training=True)
    tf.saved_model.save(scaler, "one_flag")

def made_outside(made=None):
    scaler = SHARED
    tf.saved_model.save(scaler, "shared")

SHARED = Scaler()

def calls_and_saves():
    SHARED.choose(tf.ones([4]), True)
    made_outside()
"""

# function with the call that saves, traced function, what is said to be lost, what changes it, expected, said
CASES = [
    ("save(scaler, folder)", "Scaler.apply", "self.scale", "self.scale = scale", "confirmed",
     "the saved apply gives 0, 2, 4, 6 where the live object gives 0, 3, 6, 9"),
    ("save(scaler, folder)", "Scaler.apply", "self.weight", "scaler.weight.assign(8.0)", "refuted", ""),
    ("save(scaler, folder)", "Scaler.apply", "self.scale", "scaler.scale = 4.0", "confirmed", ""),
    ('save(scaler, "labels")', "Scaler.apply", "self.label", "scaler.label = 5.0", "inconclusive",
     "not because of this change alone"),
    ("save(scaler, folder)", "Scaler.noisy", "self.scale", "scaler.scale = 6.0", "inconclusive",
     "not because of this change alone"),
    ("save(scaler, folder)", "Scaler.choose", "training", "", "refuted", "also takes training=False"),
    # The first save traces again, and so does not go on with what an earlier call has traced; a second does.
    ('save(scaler, "before")', "Scaler.apply", "self.scale", "scaler.scale = 5.5", "refuted", ""),
    ('save(scaler, "again")', "Scaler.apply", "self.scale", "scaler.scale = 7.0", "confirmed", ""),
    ('save(scaler, "one_flag")', "Scaler.choose", "training", "", "confirmed", "with training=False raises"),
    ('save(scaler, "one_flag")', "Scaler.choose", "size", "", "inconclusive", "no other value is known"),
    ('save(scaler, "one_flag")', "Scaler.choose", "Scaler.choose", "", "refuted", "1 trace"),
    ('save(scaler, "shared")', "Scaler.choose", "Scaler.choose", "", "inconclusive", "made before"),
]  # fmt: skip
# The code that is run, where the call that saves stands in a function that several call.
CALLERS = ["through_a_setter", "variable_only", "both_changed", "", "noise", "other_shape"]

SCRIPT = """
import tensorflow as tf

class Doubler(tf.Module):
    @tf.function
    def double(self, values):
        return values * 2.0

    @tf.function
    def triple(self, values):
        return values * 3.0

def warm(model):
    return model.double(tf.ones([2]))

doubler = Doubler()
warm(doubler)
tf.saved_model.save(doubler, "doubler")
"""


def _check(verdict: Verdict, expected: str, said: str = "") -> None:
    everything = f"{verdict.outcome.value}: {verdict.reason} | {verdict.evidence} | {verdict.details}"
    assert verdict.outcome.value == expected, everything
    assert said in f"{verdict.reason} | {verdict.evidence}", everything
    assert (verdict.outcome is Outcome.INCONCLUSIVE) == bool(verdict.reason)


def _judge(
    judged: Judged, path: Path, save: str, root: str, target: str, change: str, wrapped: str = ""
) -> Verdict:
    related = (place_of_text(path, change),) if change else ()
    finding = make_finding(path, RULE.id, save, root, target=target, related=related, wrapped=wrapped)
    return judged([finding], proofs=PROOFS)[0]


def test_every_bad_example_is_tried() -> None:
    assert {path.stem for path in EXAMPLES.glob("bad_*.py")} == set(BAD)
    assert {path.stem for path in EXAMPLES.glob("good_*.py")} == {name for name, *_ in FORCED}


@pytest.mark.parametrize("name", BAD)
def test_bad_examples_are_confirmed(name: str, judged: Judged) -> None:
    path = EXAMPLES / f"{name}.py"
    found = [one for one in analyse(str(path), Project()).findings if one.rule_id == RULE.id]
    verdicts = judged(found, proofs=PROOFS)
    assert len(verdicts) == 1
    _check(verdicts[0], "confirmed", BAD[name])


@pytest.mark.parametrize("case", FORCED, ids=lambda case: f"{case[0]} {case[2]} {case[3]}")
def test_forced_findings_on_good_examples_are_not(case: tuple[str, ...], judged: Judged) -> None:
    name, root, target, change, expected = case
    path = EXAMPLES / f"{name}.py"
    source = path.read_text(encoding="utf-8")
    line = next(one.strip() for one in source.split("\n") if "tf.saved_model.save(" in one)
    _check(_judge(judged, path, line, root, target, change), expected)


@pytest.mark.parametrize(
    ("case", "caller"),
    [(case, CALLERS[number] if number < len(CALLERS) else "") for number, case in enumerate(CASES)],
    ids=[f"{case[2]} {case[3]}" for case in CASES],
)
def test_what_is_lost(
    case: tuple[str, ...], caller: str, judged: Judged, program: Callable[..., Path]
) -> None:
    save, root, target, change, expected, said = case
    path = program(_only(caller) if caller else PROGRAM)
    _check(_judge(judged, path, f"tf.saved_model.{save}", root, target, change), expected, said)


def _only(caller: str) -> str:
    """The program without the other functions that save: each would be a caller to run."""
    head, *functions = PROGRAM.split("\ndef ")
    kept = [one for one in functions if one.startswith(("save(", f"{caller}("))]
    return "\ndef ".join([head, *kept])


@pytest.mark.parametrize(
    ("target", "expected", "said"),
    [("Doubler.double", "refuted", "1 trace"), ("Doubler.triple", "confirmed", "holds no trace of triple")],
)
def test_what_a_module_does_to_the_object_before_it_saves_it_is_run(
    target: str, expected: str, said: str, judged: Judged, program: Callable[..., Path]
) -> None:
    path = program(SCRIPT)
    save = 'tf.saved_model.save(doubler, "doubler")'
    _check(_judge(judged, path, save, target, target, ""), expected, said)
