"""A decorated def in a function that is called for each epoch."""

import tensorflow as tf

made = []


def evaluate(values):
    @tf.function  # expect: tf-function-in-loop
    def mean_square(batch):
        return tf.reduce_mean(batch * batch)

    made.append(mean_square)
    return mean_square(values).numpy()


def run():
    results = [evaluate(tf.constant([1.0, 2.0]) * float(epoch)) for epoch in range(4)]
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
