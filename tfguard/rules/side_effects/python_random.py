"""Finds Python and NumPy random numbers that are drawn in code that TensorFlow traces.

What it does
    Reports calls of ``random``, ``numpy.random`` (functions, ``RandomState`` and ``Generator`` objects that
    live outside the call), ``uuid``, ``secrets``, ``os.urandom``, shuffling included, and Keras
    initializers without a seed that are made and called in the body. Silent: random operations of
    TensorFlow and Keras, and generators that are made in the call with a constant seed.

Why it is a problem
    The number is drawn once a trace and is a constant of the graph from then on: four calls give four
    values eagerly and one as a graph (guide, "Executing Python side effects"; experiment:
    examples/python_random). A ``random.choice`` in a function of ``Dataset.map`` decides once for the whole
    dataset. An unseeded Keras initializer draws its seed in Python when it is
    made, so the same weights come back at each call (bad_keras_initializer.py).

Use instead
    ``tf.random.uniform`` and its kin, or a ``tf.random.Generator`` that is made outside. With Keras 3,
    ``keras.random``. Where the numbers are to be NumPy's: draw them in the caller and pass them in, or in a
    ``tf.numpy_function``.

How it is proved
    The function is called several times with the same arguments. Confirmed when the expression gives a new
    value at each eager call and one value a trace, or when the generator advances at each eager call, but
    in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. ``keras.random`` and its ``SeedGenerator`` exist
    from Keras 3.

Known limits
    ``tf.random.set_seed`` in the body does the reverse (eagerly each call starts over, the graph goes on)
    and is not reported. Augmentation libraries that draw from NumPy inside are not known.

References
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - Random number generation: https://www.tensorflow.org/guide/random_numbers
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, FrozenValue, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import WorldTouched


def check(event: WorldTouched) -> Iterator[Report]:
    """Report random numbers that a trace draws."""
    if event.effect == "random":
        yield Report(
            f"{event.text}() draws only while tracing: every call of the graph gets the same value; "
            "use tf.random or a tf.random.Generator",
            target=event.text,
        )


RULE = Rule(
    id="W7208",
    symbol="tf-python-random",
    summary="a Python or NumPy random number is drawn while tracing and then constant",
    events=(WorldTouched,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (FrozenValue(), RunsOnlyWhileTracing(frozenset((Effect.RANDOM,))))),
)
