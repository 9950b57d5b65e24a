"""Finds input signatures that do not fit the function.

What it does
    Reports an ``input_signature`` with more specs than the function has parameters, without one for a
    parameter that has no default, with something in it that is no ``tf.TensorSpec`` (a dtype, a shape, None),
    and one that is no list or tuple; and a keyword-only parameter without a default beside a signature.

Why it is a problem
    TensorFlow compares the two where the function is made a traced one and raises ``TypeError``: the module
    cannot be imported, or the object not be made (experiment: examples/bad_input_signature). It leaves out a
    first parameter by its name, ``self``: a method whose first parameter is called otherwise, and a
    ``classmethod`` over ``tf.function``, miss a spec.

Use instead
    A list with one ``tf.TensorSpec`` for each positional parameter without a default, in order, none for
    ``self``. Structures of specs are fine, and so are specs for ragged and sparse tensors.

How it is proved
    The definition is run as it is written, and once more without ``tf.function`` there. Confirmed when it
    raises what is expected, and does not without.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A signature that is put together by code, and the parameters of ``functools.partial`` and of a wrapper
    with ``functools.wraps``, are not looked into. Calls with arguments that do not fit the signature are not
    reported.

References
    - https://www.tensorflow.org/api_docs/python/tf/function
    - https://www.tensorflow.org/guide/function#controlling_retracing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import Misfit, SignatureMisfits


def check(event: SignatureMisfits) -> Iterator[Report]:
    """Report a signature that TensorFlow refuses."""
    yield Report(_said(event), place=event.place)


def _said(event: SignatureMisfits) -> str:
    match event.misfit:
        case Misfit.EXTRA:
            more = "a spec" if event.detail == "1" else f"{event.detail} specs"
            return (
                f"the input_signature has {more} more than {event.name} has parameters: TensorFlow raises; "
                "give one for each parameter, and none for self"
            )
        case Misfit.MISSING:
            return (
                f"the input_signature has no spec for the parameter {event.detail} of {event.name}: "
                "TensorFlow raises; add one, or give the parameter a default"
            )
        case Misfit.SELF:
            return (
                f"the input_signature has no spec for {event.detail}, the first parameter of {event.name}: "
                "TensorFlow leaves out only a parameter called self, and raises; trace a function without it"
            )
        case Misfit.KEYWORD:
            return (
                f"{event.name} has an input_signature and a keyword-only parameter {event.detail} without a "
                "default: TensorFlow raises; give it a default"
            )
        case Misfit.SEQUENCE:
            return (
                f"the input_signature is {event.detail}: TensorFlow raises; give a list or a tuple of specs"
            )
        case Misfit.ITEM:
            return (
                f"the input_signature holds {event.detail} where a tf.TensorSpec belongs: TensorFlow raises; "
                "give one tf.TensorSpec for each parameter, and none for self"
            )


RULE = Rule(
    id="E7706",
    symbol="tf-bad-input-signature",
    summary="an input_signature does not fit the function's parameters",
    events=(SignatureMisfits,),
    check=check,
    proof=Proof(
        Contrast.DEFINITION,
        (
            Raises(
                ("TypeError",),
                r"input_signature (contains \d+ extra type constraints|missing type constraint)|"
                r"input_signature must be (either a tuple or a list|a possibly nested sequence of )|"
                r"keyword-only parameter .* must have a default",
            ),
        ),
    ),
    errors=(
        "input_signature contains * extra type constraints",
        "input_signature missing type constraint for *",
        "input_signature must be either a tuple or a list",
        "input_signature must be a possibly nested sequence of TensorSpec objects",
        "Since input_signature is defined, keyword-only parameter * must have a default value",
    ),
)
