"""Finds traced functions that are called with lists, tuples or dicts of Python numbers, or of new lengths.

What it does
    Reports an argument that is a list, tuple, dict, namedtuple or frozen dataclass with a Python number or
    text inside that is new from call to call, and one whose number of elements is new, whatever the
    elements are. Silent: lists and dicts of tensors or NumPy values with one length, the same literal in
    each call, dicts that differ in the order of their keys, and parameters that ``input_signature`` covers.

Why it is a problem
    TensorFlow looks into a container. A Python number in it counts by its value like one that is passed
    alone, and the number of elements is a part of the signature: ``[1.0, i]`` in a loop is a trace for each
    ``i`` (bad_list_of_numbers.py), and a list that grows by a tensor is a trace for each length
    (bad_growing_list.py; guide, "Rules of tracing"). ``reduce_retracing=True`` relaxes the shapes of
    tensors and not the length of a list.

Use instead
    One tensor: ``tf.constant([1.0, i])``, or ``tf.stack(parts)`` with ``input_signature=[tf.TensorSpec(
    [None], tf.float32)]`` where the length varies. In a dict, a tensor for each value. The numbers of a
    configuration object go in as arguments of their own, as tensors.

How it is proved
    The project's own code is run and the traces are counted at the flagged call. Confirmed when at least
    three calls make a trace each, and the same calls with the first container each time make none after
    the first.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    What a function of another library returns is not known, and its length is not either. Elements behind
    an unknown key or index are not looked at.

References
    - Better performance with tf.function, sections "Rules of tracing" and "Controlling retracing":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/types/experimental/TraceType
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Retraces
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import (
    RETRACING_WARNING,
    either,
    inside,
    repeated_at,
    signature,
    traced_for_each,
)
from tfguard.tracing.events.calls import SignatureVaries, Variety


def check(event: SignatureVaries) -> Iterator[Report]:
    """Report containers whose Python numbers or whose length vary from call to call."""
    if event.variety is Variety.CONTAINER:
        gets = f"a {event.kind} with new Python values"
        cures = [_tensors_for(event), _with(signature(event))]
    elif event.variety is Variety.LENGTH:
        gets = f"a {event.kind} of another length"
        cures = [_one_tensor_for(event)]
    else:
        return
    yield Report(
        f"{traced_for_each(event, gets)}; {either(cures)}",
        related=repeated_at(event.where, "the calls vary here"),
        target=event.text,
        drive=event.drive,
    )


def _tensors_for(event: SignatureVaries) -> str:
    if event.kind in ("list", "tuple"):
        return f"pass {inside('tf.constant', event.text)}"
    if event.kind == "dict":
        return "make each value of the dict a tensor"
    return "pass what varies as tensors, in arguments of their own"


def _one_tensor_for(event: SignatureVaries) -> str:
    if event.kind not in ("list", "tuple"):
        return "pass one tensor for all"
    option = signature(event) or "input_signature=[tf.TensorSpec([None, ...], ...)]"
    return f"pass one tensor, {inside('tf.stack', event.text)}, and decorate with tf.function({option})"


def _with(option: str) -> str:
    return option and f"decorate with tf.function({option})"


RULE = Rule(
    id="W7302",
    symbol="tf-python-container-arg",
    summary="a traced function is called with lists or dicts of new Python numbers, or of new length",
    events=(SignatureVaries,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Retraces(),)),
    errors=(RETRACING_WARNING,),
)
