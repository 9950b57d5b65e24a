"""tf.summary needs TensorBoard, which may be missing."""

from __future__ import annotations

import importlib.util
import sys
import types

import tensorflow as tf


def stand_in_for_tensorboard():
    """Let tf.summary.scalar and its kin write without TensorBoard."""
    if importlib.util.find_spec("tensorboard") is not None:
        return

    def write(name, data, step=None, **_):
        return tf.summary.write(name, data, step)

    for name in ("tensorboard", "tensorboard.summary", "tensorboard.summary.v2"):
        sys.modules[name] = types.ModuleType(name)
    kinds = ("audio", "histogram", "image", "scalar", "text")
    vars(sys.modules["tensorboard.summary.v2"]).update(dict.fromkeys(kinds, write))
