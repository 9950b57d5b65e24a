"""What changes is a copy: of the array, of the list, of the dict."""

import numpy as np
import tensorflow as tf

mask = np.ones(2, np.float32)
offsets = [1.0, 2.0]
settings = {"rate": 0.5}


@tf.function
def transformed(values):
    for offset in offsets:
        values = values + offset
    return values * mask * settings["rate"]


def run():
    results = [transformed(tf.constant([1.0, 2.0])).numpy()]
    other_mask, other_offsets, other = mask.copy(), list(offsets), dict(settings)
    other_mask[:] = 0.0
    other_offsets.append(7.0)
    other["rate"] = 9.0
    results.append(transformed(tf.constant([1.0, 2.0])).numpy())
    return results, other_mask, other_offsets, other
