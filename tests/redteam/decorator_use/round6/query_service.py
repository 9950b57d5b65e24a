"""Ranks documents for text queries: looking up words stays outside of the compiled scoring."""
import tensorflow as tf

TERMS = ["graph", "neural", "search", "index"]


@tf.function(jit_compile=True)
def bm25(counts, lengths, rarity):
    k, b = 1.2, 0.75
    relative = 1.0 - b + b * lengths / tf.reduce_mean(lengths)
    saturated = counts * (k + 1.0) / (counts + k * relative[:, None])
    return tf.linalg.matvec(saturated, rarity)


class QueryService:
    def __init__(self, counts, lengths):
        self.counts = tf.constant(counts)
        self.lengths = tf.constant(lengths)
        pairs = tf.lookup.KeyValueTensorInitializer(tf.constant(TERMS), tf.range(len(TERMS), dtype=tf.int64))
        self.table = tf.lookup.StaticHashTable(pairs, default_value=-1)

    @tf.function
    def query_vector(self, query):
        words = tf.strings.split(tf.strings.lower(query))
        ids = self.table.lookup(words)
        return tf.reduce_sum(tf.one_hot(ids, len(TERMS)), axis=0)

    @tf.function
    def search(self, query):
        scores = bm25(self.counts, self.lengths, self.query_vector(query))
        order = tf.argsort(scores, direction="DESCENDING", stable=True)
        tf.print("query:", query, "best:", order[0], output_stream="file:///dev/null")
        titles = tf.strings.join(["document", tf.strings.as_string(order)], separator=" ")
        return titles, tf.math.segment_sum(tf.sort(scores), tf.constant([0, 0, 1]))


def make_service():
    counts = [[2.0, 1.0, 0.0, 0.0], [0.0, 0.0, 3.0, 1.0], [1.0, 0.0, 1.0, 0.0]]
    return QueryService(counts, [30.0, 50.0, 20.0])


def main():
    service = make_service()
    print("terms asked for:", int(tf.reduce_sum(service.query_vector(tf.constant("Graph index")))))
    baseline = bm25(service.counts, service.lengths, tf.ones([len(TERMS)]))
    queries = tf.constant(["Neural graph", "search engine", "Index of a graph"])
    return float(tf.reduce_sum(baseline)), [service.search(query) for query in queries]


if __name__ == "__main__":
    total, graph = main()
    tf.config.run_functions_eagerly(True)
    eager_total, eager = main()
    tf.config.run_functions_eagerly(False)
    assert abs(total - eager_total) < 1e-4
    for (titles, sums), (eager_titles, eager_sums) in zip(graph, eager):
        assert titles.numpy().tolist() == eager_titles.numpy().tolist()
        assert float(tf.reduce_max(tf.abs(sums - eager_sums))) < 1e-4
    print("proved")
