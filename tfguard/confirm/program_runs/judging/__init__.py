"""From what one run of the program showed to a verdict.

There is no second run to compare with. Confirmed is therefore only what shows by itself: that a place had
its effect while a graph was built and that later calls of the same function, which built nothing, never came
to it; that each new value of one argument, the others being as before, was a trace; an error that only
tracing raises.
"""
