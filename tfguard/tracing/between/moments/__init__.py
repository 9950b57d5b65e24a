"""The moment of a call: what expressions are there, and why they are something else at the next call.

Outside of a trace a value is the join of all that it can ever be (:mod:`tfguard.tracing.world`). At a call
in a loop more is known: the loop's name is another number each time, what is computed from it is too, and
what was bound before the loop is not. What the function's own callers pass is looked up at their moments.
"""

from tfguard.tracing.between.moments.moment import Moment, moment_of

__all__ = ["Moment", "moment_of"]
