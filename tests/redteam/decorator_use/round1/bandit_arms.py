"""Choosing among advertisements with softmax and greedy bandits; a table compares temperatures."""
import tensorflow as tf

ARMS = 4


class SoftmaxBandit:
    def __init__(self, temperature):
        self.temperature = tf.constant(temperature)
        self.values = tf.Variable(tf.zeros([ARMS]))
        self.counts = tf.Variable(tf.zeros([ARMS]))

    @classmethod
    def warm(cls, temperature, values):
        bandit = cls(temperature)
        bandit.values.assign(values)
        return bandit

    @tf.function
    def probabilities(self, mask):
        logits = self.values / self.temperature
        return tf.nn.softmax(tf.where(mask, logits, -1e9))

    @tf.function
    def reward(self, arm, payoff):
        self.counts.scatter_nd_add([[arm]], [1.0])
        step = (payoff - self.values[arm]) / self.counts[arm]
        self.values.scatter_nd_add([[arm]], [step])
        return self.values[arm]


def entropy(p):
    return float(-tf.reduce_sum(p * tf.math.log(p + 1e-9)))


def compare(values, mask):
    cold = SoftmaxBandit.warm(0.1, values)
    rows = {"cold": entropy(cold.probabilities(mask))}
    rows["hot"] = entropy(SoftmaxBandit.warm(2.0, values).probabilities(mask))  # expect: tf-temporary-instance
    return rows


def compare_kept(values, mask):
    cold, hot = SoftmaxBandit.warm(0.1, values), SoftmaxBandit.warm(2.0, values)
    return {"cold": entropy(cold.probabilities(mask)), "hot": entropy(hot.probabilities(mask))}


if __name__ == "__main__":
    payoffs = tf.constant([0.1, 0.4, 0.2, 0.9])
    mask = tf.constant([True, True, False, True])
    kept = compare_kept(payoffs, mask)
    assert kept["cold"] < kept["hot"]
    bandit = SoftmaxBandit(1.0)
    for payoff in tf.constant([1.0, 0.0, 0.5]):
        last = bandit.reward(tf.constant(2), payoff)
    assert abs(float(last) - 0.5) < 1e-6
    eager = SoftmaxBandit.probabilities.python_function(SoftmaxBandit.warm(2.0, payoffs), mask)
    assert abs(entropy(eager) - kept["hot"]) < 1e-5
    try:
        compare(payoffs, mask)
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'values'" in str(error), error
    else:
        raise AssertionError("the bandit was still there")
    print("proved")
