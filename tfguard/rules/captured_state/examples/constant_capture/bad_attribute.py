"""The replay memory of an agent is an array on the object, and a helper method uses it."""

import numpy as np
import tensorflow as tf


class Memory:
    def __init__(self):
        self.states = np.zeros((4096, 64), np.float32)

    def _fetch(self, rows):
        return tf.gather(self.states, rows)  # expect: tf-constant-capture

    @tf.function
    def sample(self, rows):
        return tf.reduce_mean(self._fetch(rows), axis=1)


def run():
    memory = Memory()
    rows = tf.constant([5, 7])
    results = [memory.sample(rows).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = memory.sample.get_concrete_function(rows).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
