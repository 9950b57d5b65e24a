"""Scores sentences with a grammar; the reference numbers come from a graph that tests build."""
import tensorflow as tf

RULES = 3


def old_scores(counts, weights):
    """The formula of the first version, built in whatever graph is the default one."""
    fed = tf.compat.v1.placeholder(tf.float32, [None, RULES], name="counts")
    w = tf.compat.v1.get_variable("weights", initializer=tf.constant(weights))
    score = tf.nn.log_softmax(tf.linalg.matvec(fed, w), axis=0)
    init = tf.compat.v1.global_variables_initializer()
    return fed, score, init


def reference(counts, weights):
    graph = tf.Graph()
    with graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
        fed, score, init = old_scores(counts, weights)
        session.run(init)
        return session.run(score, feed_dict={fed: counts})


class Grammar(tf.Module):
    def __init__(self, weights):
        super().__init__()
        self.weights = tf.Variable(weights)

    @tf.function
    def score(self, counts):
        return tf.nn.log_softmax(tf.linalg.matvec(counts, self.weights), axis=0)

    @tf.function
    def fit(self, counts, best, rate):
        with tf.GradientTape() as tape:
            loss = -tf.gather(self.score(counts), best)
        self.weights.assign_sub(rate * tape.gradient(loss, self.weights))
        return loss


def parses():
    return [[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [1.0, 1.0, 1.0]]


if __name__ == "__main__":
    weights = [0.2, -0.4, 0.1]
    grammar, eager = Grammar(weights), Grammar(weights)
    counts = tf.constant(parses())
    gap = tf.abs(grammar.score(counts) - reference(parses(), weights))
    assert bool(tf.reduce_all(gap < 1e-5))
    best, rate = tf.constant(1), tf.constant(0.5)
    for _ in range(3):
        a, b = grammar.fit(counts, best, rate), Grammar.fit.python_function(eager, counts, best, rate)
        assert abs(float(a) - float(b)) < 1e-5
        gap = tf.abs(grammar.score(counts) - reference(parses(), grammar.weights.numpy()))
        assert bool(tf.reduce_all(gap < 1e-5))
    print("proved")
