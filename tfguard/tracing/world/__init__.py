"""What the program says of its values at any time, read from all of its bindings at once.

Inside a trace the interpreter follows the flow; what a trace captures (globals, closure cells,
attributes, parameters of functions that are not traced) was made before, in an order that is not
known. Its value is the join over every place that binds it.
"""

from tfguard.tracing.world.world import World

__all__ = ["World"]
