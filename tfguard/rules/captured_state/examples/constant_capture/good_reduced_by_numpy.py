"""NumPy reduces the array to a few numbers before TensorFlow sees any."""

import numpy as np
import tensorflow as tf

samples = np.arange(300_000, dtype=np.float32).reshape(100_000, 3)


@tf.function
def standardised(values):
    return (values - samples.mean(axis=0)) / np.max(samples)


def run():
    values = tf.constant([1.0, 2.0, 3.0])
    results = [standardised(values).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = standardised.get_concrete_function(values).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
