"""The same code as a graph that is not compiled."""

from __future__ import annotations

import tensorflow as tf


def without_xla(run, *arguments):
    """Run with a tf.function that never compiles."""
    compiling = tf.function

    def function(*given, **options):
        options.pop("jit_compile", None)
        options.pop("experimental_compile", None)
        return compiling(*given, **options)

    tf.function = function
    try:
        return run("graph", *arguments)
    finally:
        tf.function = compiling
