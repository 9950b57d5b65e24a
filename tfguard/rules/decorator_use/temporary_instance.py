"""Finds traced methods that are taken of an object which nobody keeps.

What it does
    Reports ``Model().step(x)`` and ``step = Model().step`` where ``step`` is a method that ``tf.function``
    decorates and that uses ``self``; also where a function or a class method of the project makes the object,
    and keeps it by no more than a name of its own. And the method that a function returns of an object that
    only its own name holds, and methods that a loop collects of objects that each round makes.

Why it is a problem
    TensorFlow binds such a method to its object by a weak reference. The object is gone once the method is
    taken of it, ``self`` is None while the method is traced, and the first call raises ``AttributeError:
    'NoneType' object has no attribute ...`` (experiment: examples/temporary_instance).

Use instead
    A name that keeps the object as long as its method is used: ``model = Model()``, then ``model.step(x)``.

How it is proved
    The function around it is run as it is written, and once more with the object kept. Confirmed when it
    raises ``AttributeError`` of None as it is written, and does not with the object kept.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    ``Model()(x)`` holds the object and works, and so do ``self.step = tf.function(self._step)`` in the
    constructor, a method without ``tf.function`` that calls a traced one, and objects that their constructor
    hands to somebody. What a name held is not followed when the name is deleted. Tests are not looked at, nor
    Keras layers, which hold themselves.

References
    - https://www.tensorflow.org/guide/function#using_python_objects
    - https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/eager/polymorphic_function/polymorphic_function.py
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import TemporaryBound


def check(event: TemporaryBound) -> Iterator[Report]:
    """Report a method of an object that is gone."""
    lost, cure = _LEFT[event.left]
    yield Report(
        f"{event.text}: {lost} the {event.cls}, and {event.method} is traced without it: self is None; "
        f"{cure}",
        drive=event.drive,
    )


_LEFT = {
    "": ("nobody keeps", "give the object a name first"),
    "return": ("after the return nobody keeps", "return or store the object too"),
    "loop": ("the next round lets go of", "collect the objects, not their methods"),
}


RULE = Rule(
    id="E7710",
    symbol="tf-temporary-instance",
    summary="a traced method is called on an object that nobody keeps",
    events=(TemporaryBound,),
    check=check,
    proof=Proof(
        Contrast.DEFINITION,
        (Raises(("AttributeError",), r"'(NoneType|super)' object has no attribute"),),
    ),
    errors=("'NoneType' object has no attribute *", "'super' object has no attribute *"),
)
