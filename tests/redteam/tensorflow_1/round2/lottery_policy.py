"""Policy gradients for a row of lotteries; a class with a graph and a session of its own."""
import numpy as np
from tensorflow.compat import v1 as tf


class PolicyGraph:
    """REINFORCE with a baseline for one state."""

    def __init__(self, arms, rate=0.2):
        self.graph = tf.Graph()
        with self.graph.as_default():
            self._build(arms, rate)
            self.init = tf.global_variables_initializer()
        self.sess = tf.Session(graph=self.graph)
        self.sess.run(self.init)

    def _build(self, arms, rate):
        self.action = tf.placeholder(tf.int32, [None], name="action")
        self.reward = tf.placeholder(tf.float32, [None], name="reward")
        self.step = tf.train.get_or_create_global_step()
        with tf.variable_scope("policy"):
            self.preference = tf.get_variable("preference", [arms], initializer=tf.zeros_initializer())
            self.baseline = tf.get_variable("baseline", [], initializer=tf.zeros_initializer(), trainable=False)
        self.policy = tf.nn.softmax(self.preference)
        log_policy = tf.gather(tf.nn.log_softmax(self.preference), self.action)
        loss = -tf.reduce_mean(log_policy * (self.reward - self.baseline))
        optimizer = tf.train.GradientDescentOptimizer(tf.train.exponential_decay(rate, self.step, 100, 0.9))
        gradients = optimizer.compute_gradients(loss, [self.preference])
        clipped = [(tf.clip_by_norm(g, 1.0), v) for g, v in gradients]
        with tf.control_dependencies([optimizer.apply_gradients(clipped, global_step=self.step)]):
            self.train = tf.assign_add(self.baseline, 0.1 * (tf.reduce_mean(self.reward) - self.baseline))

    def act(self, rng):
        probabilities = self.sess.run(self.policy)
        return rng.choice(len(probabilities), p=probabilities / probabilities.sum())

    def learn(self, actions, rewards):
        return self.sess.run(self.train, feed_dict={self.action: actions, self.reward: rewards})

    def close(self):
        self.sess.close()


def play(policy, payoffs, rounds, seed):
    rng = np.random.default_rng(seed)
    for _ in range(rounds):
        actions = [policy.act(rng) for _ in range(8)]
        policy.learn(actions, [payoffs[a] for a in actions])
    return policy.sess.run([policy.policy, policy.step])


if __name__ == "__main__":
    policy = PolicyGraph(3)
    chances, step = play(policy, [0.0, 1.0, 0.2], rounds=60, seed=0)
    policy.close()
    assert int(step) == 60
    assert int(chances.argmax()) == 1 and abs(chances.sum() - 1.0) < 1e-5
    print("proved")
