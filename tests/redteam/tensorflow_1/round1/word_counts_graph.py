"""Counts and frequencies of words in a graph of its own; one class owns the graph and its session."""
import tensorflow.compat.v1 as tf


class WordCounter:
    def __init__(self, vocabulary, smoothing=1.0):
        self.graph = tf.Graph()
        with self.graph.as_default():
            self.ids = tf.placeholder(tf.int32, [None], name="ids")
            self.total = tf.get_variable(
                "total", [vocabulary], initializer=tf.constant_initializer(smoothing), trainable=False
            )
            counts = tf.math.bincount(self.ids, minlength=vocabulary, dtype=tf.float32)
            self.update = tf.assign_add(self.total, counts)
            self.frequency = self.total / tf.reduce_sum(self.total)
            self.saver = tf.train.Saver()
            init = tf.global_variables_initializer()
        self.session = tf.Session(graph=self.graph)
        self.session.run(init)

    def add(self, ids):
        return self.session.run(self.update, feed_dict={self.ids: ids})

    def frequencies(self):
        return self.session.run(self.frequency)

    def rare(self, limit):
        with self.session.as_default():
            return [number for number, share in enumerate(self.frequency.eval()) if share < limit]

    def save(self, path):
        with self.graph.as_default():
            return self.saver.save(self.session, path)

    def restore(self, path):
        with self.graph.as_default():
            self.saver.restore(self.session, path)

    def close(self):
        self.session.close()


def by_hand(sentences, vocabulary):
    counts = [1.0] * vocabulary
    for sentence in sentences:
        for word in sentence:
            counts[word] += 1.0
    return [count / sum(counts) for count in counts]


if __name__ == "__main__":
    import os
    import tempfile

    sentences = [[0, 1, 1, 3], [3, 3], [2, 0, 3]]
    counter = WordCounter(5)
    for sentence in sentences:
        counter.add(sentence)
    wanted = by_hand(sentences, 5)
    assert all(abs(a - b) < 1e-6 for a, b in zip(counter.frequencies(), wanted))
    assert counter.rare(0.1) == [4]
    with tempfile.TemporaryDirectory() as folder:
        path = counter.save(os.path.join(folder, "counts"))
        counter.add([4] * 100)
        assert counter.rare(0.1) != [4]
        counter.restore(path)
        assert counter.rare(0.1) == [4]
    counter.close()
    print("proved")
