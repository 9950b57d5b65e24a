"""Under a tensor condition both branches are traced, so both append."""

import tensorflow as tf

decisions = []


@tf.function
def gate(score):
    if score > 0.0:
        decisions.append("open")  # expect: tf-container-mutation
        result = score
    else:
        decisions.append("closed")  # expect: tf-container-mutation
        result = tf.zeros_like(score)
    return result


def run():
    results = [gate(tf.constant(score)).numpy() for score in (1.0, 2.0)]
    return results, decisions
