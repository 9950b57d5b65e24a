"""What many calls pass for a parameter is one container in each trace, also in a helper."""

import tensorflow as tf


def noted(x, table):
    table["b"] = x  # expect: tf-argument-mutation
    return x * 2.0


class Keeper(tf.Module):
    @tf.function
    def __call__(self, x, table):
        return noted(x, table)


@tf.function
def totalled(x, rows):
    return x + tf.add_n(rows)


def run():
    x, keeper = tf.ones([]), Keeper()
    results = [totalled(x, [x, x]), totalled(x, [x, x]), totalled(x, [x, x]), totalled(x, [x, x])]
    results.append(keeper(x, {"a": x}))
    results.append(keeper(x, {"a": x}))
    results.append(keeper(x, {"a": x}))
    results.append(keeper(x, {"a": x}))
    return {"b1": results}
