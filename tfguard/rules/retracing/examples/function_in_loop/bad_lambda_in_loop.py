"""A lambda that is wrapped and called at once, as long as a while loop goes on."""

import tensorflow as tf


def run():
    made = []
    results = []
    step = 0
    while step < 4:
        total = tf.function(lambda values: tf.reduce_sum(values))  # expect: tf-function-in-loop
        made.append(total)
        results.append(total(tf.constant([1.0, 2.0]) * float(step)).numpy())
        step += 1
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
