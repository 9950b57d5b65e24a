"""A list parameter that defaults to None and is made in the call; a copied argument; a rebound name."""

import tensorflow as tf


@tf.function
def stack_with(value, parts=None):
    if parts is None:
        parts = []
    else:
        parts = list(parts)
    parts.append(value)
    return tf.stack(parts)


@tf.function
def chain(value, parts):
    parts = parts + [value]
    return tf.concat(parts, axis=0)


@tf.function
def gather_all(*parts, **named):
    named["extra"] = parts[0]
    return tf.add_n(list(parts) + [named[key] for key in sorted(named)])


def run():
    one, two = tf.constant([1.0]), tf.constant([2.0])
    stacked = [stack_with(one).numpy(), stack_with(one, [two]).numpy()]
    given = [two]
    chained = chain(one, given).numpy()
    return stacked, chained, len(given), gather_all(one, two, bias=one).numpy()
