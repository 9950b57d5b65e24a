"""How often the code waits: for a debugger, for input, or for time to pass."""

from __future__ import annotations

import builtins
import pdb
import sys
import time

DID = "stopped"
STOPS = [0]


def prepare():
    """Count the pauses, and do not wait."""

    def stop(*_, **__):
        STOPS[0] += 1
        return "1"

    sys.breakpointhook = builtins.input = pdb.set_trace = pdb.Pdb.set_trace = time.sleep = stop


def measure(_owner):
    """Give a number that grows with each pause."""
    return STOPS[0]
