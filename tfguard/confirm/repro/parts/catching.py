"""How to get hold of a function that is made inside another one."""

from __future__ import annotations

CAUGHT = []
AT_ONCE = True  # its maker need not go on


class CaughtIt(BaseException):
    """Ends the maker of a function."""


def repro_catch(function):
    """Catch the traced function when it is made."""
    CAUGHT.append(function)
    if AT_ONCE:
        raise CaughtIt
    return function


def repro_caught(maker=None, *arguments, **options):
    """Give the traced function that a call makes; without a maker, the one that was made last."""
    if maker is not None:
        CAUGHT.clear()
        try:
            CAUGHT.append(maker(*arguments, **options))
            return CAUGHT[-2] if len(CAUGHT) > 1 else CAUGHT[-1]
        except CaughtIt:
            pass
    return CAUGHT[-1]
