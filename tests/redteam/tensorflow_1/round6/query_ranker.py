"""Learns to rank search results from pairs of a clicked and a skipped document."""
import tensorflow as tf


class PairwiseRanker(tf.Module):
    def __init__(self, features, margin=1.0, rate=0.2):
        super().__init__()
        self.margin = margin
        self.rate = rate
        self.weights = tf.Variable(tf.zeros([features]), name="weights")

    def score(self, documents):
        return tf.linalg.matvec(documents, self.weights)

    def hinge(self, clicked, skipped):
        difference = self.score(clicked) - self.score(skipped)
        return tf.reduce_mean(tf.nn.relu(self.margin - difference))

    @tf.function
    def learn(self, clicked, skipped):
        loss = self.hinge(clicked, skipped)
        tf.compat.v1.train.AdagradOptimizer(learning_rate=self.rate).minimize(loss)  # expect: tf1-variables  allow: tf-layer-creation
        return loss

    @tf.function
    def learn_with_tape(self, clicked, skipped):
        with tf.GradientTape() as tape:
            loss = self.hinge(clicked, skipped)
        self.weights.assign_sub(self.rate * tape.gradient(loss, self.weights))
        return loss


def pairs(seed, features=6):
    clicked = tf.random.stateless_normal([10, features], [seed, 1], mean=0.5)
    return clicked, tf.random.stateless_normal([10, features], [seed, 2])


def train(ranker, epochs=3):
    history = []
    for epoch in range(epochs):
        history.append(ranker.learn(*pairs(epoch)))
    return history


if __name__ == "__main__":
    ranker = PairwiseRanker(6)
    losses = [float(ranker.learn_with_tape(*pairs(0))) for _ in range(3)]
    assert losses[2] < losses[0]
    try:
        train(ranker)
    except ValueError as error:
        assert "No variables to optimize" in str(error), error
    else:
        raise AssertionError("the optimizer found variables")
    try:
        PairwiseRanker.learn.python_function(ranker, *pairs(0))
    except RuntimeError as error:
        assert "should be a function when eager execution is enabled" in str(error)
    else:
        raise AssertionError("the optimizer took a tensor")
    print("proved")
