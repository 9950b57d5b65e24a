"""Used twice, an array of 512 KiB is stored twice."""

import numpy as np
import tensorflow as tf

embedding = np.full((1024, 128), 0.5, np.float32)


@tf.function
def similarity(left, right):
    first = tf.gather(embedding, left)  # expect: tf-constant-capture
    second = tf.gather(embedding, right)
    return tf.reduce_sum(first * second)


def run():
    left, right = tf.constant([1, 2]), tf.constant([3, 4])
    results = [similarity(left, right).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = similarity.get_concrete_function(left, right).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
