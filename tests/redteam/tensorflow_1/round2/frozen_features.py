"""Uses the features of a frozen network in new code: its graph is imported, wrapped and pruned."""
import numpy as np
import tensorflow as tf
from tensorflow.compat import v1


def old_network():
    """The definition that was kept: two layers with weights as constants."""
    rng = np.random.default_rng(6)
    graph = tf.Graph()
    with graph.as_default():
        images = v1.placeholder(tf.float32, [None, 8], name="images")
        hidden = tf.nn.relu(tf.matmul(images, tf.constant(rng.normal(size=(8, 5)), tf.float32)), name="hidden")
        tf.matmul(hidden, tf.constant(rng.normal(size=(5, 2)), tf.float32), name="logits")
    return graph.as_graph_def()


def wrap_frozen(definition, inputs, outputs):
    def load():
        v1.import_graph_def(definition, name="")

    wrapped = v1.wrap_function(load, [])
    element = wrapped.graph.as_graph_element
    return wrapped.prune(tf.nest.map_structure(element, inputs), tf.nest.map_structure(element, outputs))


def doubled_input():
    """A fed graph as a function, for tests of the wrapper itself."""

    def body():
        x = v1.placeholder(tf.float32, [], name="x")
        return tf.multiply(x, 2.0, name="y")

    return v1.wrap_function(body, []).prune("x:0", "y:0")


class Features(tf.Module):
    def __init__(self, definition):
        super().__init__()
        self.network = wrap_frozen(definition, "images:0", ["hidden:0", "logits:0"])
        self.scale = tf.Variable(1.0)

    @tf.function
    def __call__(self, images):
        hidden, logits = self.network(images)
        return self.scale * hidden, tf.nn.softmax(logits)

    @tf.function
    def adapt(self, images):
        hidden, _ = self.network(images)
        self.scale.assign(1.0 / (1e-3 + tf.reduce_max(hidden)))


def images(seed):
    return tf.random.stateless_normal([3, 8], [seed, 2])


if __name__ == "__main__":
    features, reference = Features(old_network()), Features(old_network())
    for seed in range(3):
        features.adapt(images(seed))
        Features.adapt.python_function(reference, images(seed))
        for a, b in zip(features(images(seed)), Features.__call__.python_function(reference, images(seed))):
            assert bool(tf.reduce_all(tf.abs(a - b) < 1e-5))
        assert float(tf.reduce_max(features(images(seed))[0])) <= 1.0
    assert float(doubled_input()(tf.constant(4.0))) == 8.0
    print("proved")
