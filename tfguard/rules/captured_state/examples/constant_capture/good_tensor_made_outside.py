"""The cure: an eager tensor made outside is captured by reference and is no part of the graph."""

import numpy as np
import tensorflow as tf

table = tf.constant(np.ones((1024, 256), np.float32))


@tf.function
def looked_up(rows):
    return tf.gather(table, rows)


def run():
    rows = tf.constant([0, 3])
    results = [float(tf.reduce_sum(looked_up(rows))) for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = looked_up.get_concrete_function(rows).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
