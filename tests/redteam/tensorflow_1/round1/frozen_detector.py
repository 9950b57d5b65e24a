"""Checks a frozen detector of the old system against the new one: the graph is run where it belongs."""
import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1


class Detector(tf.Module):
    def __init__(self, kernel):
        super().__init__()
        self.kernel = tf.Variable(kernel)

    @tf.function(input_signature=[tf.TensorSpec([None, 6, 6, 1], tf.float32)])
    def __call__(self, images):
        response = tf.nn.conv2d(images, self.kernel, strides=1, padding="VALID")
        return tf.reduce_max(response, axis=[1, 2, 3])


def export_frozen(kernel):
    """What the old system left: the definition of a graph with its weights as constants."""
    with tf.Graph().as_default() as graph:
        images = tf1.placeholder(tf.float32, [None, 6, 6, 1], name="images")
        response = tf.nn.conv2d(images, tf.constant(kernel), strides=1, padding="VALID")
        tf.reduce_max(response, axis=[1, 2, 3], name="scores")
        return graph.as_graph_def()


def run_frozen(definition, images):
    with tf.Graph().as_default() as graph:
        tf1.import_graph_def(definition, name="old")
        with tf1.Session(graph=graph) as session:
            return session.run("old/scores:0", feed_dict={"old/images:0": images})


class FrozenRunner:
    def __init__(self, definition):
        self.graph = tf.Graph()
        with self.graph.as_default():
            tf1.import_graph_def(definition, name="")
        self.session = tf1.Session(graph=self.graph)

    def __call__(self, images):
        return self.session.run("scores:0", {"images:0": images})


@tf.function
def gap(a, b):
    return tf.reduce_max(tf.abs(a - b))


def images(seed):
    return np.random.default_rng(seed).uniform(size=(3, 6, 6, 1)).astype(np.float32)


if __name__ == "__main__":
    kernel = np.random.default_rng(9).normal(size=(3, 3, 1, 1)).astype(np.float32)
    detector, definition = Detector(kernel), export_frozen(kernel)
    runner = FrozenRunner(definition)
    for seed in range(3):
        batch = images(seed)
        scores = detector(batch)
        assert float(gap(scores, run_frozen(definition, batch))) < 1e-5
        assert float(gap(scores, runner(batch))) < 1e-5
        eager = Detector.__call__.python_function(detector, tf.constant(batch))
        assert float(gap(scores, eager)) < 1e-5
    assert tf.executing_eagerly()
    print("proved")
