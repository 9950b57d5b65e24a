"""The cure: an array that is passed as an argument is fed at each call."""

import numpy as np
import tensorflow as tf

window = np.linspace(0.0, 1.0, 262144, dtype=np.float32)


@tf.function
def windowed(signal, window):
    return signal * window


def run():
    signal = tf.ones([262144])
    results = [float(tf.reduce_max(windowed(signal, window))) for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = windowed.get_concrete_function(signal, window).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
