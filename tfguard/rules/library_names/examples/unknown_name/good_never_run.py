"""Names for type checkers, names of private modules, and names that no code runs into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tensorflow as tf
from tensorflow.python.framework import ops

if TYPE_CHECKING:
    from tensorflow.keras.typing import Tensors


@tf.function
def score(x: tf.TensorLike) -> Tensors:
    return tf.reduce_sum(ops.convert_to_tensor(x))


def describe(*parts):
    if False:
        tf.describe(parts)
    return tf.__version__, tf.__name__, len(parts)


def run():
    return [float(score(tf.constant([value, 4.0]))) for value in (1.0, 2.0, 3.0)], describe()[1:]
