"""Message passing over a citation graph, with the statistics of the final node states."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class NodeReport:
    states: tf.Tensor
    degree: tf.Tensor
    isolated: tf.Tensor


class CitationNetwork(tf.Module):
    def __init__(self, width, hops):
        super().__init__()
        self.hops = hops
        self.kernel = tf.Variable(tf.random.stateless_normal([width, width], seed=[2, 5], stddev=0.3))

    def propagate(self, states, source, target):
        messages = tf.gather(states, source)
        collected = tf.math.unsorted_segment_sum(messages, target, tf.shape(states)[0])
        return tf.nn.tanh(tf.matmul(states + collected, self.kernel))

    @tf.function
    def __call__(self, states, source, target):
        for _ in range(self.hops):
            states = self.propagate(states, source, target)
        ones = tf.ones_like(target)
        degree = tf.math.unsorted_segment_sum(ones, target, tf.shape(states)[0])
        return NodeReport(states=states, degree=degree, isolated=degree == 0)  # expect: tf-non-tensor-return


def papers():
    states = tf.eye(4, 3)
    source = tf.constant([0, 0, 1, 2])
    target = tf.constant([1, 2, 3, 3])
    return states, source, target


def main():
    network = CitationNetwork(width=3, hops=2)
    report = network(*papers())
    return int(tf.reduce_sum(report.degree)), int(tf.math.count_nonzero(report.isolated))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert eager == (4, 1), eager
    try:
        main()
    except TypeError as error:
        assert "found return value of type NodeReport" in str(error), error
    else:
        raise AssertionError("the report left the graph")
    print("proved")
