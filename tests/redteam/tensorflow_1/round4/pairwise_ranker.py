"""Pairwise ranking loss of a search engine in the old spelling, with eager execution left on."""
import tensorflow.compat.v1 as tf

FEATURES = 4
MARGIN = 1.0

tf.logging.set_verbosity(tf.logging.ERROR)
tf.set_random_seed(7)


class Ranker(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.lin_space(0.1, 0.4, FEATURES), use_resource=True)
        self.pairs = tf.Variable(0.0, use_resource=True)

    def score(self, documents):
        return tf.reduce_sum(documents * self.w, reduction_indices=[-1])

    @tf.function
    def loss(self, better, worse):
        gap = self.score(better) - self.score(worse)
        tf.assign_add(self.pairs, tf.to_float(tf.size(gap)))
        hinge = tf.nn.relu(MARGIN - gap)
        return tf.div(tf.reduce_sum(hinge), tf.to_float(tf.size(gap)))

    @tf.function
    def log_loss(self, better, worse):
        gap = self.score(better) - self.score(worse)
        return -tf.reduce_mean(tf.log(tf.sigmoid(gap) + 1e-8))

    @tf.function
    def explore(self, documents, strength):
        noise = tf.random_uniform(tf.shape(documents), -1.0, 1.0)
        return self.score(documents + strength * noise)


def click_pairs(count=6):
    better = tf.random.stateless_uniform([count, FEATURES], [1, 1])
    worse = tf.random.stateless_uniform([count, FEATURES], [1, 2])
    return better, worse


def evaluate(ranker, rounds=2):
    better, worse = click_pairs()
    values = []
    for _ in range(rounds):
        values.append((float(ranker.loss(better, worse)), float(ranker.log_loss(better, worse))))
    return values, float(ranker.pairs)


def serendipity(ranker):
    better, _ = click_pairs()
    return [float(tf.reduce_max(ranker.explore(better, tf.constant(0.1)))) for _ in range(3)]


if __name__ == "__main__":
    assert tf.executing_eagerly()
    graph = evaluate(Ranker())
    tf.config.run_functions_eagerly(True)
    eager = evaluate(Ranker())
    tf.config.run_functions_eagerly(False)
    assert graph[1] == eager[1] == 12.0
    assert all(abs(p - q) < 1e-5 for a, b in zip(graph[0], eager[0]) for p, q in zip(a, b))
    assert len(set(serendipity(Ranker()))) == 3
    print("proved")
