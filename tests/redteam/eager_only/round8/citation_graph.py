"""Message passing on a citation graph, with mean and symmetric aggregation."""
import numpy as np
import tensorflow as tf

NODES = 5


class Aggregator(tf.Module):
    """The base of all aggregators: sums messages and divides by what a subclass tells."""

    def __init__(self, width):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([width, width], [width, 1]))

    def degrees(self, nodes):
        return np.bincount(nodes, minlength=NODES).astype(np.float32)  # expect: tf-numpy-op

    def edge_weights(self, senders, receivers):
        raise NotImplementedError

    @tf.function
    def __call__(self, features, senders, receivers):
        weights = self.edge_weights(senders, receivers)
        messages = tf.gather(features @ self.kernel, senders) * weights[:, None]
        return tf.nn.relu(tf.math.unsorted_segment_sum(messages, receivers, NODES))


class SumAggregator(Aggregator):
    def edge_weights(self, senders, receivers):
        return tf.ones(tf.shape(senders))


class MeanAggregator(Aggregator):
    def edge_weights(self, senders, receivers):
        degree = self.degrees(receivers)
        return 1.0 / tf.gather(degree, receivers)


def citations():
    edges = np.array([[0, 1], [0, 2], [1, 2], [3, 2], [4, 0], [4, 3]], np.int32)
    features = np.linspace(-1.0, 1.0, NODES * 3, dtype=np.float32).reshape(NODES, 3)
    return tf.constant(features), tf.constant(edges[:, 0]), tf.constant(edges[:, 1])


def propagate(layers):
    features, senders, receivers = citations()
    for layer in layers:
        features = layer(features, senders, receivers)
    return features


def main():
    print(propagate([SumAggregator(3), SumAggregator(3)]).numpy())
    print(propagate([MeanAggregator(3), SumAggregator(3)]).numpy())


if __name__ == "__main__":
    total, mean = SumAggregator(3), MeanAggregator(3)
    graph = propagate([total])
    tf.config.run_functions_eagerly(True)
    assert np.allclose(graph, propagate([total]), atol=1e-5)
    assert propagate([mean, total]).shape == [NODES, 3]
    tf.config.run_functions_eagerly(False)
    try:
        main()
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error) and "np.bincount(nodes" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
