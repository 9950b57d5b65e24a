"""Grades retina photographs; rare grades get a weight that follows the confusion counts."""
import numpy as np
import tensorflow as tf

GRADES = 5


class ClassBalance:
    """Counts labels and keeps the weights in one array that it rewrites in place."""

    def __init__(self, classes):
        self.counts = np.zeros(classes, np.int64)
        self.weights = np.ones(classes, np.float32)

    def update(self, labels):
        self.counts += np.bincount(labels, minlength=len(self.counts))
        np.divide(self.counts.max(), self.counts + 1, out=self.weights, casting="unsafe")


class Grader:
    def __init__(self, features, rate=0.05):
        self.rate = rate
        self.kernel = tf.Variable(tf.zeros([features, GRADES]))
        self.balance = ClassBalance(GRADES)

    @tf.function
    def train_step(self, features, labels, weights):
        with tf.GradientTape() as tape:
            logits = tf.matmul(features, self.kernel)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
            sample_weights = tf.gather(weights, labels)
            loss = tf.reduce_mean(losses * sample_weights)
        self.kernel.assign_sub(self.rate * tape.gradient(loss, self.kernel))
        return loss, tf.reduce_mean(sample_weights)

    def fit(self, batches):
        means = []
        for features, labels in batches:
            _, mean = self.train_step(features, labels, weights=self.balance.weights)
            means.append((float(mean), float(self.balance.weights[labels].mean())))
            self.balance.update(labels)
        return means


def photographs(batches=6, size=32, features=7):
    rng = np.random.default_rng(21)
    for _ in range(batches):
        labels = rng.choice(GRADES, size=size, p=[0.6, 0.2, 0.1, 0.06, 0.04])
        yield rng.normal(size=(size, features)).astype(np.float32), labels


def main():
    grader = Grader(features=7)
    means = grader.fit(photographs())
    return grader, means


if __name__ == "__main__":
    grader, means = main()
    assert all(np.isclose(used, wanted, rtol=1e-5) for used, wanted in means)
    assert len({round(used, 3) for used, _ in means}) == 6
    assert grader.train_step.experimental_get_tracing_count() == 1
    print("proved")
