"""Finds generator functions that are traced.

What it does
    Reports ``tf.function`` on a function with ``yield`` in its body, also where a base class wraps the method
    that a subclass writes so (``tf.function(self.cut)``); and a generator function that is given to a method
    of a dataset which traces it (``Dataset.map``).

Why it is a problem
    Calling a generator function runs nothing: it returns a generator. TensorFlow traces that call, gets a
    generator where it needs tensors, and raises ``TypeError`` at the first call (experiment:
    examples/generator).

Use instead
    Return the stacked results (``tf.stack``, a ``tf.TensorArray``), make the step that is repeated a traced
    function and keep the generator outside of it, or make a ``tf.data.Dataset``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls return, and as a graph
    TensorFlow refuses the generator that this function returns, with nothing of its body run.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A decorator of the project that makes an ordinary function of the generator is looked into; one of another
    library is not, and keeps the rule silent. What an ordinary function returns is the subject of
    ``tf-non-tensor-return``.

References
    - https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values
    - https://www.tensorflow.org/api_docs/python/tf/data/Dataset#from_generator
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NOT_A_TENSOR_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises, ReturnRefused
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import FunctionTraced


def check(event: FunctionTraced) -> Iterator[Report]:
    """Report a generator function that is traced as it is."""
    if event.generator and not event.coroutine and event.is_bare:
        yield Report(
            f"{event.name} is a generator function: TensorFlow gets a generator and no tensors, and raises; "
            "return the stacked results, or trace the step and keep the generator outside",
            place=event.header,
            target=event.runs if event.runs != event.name else "",
        )


RULE = Rule(
    id="E7702",
    symbol="tf-generator",
    summary="a generator function is traced, which returns no tensors",
    events=(FunctionTraced,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            ReturnRefused(("generator",), unrun=True),
            Raises(("TypeError",), r"Unsupported return value from function passed to .*<generator object"),
        ),
    ),
    errors=NOT_A_TENSOR_SEEN,
)
