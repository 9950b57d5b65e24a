"""Breadth-first levels and scores of nodes in a link graph."""
import tensorflow as tf


class LinkGraph:
    """Dense adjacency of a small web graph."""

    def __init__(self, links, size):
        rows = tf.one_hot([a for a, _ in links], size)
        columns = tf.one_hot([b for _, b in links], size)
        self.adjacency = tf.matmul(rows, columns, transpose_a=True)
        self.size = size
        self.levels = tf.function(self._levels)
        self.popularity = tf.function(self._popularity)

    def _neighbours(self, frontier):
        return tf.cast(tf.linalg.matvec(self.adjacency, frontier, transpose_a=True) > 0.0, tf.float32)

    def _expand(self, frontier, seen):
        rings = []
        while tf.reduce_sum(frontier) > 0.0:
            rings.append(tf.reduce_sum(frontier))  # expect: tf-list-append-in-tensor-loop
            seen = tf.maximum(seen, frontier)
            frontier = self._neighbours(frontier) * (1.0 - seen)
        return rings, seen

    def _levels(self, start):
        """How many nodes are reached in each round."""
        frontier = tf.one_hot(start, self.size)
        rings, _ = self._expand(frontier, tf.zeros([self.size]))
        return tf.stack(rings)

    def _popularity(self, damping):
        rank = tf.fill([self.size], 1.0 / self.size)
        outgoing = tf.maximum(tf.reduce_sum(self.adjacency, axis=1), 1.0)
        change = tf.constant(1.0)
        while change > 1e-3:
            update = (1.0 - damping) / self.size
            update += damping * tf.linalg.matvec(self.adjacency, rank / outgoing, transpose_a=True)
            change = tf.reduce_max(tf.abs(update - rank))
            rank = update
        return rank


LINKS = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 0)]


def main():
    graph = LinkGraph(LINKS, 5)
    return graph.levels(tf.constant(0)), graph.popularity(tf.constant(0.85))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    rounds, ranks = main()
    assert rounds.numpy().tolist() == [1.0, 2.0, 1.0, 1.0]
    tf.config.run_functions_eagerly(False)
    web = LinkGraph(LINKS, 5)
    assert float(tf.reduce_max(tf.abs(web.popularity(tf.constant(0.85)) - ranks))) < 1e-5
    try:
        web.levels(tf.constant(0))
    except Exception as error:
        assert "out of scope" in str(error) or "cannot be accessed" in str(error), error
    else:
        raise AssertionError("the list left the loop")
    print("proved")
