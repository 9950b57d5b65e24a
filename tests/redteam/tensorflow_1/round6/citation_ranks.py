"""Ranks papers of a citation network by a damped random walk."""
import tensorflow as tf
from tensorflow.compat import v1 as tf1


class CitationNetwork:
    def __init__(self, edges, papers, damping=0.85):
        self.papers = papers
        self.damping = damping
        source, target = tf.unstack(tf.constant(edges), axis=1)
        self.source, self.target = source, target
        degree = tf.math.unsorted_segment_sum(tf.ones_like(source, tf.float32), source, papers)
        self.degree = tf.maximum(degree, 1.0)

    def spread(self, ranks):
        sent = tf.gather(ranks / self.degree, self.source)
        received = tf.math.unsorted_segment_sum(sent, self.target, self.papers)
        return (1.0 - self.damping) / self.papers + self.damping * received

    @tf.function
    def walk(self, ranks, steps):
        for _ in tf.range(steps):
            ranks = self.spread(ranks)
        return ranks

    @tf.function
    def residual(self, ranks):
        change = tf.reduce_sum(tf.abs(self.spread(ranks) - ranks))
        with tf1.Session() as sess:  # allow: tf1-session
            return sess.run(change)  # expect: tf1-session

    def change(self, ranks):
        return tf.reduce_sum(tf.abs(self.spread(ranks) - ranks))


def rank(network, limit=1e-3):
    ranks = tf.fill([network.papers], 1.0 / network.papers)
    while True:
        ranks = network.walk(ranks, tf.constant(5))
        if network.residual(ranks) < limit:
            return ranks


if __name__ == "__main__":
    network = CitationNetwork([[0, 1], [1, 2], [2, 0], [3, 0]], papers=4)
    start = tf.fill([4], 0.25)
    walked = network.walk(start, tf.constant(3))
    by_hand = network.spread(network.spread(network.spread(start)))
    assert bool(tf.reduce_all(tf.abs(walked - by_hand) < 1e-6))
    assert float(network.change(walked)) < 1.0
    try:
        rank(network)
    except tf.errors.InvalidArgumentError as error:
        assert "citation_ranks" in str(error) or "session" in str(error).lower(), error
    else:
        raise AssertionError("the session ran")
    try:
        CitationNetwork.residual.python_function(network, start)
    except RuntimeError as error:
        assert "The Session graph is empty" in str(error)
    else:
        raise AssertionError("the session ran eagerly")
    print("proved")
