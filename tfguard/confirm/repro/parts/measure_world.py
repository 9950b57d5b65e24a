"""What is done to files, processes and the network."""

from __future__ import annotations

import builtins
import sys

import tensorflow as tf

DID = "touched a file"
EVENTS = [0]
OPENED = []
WATCHED = ("open", "os.", "shutil.", "glob.", "tempfile.", "sqlite3.", "subprocess.", "socket.")


def prepare():
    """Count what Python reports of itself, and know the files that it opens."""
    opening, making = builtins.open, tf.io.gfile.GFile.__init__

    def opened(*arguments, **options):
        OPENED.append(opening(*arguments, **options))
        return OPENED[-1]

    def made(*arguments, **options):
        EVENTS[0] += 1
        return making(*arguments, **options)

    def happened(event, arguments):
        is_source = event == "open" and str(arguments[0]).endswith((".py", ".pyc", ".so"))
        EVENTS[0] += event.startswith(WATCHED) and not is_source

    builtins.open = opened
    tf.io.gfile.GFile.__init__ = made
    sys.addaudithook(happened)


def measure(_owner):
    """Give numbers that change when a file, a process or the network is used."""
    return EVENTS[0], [file.tell() for file in OPENED if not file.closed and file.seekable()]
