"""Finds Keras layers, models, optimizers and metrics with state that are made in traced code.

What it does
    Reports the expression that makes a Keras object that owns variables, in a traced function, in what its
    trace reaches, and in the ``call`` of a layer or model: layers with weights, layers with a seed
    (``Dropout``, ``GaussianNoise``, ``RandomFlip``), models of them, optimizers (also through ``compile``),
    metrics, and the project's own layer classes; and state that is added in ``call`` (``self.dense =
    Dense(...)``, ``add_weight``), with Keras 3 under a guard too. Silent: layers without state, loss objects,
    schedules, initializers, sublayers made in ``build``, an object made under a guard and kept on an object
    that is no layer, and objects made outside whose weights the first call builds.

Why it is a problem
    Each call would make new weights, and a graph may make variables on its first call only: ``tf.function
    only supports singleton tf.Variables created on the first call`` (guide, "Creating tf.Variables"). The
    error is raised where the object makes its variables, which for most layers is where they are called;
    optimizers, metrics and ``Dropout`` fail in their constructors (experiment: examples/layer_creation).

    Keras 3 closes a layer before it runs ``call``. A sublayer or a weight that is added there raises ``You
    cannot add new elements of state (variables or sub-layers) to a layer that is already built``, eagerly
    too, and a guard does not help (bad_weight_added_in_call.py).

Use instead
    Make the object once, outside or in ``__init__``, and use it in traced code. Weights that depend on the
    input's shape belong in ``build``.

How it is proved
    Calling the function once as a graph raises one of the two errors; for the first one the eager run goes
    through.

Versions
    What differs is judged for ``target-tensorflow`` and ``target-keras``. Optimizers, metrics, layers with
    weights and ``RandomFlip`` and its kin fail with Keras 2 and 3 alike (TensorFlow 2.12 to 2.15, 2.18,
    2.21; ``tf_keras`` with 2.21). ``Dropout``, ``GaussianNoise`` and their kin made in traced code, and
    ``optimizers.get("adam")``, work with Keras 2, where they make no variable, and fail with Keras 3. With
    Keras 2 a sublayer or weight added in ``call`` works under a guard; without one it adds weights at each
    eager call and fails as a graph. With TensorFlow 2.12 even models without any weights fail, since each
    counts its batches in variables; with 2.13 and later they work. With 2.12 a layer made in a
    ``Dataset.map`` function outside of any traced function works silently; from 2.13 on it fails.

Known limits
    Layers of other libraries are judged by their base class only. A second object whose weights are first
    built on a later trace is the preview rule tf-late-state-creation.

References
    - Better performance with tf.function, section "Creating tf.Variables":
      https://www.tensorflow.org/guide/function
    - Making new layers and models via subclassing:
      https://keras.io/guides/making_new_layers_and_models_via_subclassing/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import KERAS_NEW_STATE, SINGLETON
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.creation import StateObjectCreated


def check(event: StateObjectCreated) -> Iterator[Report]:
    """Report Keras objects with state that traced code makes."""
    context = event.context
    added = context.in_layer_call and (event.creates == "weight" or event.made in context.kept)
    refused = added and context.target.closes_layers
    if context.may_run_once and not refused and "loop" not in context.staged:
        return
    if context.of_dataset and context.target.datasets_share_variables:
        return  # made once, and shared by all elements
    what = {
        "layer": "a layer or model with weights",
        "seed": "a layer with a seed generator",
        "optimizer": "an optimizer",
        "metric": "a metric",
        "model": "a model, which counts its batches in variables,",
        "weight": "a weight",
    }[event.creates]
    where = "build()" if added else "__init__ or outside"
    why = (
        "in call(), where a Keras 3 layer takes no new state"
        if refused
        else "inside traced code, and TensorFlow allows new variables only in the first call"
    )
    yield Report(f"{event.text}() makes {what} {why}; make it once, in {where}", target=event.text)


RULE = Rule(
    id="E7102",
    symbol="tf-layer-creation",
    summary="a Keras object with state is made inside a traced function",
    events=(StateObjectCreated,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("ValueError",), f"{SINGLETON}|{KERAS_NEW_STATE}"),)),
    errors=(
        "tf.function only supports singleton tf.Variables created on the first call",
        "tried to create variables on non-first call",
        "Creating variables on a non-first call",
        "You cannot add new elements of state (variables or sub-layers) to a layer that is already built",
    ),
)
