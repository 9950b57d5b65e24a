"""Arithmetic with an array makes a constant of it as well: 131072 numbers of four bytes are 512 KiB."""

import numpy as np
import tensorflow as tf

window = np.linspace(0.0, 1.0, 131072, dtype=np.float32)


@tf.function
def windowed(signal):
    return signal * window  # expect: tf-constant-capture


def run():
    signal = tf.ones([131072])
    results = [float(tf.reduce_max(windowed(signal))) for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = windowed.get_concrete_function(signal).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
