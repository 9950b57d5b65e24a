"""Events about names of TensorFlow that matter inside and outside of traces."""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping

from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event
from tfguard.tracing.uses.table import Watched
from tfguard.tracing.values import Constant, Value


class Where(enum.Enum):
    """What runs the code that uses a name."""

    MODULE = "module"  # the module's own statements
    FUNCTION = "function"  # a function that nothing in sight traces
    TRACE = "trace"


@dataclass(frozen=True, slots=True, eq=False)
class NameUsed(Event):
    """A watched name is used; the node is the name as written with what hangs on it, or the call of a method.

    Attributes:
        name: what it resolves to, from ``tensorflow`` or ``keras`` on; for methods the kind of object and
            the method: ``session.run``, ``model.compile``.
        rest: the attributes that hang on it: ``.dense`` of ``tf.layers.dense``.
        watched: what is known of it.
        text: as written.
        callee: for a call of a method: what is called, as written.
        where: what runs it.
        modern: the file uses TensorFlow 2: traced functions, eager code, Keras.
        eager: nothing in sight makes a TensorFlow 1 graph around it, or a session that works.
        certain: it is known how it comes to run: the module's statements, a trace, or calls in sight.
        in_test: it stands in a test file.
        called: it is called.
        arguments, keywords: what it is called with; for an attribute that is set, the value.
        others: the first arguments (or values set) of every other use of the same name in the file.
        run: the call of a method ``run`` that gets what its call gives, as a session's does, or is its own.
        between: the code around it calls some function before and after it.
        alone: it is all that its function does, and nothing in the file calls that.
        traces: the file makes traced functions, or uses those of the project.
    """

    name: str
    rest: str
    watched: Watched
    text: str
    callee: str
    where: Where
    modern: bool
    eager: bool
    certain: bool
    in_test: bool
    called: bool = False
    arguments: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] | None = None
    others: tuple[Value, ...] = ()
    traces: bool = False
    run: ast.Call | None = None
    between: bool = False
    alone: bool = False

    def given(self, keyword: str, position: int | None = None) -> Value | None:
        """The value of an argument; None where it is not given."""
        if self.keywords is not None and keyword in self.keywords:
            return self.keywords[keyword]
        if position is not None and position < len(self.arguments):
            return self.arguments[position]
        return None

    def says(self, keyword: str, position: int | None, value: object) -> bool:
        """Whether an argument certainly is one constant."""
        given = self.given(keyword, position)
        return isinstance(given, Constant) and given.value is value


@dataclass(frozen=True, slots=True, eq=False)
class NameUnknown(Event):
    """A name is taken of a module of TensorFlow or Keras that does not list it; the node is the name.

    Attributes:
        name: dotted, from ``tensorflow`` or ``keras`` on.
        text: as written.
        near: what was meant, as ``name`` is; empty where nothing is near.
        releases: the releases of TensorFlow that have it; empty for none that is known.
    """

    name: str
    text: str
    near: str
    releases: tuple[str, ...] = ()
