"""Double Q-learning on a small batch of made-up transitions."""
import numpy as np
import tensorflow as tf

STATES, ACTIONS = 4, 3


def q_network(seed):
    return LinearQ(tf.random.stateless_normal([STATES, ACTIONS], [seed, 1], stddev=0.3))


class LinearQ(tf.Module):
    def __init__(self, kernel):
        super().__init__()
        self.kernel = tf.Variable(kernel)

    def __call__(self, x):
        return tf.matmul(x, self.kernel)


class DoubleDQN:
    def __init__(self, gamma=0.9, lr=0.05):
        self.online = q_network(1)
        self.target = q_network(2)
        self.gamma = gamma
        self.lr = lr
        self.epsilon = tf.Variable(0.25, trainable=False)

    @tf.function
    def explore_mask(self, noise):
        # noise is uniform in [0, 1)
        eps = self.epsilon.numpy()  # expect: tf-numpy-call
        return noise < eps

    @tf.function
    def learn(self, obs, actions, rewards, next_obs, done):
        best = tf.argmax(self.online(next_obs), axis=1, output_type=tf.int32)
        rows = tf.range(tf.shape(obs)[0])
        bootstrap = tf.gather_nd(self.target(next_obs), tf.stack([rows, best], axis=1))
        goal = rewards + self.gamma * (1.0 - done) * bootstrap
        with tf.GradientTape() as tape:
            q = tf.reduce_sum(self.online(obs) * tf.one_hot(actions, ACTIONS), axis=1)
            td = tf.stop_gradient(goal) - q
            loss = tf.reduce_mean(tf.square(td))
        grad = tape.gradient(loss, self.online.kernel)
        self.online.kernel.assign_sub(self.lr * grad)
        stats = {"loss": loss, "td_max": tf.reduce_max(tf.abs(td)).numpy()}  # expect: tf-numpy-call
        return stats

    def sync(self):
        self.target.kernel.assign(self.online.kernel)


def batch(seed, size=6):
    rng = np.random.default_rng(seed)
    obs = tf.constant(rng.normal(size=(size, STATES)), tf.float32)
    nxt = tf.constant(rng.normal(size=(size, STATES)), tf.float32)
    actions = tf.constant(rng.integers(0, ACTIONS, size), tf.int32)
    rewards = tf.constant(rng.normal(size=size), tf.float32)
    return obs, actions, rewards, nxt, tf.zeros([size])


def train(updates=5):
    agent = DoubleDQN()
    for i in range(updates):
        agent.learn(*batch(i))
        if i % 2 == 0:
            agent.sync()
    return agent.explore_mask(tf.random.uniform([8]))


if __name__ == "__main__":
    agent = DoubleDQN()
    eager = DoubleDQN.learn.python_function(agent, *batch(0))
    assert eager["td_max"] > 0
    assert DoubleDQN.explore_mask.python_function(agent, tf.constant([0.1, 0.9])).numpy().tolist() == [True, False]
    try:
        agent.explore_mask(tf.constant([0.1, 0.9]))
        raise AssertionError("no error")
    except NotImplementedError as e:
        assert "numpy() is only available when eager execution is enabled" in str(e)
    try:
        train()
        raise AssertionError("no error")
    except AttributeError as e:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(e) and "td_max" in str(e)
    print("proved")
