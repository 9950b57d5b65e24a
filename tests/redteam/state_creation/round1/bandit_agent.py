"""Epsilon-greedy and UCB agents for the multi-armed bandit."""
import tensorflow as tf


class BanditAgent:
    def __init__(self, arms):
        self.arms = arms
        self.counts = tf.Variable(tf.zeros([arms]))
        self.sums = tf.Variable(tf.zeros([arms]))
        self.regret = tf.Variable(0.0)

    def estimates(self):
        return tf.math.divide_no_nan(self.sums, self.counts)

    @tf.function
    def learn(self, arm, reward):
        chosen = tf.one_hot(arm, self.arms)
        self.sums.assign_add(chosen * reward)
        self.counts += chosen  # expect: tf-variable-augmented-assignment  allow: tf-variable-rebound, tf-attribute-mutation
        return self.estimates()

    @tf.function
    def forget(self, rate):
        """Discounts what is known, for drifting bandits."""
        regret = self.regret
        regret *= rate  # expect: tf-variable-augmented-assignment
        self.sums.assign(self.sums * rate)
        return regret

    @tf.function
    def best(self):
        return tf.argmax(self.estimates())


class UcbAgent(BanditAgent):
    @tf.function
    def best(self):
        total = tf.reduce_sum(self.counts)
        bonus = tf.sqrt(2.0 * tf.math.log(total + 1.0) / (self.counts + 1e-6))
        bonus *= 0.5
        return tf.argmax(self.estimates() + bonus)


def run(agent, rewards):
    for step, reward in enumerate(rewards):
        agent.learn(tf.constant(step % agent.arms), tf.constant(reward))
    return int(agent.best())


if __name__ == "__main__":
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        agent = UcbAgent(3)
        calls = [lambda: run(agent, [1.0, 0.0, 0.5]), lambda: agent.forget(tf.constant(0.9))]
        for call, operator in zip(calls, ("+=", "*=")):
            try:
                call()
            except RuntimeError as error:
                assert "%s value` with `tf.Variable`s is not supported" % operator in str(error), error
            else:
                raise AssertionError("augmented assignment of a variable must be refused")
        agent.counts.assign_add([1.0, 0.0, 0.0])
        assert float(agent.counts[0]) == 1.0
    print("proved")
