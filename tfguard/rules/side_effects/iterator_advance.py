"""Finds Python iterators outside the call that are advanced in code that TensorFlow traces.

What it does
    Reports ``next()`` on, and loops over, a Python iterator or generator that lives longer than the call:
    global, closure, attribute; also the NumPy iterator of a dataset, and ``next(iterator, default)`` on the
    iterator of a dataset. Silent: iterators that are made in the call, iterators of datasets (captured or
    passed), loops over datasets, and loops over lists.

Why it is a problem
    Python advances the iterator once a trace, and what it gave is a constant of the graph: every step
    trains on the first batch (guide, "Using Python iterators and generators"; experiment:
    examples/iterator_advance/bad_generator_of_batches.py). A loop over such an iterator is unrolled and
    uses it up (bad_loop_over_iterator.py).

    ``Dataset.as_numpy_iterator()`` asks for values, which do not exist while tracing: ``'SymbolicTensor'
    object has no attribute 'numpy'`` (bad_numpy_iterator.py). The iterator of a dataset is part of the
    graph and advances at each call, but a default does not reach it: at the end the graph raises
    OutOfRangeError (bad_default_of_dataset_iterator.py).

Use instead
    Advance the iterator in the caller and pass the item as a tensor; or make a ``tf.data.Dataset`` and loop
    over it, or take ``next`` of its iterator without a default.

How it is proved
    Confirmed when the expression gives a new item at each eager call and one item a trace; when the
    iterator advances at each eager call, but in the graph only while it is traced; or when one of the two
    errors above is raised at the place as a graph only.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. With TensorFlow 2.12 the error of the NumPy iterator
    names the attribute ``_numpy``.

Known limits
    At the end of a dataset Python code sees StopIteration eagerly and OutOfRangeError from the graph; an
    ``except StopIteration`` around the call is not looked at. ``tf.compat.v1.data.make_one_shot_iterator``
    made in traced code does the reverse (it advances only as a graph) and is not reported.

References
    - Better performance with tf.function, section "Using Python iterators and generators":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/data/Iterator
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_NUMPY
from tfguard.rules.proof import Contrast, Effect, FrozenValue, Proof, Raises, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import IteratorAdvanced


def check(event: IteratorAdvanced) -> Iterator[Report]:
    """Report iterators that a trace advances."""
    if event.how == "default":
        yield Report(
            f"next({event.text}, default) raises OutOfRangeError at the end instead of giving the default; "
            "loop over the dataset, or catch the error in the caller",
            target=event.text,
        )
        return
    taken = "advanced" if event.how == "next" else "used up"
    yield Report(
        f"the Python iterator {event.text} is {taken} only while tracing: every call of the graph sees the "
        "same elements; pass them as arguments, or iterate over a tf.data.Dataset",
        target=event.text,
    )


RULE = Rule(
    id="W7210",
    symbol="tf-iterator-advance",
    summary="a Python iterator that outlives the call is advanced while tracing",
    events=(IteratorAdvanced,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            FrozenValue(),
            RunsOnlyWhileTracing(frozenset((Effect.STATE,))),
            Raises(("AttributeError",), NO_NUMPY),
            Raises(("OutOfRangeError",), "End of sequence"),
        ),
    ),
)
