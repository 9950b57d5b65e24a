"""Q-learning for a delivery drone on a line of rooftops."""
import numpy as np
import tensorflow as tf

ROOFTOPS = 12
ACTIONS = 2


class Rooftops:
    """The drone starts on the left; the customer waits on the right."""

    def __init__(self):
        self.position = 0

    def reset(self):
        self.position = 0
        return self.observe()

    def observe(self):
        return np.eye(ROOFTOPS, dtype=np.float32)[self.position]

    def step(self, action):
        move = 1 if action == 1 else -1
        self.position = int(np.clip(self.position + move, 0, ROOFTOPS - 1))
        done = self.position == ROOFTOPS - 1
        return self.observe(), float(done), done


def train(episodes=40, horizon=40, gamma=0.95):
    env = Rooftops()
    table = tf.Variable(tf.zeros([ROOFTOPS, ACTIONS]), name="q_values")
    epsilon = 1.0
    epsilon_min, decay = 0.0, 0.8
    explored = []

    @tf.function
    def act(observation):
        values = tf.linalg.matvec(table, observation, transpose_a=True)
        greedy = tf.argmax(values, output_type=tf.int32)
        guess = tf.random.uniform([], maxval=ACTIONS, dtype=tf.int32)
        explore = tf.random.uniform([]) < epsilon  # expect: tf-global-read
        return tf.where(explore, guess, greedy), explore

    @tf.function
    def learn(observation, action, reward, following, terminal):
        bootstrap = tf.reduce_max(tf.linalg.matvec(table, following, transpose_a=True))
        target = reward + gamma * (1.0 - terminal) * bootstrap
        index = tf.stack([tf.argmax(observation, output_type=tf.int32), action])[None]
        error = target - tf.gather_nd(table, index)
        table.scatter_nd_add(index, 0.5 * error)

    for episode in range(episodes):
        observation = env.reset()
        random_moves = 0
        for _ in range(horizon):
            action, explore = act(observation)
            random_moves += int(explore)
            following, reward, done = env.step(int(action))
            learn(observation, action, tf.constant(reward), following, tf.constant(float(done)))
            observation = following
            if done:
                break
        explored.append(random_moves)
        epsilon = epsilon_min if epsilon < 0.05 else epsilon * decay
    return explored, epsilon


if __name__ == "__main__":
    tf.random.set_seed(1)
    tf.config.run_functions_eagerly(True)
    explored, epsilon = train()
    assert epsilon == 0.0 and sum(explored[-10:]) == 0
    tf.config.run_functions_eagerly(False)
    explored, epsilon = train()
    assert epsilon == 0.0 and sum(explored[-10:]) > 50
    print("proved")
