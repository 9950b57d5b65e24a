"""Events about variables and the objects that own them."""

from __future__ import annotations

from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event
from tfguard.tracing.values import Object, Value


@dataclass(frozen=True, slots=True, eq=False)
class VariableCreated(Event):
    """A ``tf.Variable``, or another object that is made of variables at once, is made.

    Attributes:
        name: canonical name of what is called.
        text: the callee as written.
        made: the object.
    """

    name: str
    text: str
    made: Value


@dataclass(frozen=True, slots=True, eq=False)
class StateObjectCreated(Event):
    """A Keras object that makes variables, now or when first used, is made.

    Attributes:
        name: canonical or project name of the class.
        text: the callee as written.
        creates: ``layer``, ``seed``, ``optimizer``, ``metric``, ``weight``, or ``model`` for one without
            weights that counts its batches.
        made: the object.
        inside: for a project's class: what in it makes the state.
    """

    name: str
    text: str
    creates: str
    made: Value
    inside: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LazyObjectUsed(Event):
    """An object from outside that makes its variables on first use is used.

    Attributes:
        used: the object.
        text: as written.
        built: the file builds it somewhere (``layer.build(...)``).
        chosen: an argument of the traced function says which object it is.
    """

    used: Object
    text: str
    built: bool
    chosen: bool


@dataclass(frozen=True, slots=True, eq=False)
class VariableAugmented(Event):
    """``v += x`` on a variable.

    Attributes:
        text: the target as written.
        operator: ``+=``...
    """

    text: str
    operator: str


@dataclass(frozen=True, slots=True, eq=False)
class VariableReplaced(Event):
    """Untraced code rebinds a name or attribute whose variable a trace captures.

    Attributes:
        text: the target as written.
        reader: qualified name of the traced function that captures the variable.
    """

    text: str
    reader: str
