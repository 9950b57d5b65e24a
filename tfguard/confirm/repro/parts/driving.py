"""How the project's own code is run, and the calls that it makes are watched."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, plain, reset
from tfguard.confirm.repro.parts.one_file import load

MOST = 6  # calls that are watched
WHOLE = False  # whether all arguments of a call are kept, and not one
CALLS = []
TRACES = [0]
FIRST = {}
KEEPING = [False]


class Enough(BaseException):
    """Ends the code when enough of its calls were seen."""


class Call:
    """One call: the traces that it added, and what it returned."""

    def __init__(self, before):
        self.before, self.traces = before, 0
        self.results, self.types, self.notes = [], [], []
        self.error = None


class Driven:
    """What one run of the code did."""

    def __init__(self, error):
        self.calls, self.traces, self.error = list(CALLS), TRACES[0], error


def drive(mode, keep=False, changed=None):
    """Load the code and let it make its calls; with ``keep``, what is flagged keeps its first value."""
    tf.config.run_functions_eagerly(mode == "eager")
    reset()
    CALLS.clear()
    FIRST.clear()
    TRACES[0], KEEPING[0] = 0, keep
    error = None
    try:
        code = load(changed)
        code.repro_drive()
    except Enough:
        pass
    except Exception as raised:
        error = raised if len(CALLS) < 2 or CALLS[-1].error is not None else None
    return Driven(error)


def repro_call(function):
    """Watch a call that the code makes."""

    def call(*arguments, **options):
        if tf.inside_function():
            return function(*arguments, **options)
        if len(CALLS) >= MOST:
            raise Enough
        if WHOLE and KEEPING[0]:
            arguments, options = FIRST.setdefault("call", (arguments, options))
        CALLS.append(Call(TRACES[0]))
        NOTES.append(CALLS[-1].notes)
        try:
            result = function(*arguments, **options)
        except Exception as error:
            CALLS[-1].error = error
            raise
        CALLS[-1].traces = TRACES[0] - CALLS[-1].before
        CALLS[-1].results = plain(result)
        CALLS[-1].types = [kind_of(part) for part in tf.nest.flatten(result)]
        return result

    return call


def kind_of(value):
    """Name the dtype of a result, or its Python class."""
    return getattr(getattr(value, "dtype", None), "name", type(value).__name__)


@tf.autograph.experimental.do_not_convert
def repro_traced():
    """Count a trace: Python runs the body of a traced function only while TensorFlow traces it."""
    TRACES[0] += tf.inside_function()


@tf.autograph.experimental.do_not_convert
def repro_after(_traced, value):
    """Give the second of two values."""
    return value
