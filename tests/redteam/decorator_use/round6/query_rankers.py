"""Compares ranking functions for search results on a tiny set of queries and documents."""
import tensorflow as tf


class Ranker:
    def __init__(self, lengths):
        self.lengths = lengths

    def weight(self, counts):
        raise NotImplementedError

    @tf.function
    def rank(self, counts, rarity):
        scores = tf.reduce_sum(self.weight(counts) * rarity, axis=1)
        return tf.argsort(scores, direction="DESCENDING", stable=True)


class TermFrequency(Ranker):
    def weight(self, counts):
        return counts / self.lengths[:, None]


class Saturating(Ranker):
    def __init__(self, lengths, k=1.2, b=0.75):
        super().__init__(lengths)
        self.k = k
        self.relative = 1.0 - b + b * lengths / tf.reduce_mean(lengths)

    def weight(self, counts):
        return counts * (self.k + 1.0) / (counts + self.k * self.relative[:, None])


def make_ranker(name, lengths):
    kinds = {"tf": TermFrequency, "bm25": Saturating}
    return kinds[name](lengths)


def precision_at_two(order, relevant):
    return float(tf.reduce_mean(tf.gather(relevant, order[:2])))


def compare(lengths, counts, rarity, relevant):
    order = make_ranker("bm25", lengths).rank(counts, rarity)  # expect: tf-temporary-instance
    return precision_at_two(order, relevant)


def documents():
    lengths = tf.constant([10.0, 40.0, 25.0])
    counts = tf.constant([[1.0, 0.0], [3.0, 2.0], [0.0, 2.0]])
    return lengths, counts, tf.constant([0.7, 1.6]), tf.constant([0.0, 1.0, 1.0])


def main():
    return compare(*documents())


if __name__ == "__main__":
    lengths, counts, rarity, relevant = documents()
    kept = make_ranker("bm25", lengths)
    assert precision_at_two(kept.rank(counts, rarity), relevant) == 1.0
    other = make_ranker("tf", lengths)
    assert other.rank(counts, rarity).shape == (3,)
    try:
        main()
    except AttributeError as error:
        assert "'NoneType' object has no attribute" in str(error), error
    else:
        raise AssertionError("the ranker was still there")
    print("proved")
