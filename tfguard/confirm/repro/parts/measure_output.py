"""What is printed."""

from __future__ import annotations

import sys

DID = "printed"
WRITTEN = [0]


class Counted:
    """A stream that counts what is written to it, and passes it on."""

    def __init__(self, stream):
        self.stream = stream

    def write(self, text):
        """Write some text."""
        WRITTEN[0] += 1
        return self.stream.write(text)

    def __getattr__(self, name):
        return getattr(self.stream, name)


def prepare():
    """Count what is written to the standard streams."""
    sys.stdout, sys.stderr = Counted(sys.stdout), Counted(sys.stderr)


def measure(_owner):
    """Give a number that grows when something is printed."""
    return WRITTEN[0]
