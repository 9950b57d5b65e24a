"""Finds names that TensorFlow 2, or Keras 3, does not have any more.

What it does
    Reports functions, classes and modules of TensorFlow 1 that are gone (``tf.contrib``, ``tf.log``,
    ``tf.app``, ``tf.set_random_seed``, ``tf.py_func``...), methods (``make_one_shot_iterator`` of a dataset,
    ``experimental_run_v2`` of a strategy), and what Keras 3 has dropped (``fit_generator``,
    ``reset_states`` of a metric, ``K.learning_phase``). What has a rule of its own (sessions, placeholders,
    variables) is left to it. Silent: files that use nothing of TensorFlow 2, unless the rule is selected by
    its name; guarded code (``hasattr``, a version, ``except AttributeError``); methods of what is not
    certainly a dataset, strategy, metric or model.

Why it is a problem
    The name raises an ``AttributeError`` when it is reached, eagerly and while tracing, often long after the
    program has started (experiment: examples/removed_api).

Use instead
    The new name, where there is one: the message says it. ``tf.compat.v1`` keeps most of the functions for
    a migration.

How it is proved
    By looking the name up in the installed TensorFlow and Keras: confirmed when it is not there.

Versions
    Names of TensorFlow 1 are missing in TensorFlow 2.12, 2.15, 2.18 and 2.21; ``tf.estimator`` from 2.16
    on. What Keras 3 has dropped is not reported for Keras 2. The message says which library lost the name.
    What only newer ones lost has the confidence INFERENCE until ``target-tensorflow`` or ``target-keras``
    says what the code is for: packages that are written for Keras 2 are right to use it.

Known limits
    In preview. Names that are looked up by text (``getattr(tf, name)``) are not seen.

References
    - https://www.tensorflow.org/guide/migrate/upgrade
    - https://keras.io/guides/migrating_to_keras_3/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.leftovers import GONE, MISSING, gone
from tfguard.rules.proof import Contrast, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed
from tfguard.tracing.uses.table import About


def check(event: NameUsed) -> Iterator[Report]:
    """Report what is not there."""
    yield from gone(event, About.REMOVED)


RULE = Rule(
    id="E7806",
    symbol="tf1-removed-api",
    summary="a name that TensorFlow 2 or Keras 3 does not have any more",
    events=(NameUsed,),
    check=check,
    proof=Proof(Contrast.LOOKUP, (MISSING, GONE)),
    errors=(
        "module 'tensorflow' has no attribute *",
        "has no attribute 'make_one_shot_iterator'",
        "No module named 'tensorflow.contrib*",
    ),
    preview=True,
    older=True,
)
