"""Only a slice reaches TensorFlow, and only the slice becomes a constant."""

import numpy as np
import tensorflow as tf

volume = np.ones((512, 32, 32), np.float32)
matrix = np.ones((1024, 1024), np.float32)


@tf.function
def summed(values):
    return tf.reduce_sum(volume[:, 0, 0]) + tf.reduce_sum(values * matrix[0, :4])


def run():
    values = tf.constant([1.0, 2.0, 3.0, 4.0])
    results = [summed(values).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = summed.get_concrete_function(values).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
