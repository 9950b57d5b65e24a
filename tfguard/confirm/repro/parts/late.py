"""Functions made in a loop all read the loop's last value, where each was to read its own."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import cannot_tell, conclude
from tfguard.confirm.repro.parts.describing import describe
from tfguard.confirm.repro.parts.driving import drive

GRID = ([], [4], [4, 4], [2, 8, 8, 3])  # shapes to call them with
MADE = []
READ = []


def main():
    """Let the code make its functions, call those that it does not call, and see what they read."""
    driven = drive("graph")
    made = [value for value, _ in MADE]
    if len(set(READ)) < len(set(made)):
        for _, function in MADE:
            call_somehow(function)
    print("the functions were made with:", ", ".join(made) or "nothing")
    print("and read:", ", ".join(READ) or "nothing")
    if driven.error is not None or not READ:
        return cannot_tell(driven.error or "no function was called")
    return conclude(len(set(made)) > 1 and len(READ) > 1 and len(set(READ)) == 1)


def call_somehow(function):
    """Call a function with a tensor for each parameter that wants a value."""
    plain = getattr(function, "python_function", function)
    wanted = plain.__code__.co_argcount - len(plain.__defaults__ or ())
    for shape in GRID:
        try:
            function(*[tf.ones(shape)] * wanted)
            return
        except Exception:
            continue


def repro_made(value, function):
    """Note the loop's value when a function is made."""
    MADE.append((describe(value), function))
    return function


def repro_maker(value):
    """Decorate a definition in the loop; see above."""
    return lambda function: repro_made(value, function)


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note what a function reads under the loop's name."""
    READ.append(describe(value))
    return value
