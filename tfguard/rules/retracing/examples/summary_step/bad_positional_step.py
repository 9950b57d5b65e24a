"""The step is the third argument of tf.summary.write."""

import tensorflow as tf


@tf.function
def logged(values, index):
    tf.summary.write("values", values, index)  # expect: tf-summary-step
    return tf.reduce_sum(values)


def run():
    results = []
    with tf.summary.create_file_writer("logs").as_default():
        for index, values in enumerate(tf.reshape(tf.range(8.0), [4, 2])):
            results.append(logged(values, index).numpy())  # expect: tf-python-scalar-arg
    return {"results": results, "traces": logged.experimental_get_tracing_count()}
