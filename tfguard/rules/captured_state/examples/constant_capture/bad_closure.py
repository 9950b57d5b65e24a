"""A factory makes the array, and the traced function inside it captures the name."""

import numpy as np
import tensorflow as tf


def make_projection(size):
    kernel = np.eye(1024, dtype=np.float32)

    @tf.function
    def project(values):
        return tf.matmul(values, kernel) / size  # expect: tf-constant-capture

    return project


def run():
    project = make_projection(2.0)
    values = tf.ones([1, 1024])
    results = [float(tf.reduce_sum(project(values))) for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = project.get_concrete_function(values).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
