"""The cure: a variable holds the numbers outside the graph."""

import numpy as np
import tensorflow as tf


class Embedding(tf.Module):
    def __init__(self):
        self.table = tf.Variable(np.full((1024, 256), 0.5, np.float32), trainable=False)

    @tf.function
    def similarity(self, left, right):
        return tf.reduce_sum(tf.gather(self.table, left) * tf.gather(self.table, right))


def run():
    embedding = Embedding()
    left, right = tf.constant([1, 2]), tf.constant([3, 4])
    results = [embedding.similarity(left, right).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = embedding.similarity.get_concrete_function(left, right).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
