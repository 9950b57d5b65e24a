"""TensorFlow's documentation calls the option of tf.function deprecated."""

from __future__ import annotations

import re

import tensorflow as tf

from tfguard.confirm.repro.parts.common import conclude

OPTION = ""


def main():
    """Read what the documentation says of the option."""
    listed = re.findall(r"ARGUMENTS ARE DEPRECATED: `?[(]([^)]*)[)]", tf.function.__doc__ or "")
    print("TensorFlow", tf.__version__, "calls deprecated:", "; ".join(listed) or "no option")
    return conclude(any(OPTION in options for options in listed))
