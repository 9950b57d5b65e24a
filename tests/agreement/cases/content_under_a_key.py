"""A list or array under a key is changed between the calls; where another key is read, nothing goes stale."""

import numpy as np
import tensorflow as tf

sizes = {"hidden": [1.0], "kept": [1.0]}
arrays = {"scale": np.ones(3, np.float32)}
nested = {"rates": {"first": 1.0, "second": 2.0}}


@tf.function
def by_size(x):
    return x * float(len(sizes["hidden"]))  # expect: tf-global-read


@tf.function
def by_array(x):
    return x * arrays["scale"]  # expect: tf-global-read


@tf.function
def by_others(x):
    return x * nested["rates"]["first"] * sizes["kept"][0]


def run():
    results = []
    for i in range(4):
        x = tf.ones([3])
        results.append([by_size(x), by_array(x), by_others(x)])
        sizes["hidden"].append(i)
        arrays["scale"][:] = i + 2.0
        nested["rates"]["second"] = i
    return {"b1": results}
