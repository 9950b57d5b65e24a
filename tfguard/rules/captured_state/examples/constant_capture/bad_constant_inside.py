"""tf.constant inside the traced function is no help: it makes the constant there."""

import numpy as np
import tensorflow as tf

weights = np.zeros((512, 512))


@tf.function
def projected(values):
    kernel = tf.constant(weights, tf.float32)  # expect: tf-constant-capture
    return values @ kernel


def run():
    values = tf.ones([1, 512])
    results = [float(tf.reduce_sum(projected(values))) for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = projected.get_concrete_function(values).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
