"""Lets ``tf.summary.scalar`` and its kin work where TensorBoard is not installed.

They live in TensorBoard and are little more than ``tf.summary.write``, which TensorFlow has itself: for what
is looked at here, traces and results, that is the same op with the same step.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

_KINDS = ("audio", "histogram", "image", "scalar", "text")


def provide(tf: Any) -> None:
    """Put a stand-in in TensorBoard's place, if there is none; for a process of its own only."""
    if "tensorboard" in sys.modules or importlib.util.find_spec("tensorboard") is not None:
        return

    def write(name: str, data: Any, step: Any = None, **_: Any) -> Any:
        return tf.summary.write(name, data, step)

    version = ModuleType("tensorboard.summary.v2")
    vars(version).update(dict.fromkeys(_KINDS, write))
    for module in (ModuleType("tensorboard"), ModuleType("tensorboard.summary"), version):
        sys.modules[module.__name__] = module
