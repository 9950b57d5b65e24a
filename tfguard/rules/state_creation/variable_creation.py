"""Finds variables that a traced function makes on a call that is not the first.

What it does
    Reports ``tf.Variable``, ``keras.Variable`` and random generators that hold one
    (``tf.random.Generator``, ``keras.random.SeedGenerator``) made in traced code without a guard that keeps
    them, or with a guard that does not hold: a test of something that is never stored, a tensor condition,
    a place inside a loop that TensorFlow stages. When a class makes the variable in its constructor and is
    instantiated in traced code, the line that makes the variable is reported.

Why it is a problem
    A graph keeps its variables, so a function may make them on its first call only. To see that, TensorFlow
    traces the body twice in that call, and raises when the second trace makes a variable again:
    ``tf.function only supports singleton tf.Variables created on the first call`` (guide, "Creating
    tf.Variables"). The very first call fails, and each later one. Nothing escapes from this: helpers,
    ``tf.init_scope``, an attribute that is set anew at each call (experiment: examples/variable_creation).
    Functions given to ``Dataset.map`` and the like fail when the dataset is defined. Under a tensor
    condition the error is ``'self.mean' is None at the end of the else branch``, at the ``if``
    (bad_tensor_guard.py); in a staged loop ``... is out of scope and cannot be used here``, at the ``for``
    (bad_inside_staged_loop.py). A variable that is made under a first-call flag and not kept raises
    nothing: the result of the first call is already that of the second trace, without the variable
    (bad_first_call_flag.py).

Use instead
    Make the variable once outside and capture it, or take it as an argument; best, let an object own it and
    make it in the constructor. Where it needs the first argument's shape, make it under a guard and keep
    it: ``if self.v is None: self.v = tf.Variable(...)``, or in a dict under a key.

How it is proved
    Calling the function once as a graph raises one of the errors above; eagerly it runs.

Versions
    The text is the same with TensorFlow 2.12 to 2.15, 2.18 and 2.21; "tried to create variables on non-first
    call" is older. TensorFlow 2.12 accepts a variable made in a ``Dataset.map`` function, outside of any
    traced function, and shares it silently between all elements (reported in these words for
    ``target-tensorflow = "2.12"``); from 2.13 on it raises, in ``tf.data``'s debug mode too.
    ``keras.Variable`` and ``keras.random`` exist from Keras 3.

Known limits
    A guard by a Python value that changes from call to call (a second key, another flag) is the preview
    rule tf-late-state-creation. Lookup tables, TensorArrays, datasets and ``tf.train.Checkpoint`` hold no
    variable and are fine; a ``DenseHashTable`` made in traced code is made once a trace and keeps its
    entries between calls. A queue made and used in the same traced call fails (``Resource ... does not
    exist``); that is not reported.

References
    - Better performance with tf.function, section "Creating tf.Variables":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NOT_LIFTED, OUT_OF_SCOPE, SINGLETON, UNDEFINED_IN_BRANCH
from tfguard.rules.proof import Contrast, Proof, Raises, ResultDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.creation import VariableCreated


def check(event: VariableCreated) -> Iterator[Report]:
    """Report variables that are made without a guard that keeps them."""
    context = event.context
    settled = event.made in context.kept or not context.runs_once
    if context.may_run_once and settled and "loop" not in context.staged:
        return
    if context.of_dataset and context.target.datasets_share_variables:
        yield Report(
            f"{event.text}() makes one variable that all elements of the dataset share, silently; from "
            "TensorFlow 2.13 on it raises: make it outside, or pass state through Dataset.scan",
            target=event.text,
        )
        return
    yield Report(
        f"{event.text}() makes a variable at every trace, and TensorFlow allows it only in the first call; "
        "make it once outside, or keep it on an object under 'if self.v is None'",
        target=event.text,
    )


RULE = Rule(
    id="E7101",
    symbol="tf-variable-creation",
    summary="a variable is made on a call that is not the first",
    events=(VariableCreated,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(("ValueError",), f"{SINGLETON}|{NOT_LIFTED}|{UNDEFINED_IN_BRANCH}"),
            Raises(("TypeError", "InaccessibleTensorError"), OUT_OF_SCOPE),
            ResultDiffers(),
        ),
    ),
    errors=(
        "tf.function only supports singleton tf.Variables created on the first call",
        "tried to create variables on non-first call",
        "Creating variables on a non-first call",
    ),
)
