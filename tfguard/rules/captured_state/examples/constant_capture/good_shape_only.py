"""The traced function asks the array for its shape, length and type; its numbers stay outside."""

import numpy as np
import tensorflow as tf

images = np.zeros((512, 28, 28), np.float32)


@tf.function
def normalised(values):
    scale = float(len(images)) * images.shape[1]
    return tf.cast(values, images.dtype) / scale + tf.zeros([images.ndim])


def run():
    values = tf.constant([1.0, 2.0, 3.0])
    results = [normalised(values).numpy() for _ in range(3)]
    if tf.config.functions_run_eagerly():
        return {"results": results, "graph_bytes": 0}
    graph = normalised.get_concrete_function(values).graph
    return {"results": results, "graph_bytes": len(graph.as_graph_def().SerializeToString())}
