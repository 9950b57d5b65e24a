"""Finds methods of Keras models that run outside of graphs only, called in a traced function.

What it does
    Reports ``fit``, ``evaluate``, ``predict``, ``predict_on_batch``, ``get_weights``, ``save``,
    ``save_weights``, ``load_weights`` and ``export`` of a Keras model or layer, ``tf.saved_model.save``
    and ``keras.models.save_model``, where TensorFlow traces the call; with Keras 2 also
    ``train_on_batch`` and ``test_on_batch``.

Why it is a problem
    These methods build and run graphs of their own, or need the values of the weights, and raise inside a
    traced function: ``predict`` an ``AttributeError``, ``get_weights`` and ``save`` a
    ``NotImplementedError``, ``compile`` makes variables (experiment: examples/keras_eager_api).

Use instead
    Call the model itself: ``model(x, training=False)``. Save, load and compile outside of the traced
    function.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the call.

Versions
    With Keras 3 (TensorFlow 2.18, 2.21) the errors above; ``train_on_batch`` and ``test_on_batch`` run in a
    traced function, train, and are not reported. With Keras 2 (TensorFlow 2.12 to 2.15, ``tf_keras`` with
    2.21), these two, ``fit``, ``evaluate``, ``predict`` and ``predict_on_batch`` raise ``RuntimeError``
    (``Detected a call to `Model.fit` inside a `tf.function```), and so does ``get_weights``.

Known limits
    Models that are passed in from outside the project are not known.

References
    - https://www.tensorflow.org/api_docs/python/tf/keras/Model
    - Keras documentation, "What's the difference between Model methods predict() and __call__()":
      https://keras.io/getting_started/faq/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import EagerApiCalled
from tfguard.tracing.target import KERAS_2

_FORWARD = ("predict", "predict_on_batch", "evaluate", "test_on_batch")
_LOOPS = ("fit", "train_on_batch", *_FORWARD)


def check(event: EagerApiCalled) -> Iterator[Report]:
    """Report what cannot run in a graph."""
    cure = "call the model itself" if event.method in _FORWARD else "call it outside of the traced function"
    refused = event.method in _LOOPS and event.context.target.keras == KERAS_2
    what = "is refused by Keras 2 in a traced function" if refused else "does not work while tracing"
    yield Report(f"{event.text}() {what}; {cure}", target=event.text)


RULE = Rule(
    id="E7605",
    symbol="tf-keras-eager-api",
    summary="a Keras method that needs eager execution is called in a traced function",
    events=(EagerApiCalled,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                (
                    "AttributeError",
                    "TypeError",
                    "NotImplementedError",
                    "AssertionError",
                    "ValueError",
                    "RuntimeError",
                ),
                r"has no attribute 'numpy'|numpy\(\) is only available|is not allowed|"
                r"is not supported inside a traced|Cannot convert a symbolic|Detected a call to|"
                r"from a function is not supported|Cannot get value inside",
            ),
        ),
    ),
    errors=(
        "is not supported inside a traced function",
        "Detected a call to `Model.* inside a `tf.function`",
    ),
)
