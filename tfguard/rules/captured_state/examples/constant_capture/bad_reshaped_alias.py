"""Another name and another shape for the same numbers; the traced helper converts them."""

import numpy as np
import tensorflow as tf

samples = np.arange(200_000, dtype=np.int64)
grid = samples.reshape(400, 500)


def row_sums():
    return tf.reduce_sum(tf.convert_to_tensor(grid), axis=1)  # expect: tf-constant-capture


@tf.function
def row_sum(number):
    return row_sums()[number]


def run():
    results = [row_sum(tf.constant(number)).numpy() for number in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = row_sum.get_concrete_function(tf.constant(0)).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
