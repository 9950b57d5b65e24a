"""Finds methods of Keras models that run outside of graphs only, called in a traced function.

What it does
    Reports ``fit``, ``evaluate``, ``predict``, ``predict_on_batch``, ``get_weights``, ``save``,
    ``save_weights``, ``load_weights`` and ``export`` of a Keras model or layer, ``tf.saved_model.save``
    and ``keras.models.save_model``, where TensorFlow traces the call.

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
    With Keras 2 (TensorFlow 2.12, 2.15), ``fit``, ``evaluate``, ``predict`` and ``predict_on_batch`` raise
    ``RuntimeError``; with Keras 3 (2.18, 2.21) the errors above.

Known limits
    ``train_on_batch`` works in a traced function and is not reported. Models that are passed in from
    outside the project are not known.

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

_FORWARD = ("predict", "predict_on_batch", "evaluate")


def check(event: EagerApiCalled) -> Iterator[Report]:
    """Report what cannot run in a graph."""
    cure = "call the model itself" if event.method in _FORWARD else "call it outside of the traced function"
    yield Report(f"{event.text}() does not work while tracing; {cure}", target=event.text)


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
                r"from a function is not supported",
            ),
        ),
    ),
    errors=(
        "is not supported inside a traced function",
        "Detected a call to `Model.* inside a `tf.function`",
    ),
)
