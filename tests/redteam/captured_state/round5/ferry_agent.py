"""A ferry that learns when to leave; exploration is decided in plain Python."""
import random

import tensorflow as tf


class FerryAgent:
    def __init__(self, states=3, actions=2):
        self.table = tf.Variable(tf.zeros([states, actions]))
        self.discount = 0.5
        self.epsilon = 1.0
        self.steps = 0
        self.rng = random.Random(4)

    @tf.function
    def values(self, state):
        return self.table[state]

    @tf.function
    def learn(self, state, action, reward, following):
        target = reward + self.discount * tf.reduce_max(self.table[following])
        error = target - self.table[state, action]
        where = tf.reshape(tf.stack([state, action]), [1, 2])
        self.table.scatter_nd_add(where, tf.reshape(0.5 * error, [1]))
        return error

    def choose(self, state):
        if self.rng.random() < self.epsilon:
            return self.rng.randrange(2)
        return int(tf.argmax(self.values(tf.constant(state))))

    def after_step(self):
        self.steps += 1
        self.epsilon = max(0.1, 0.8**self.steps)


def sail(steps):
    agent = FerryAgent()
    state, errors = 0, []
    for _ in range(steps):
        action = agent.choose(state)
        following = (state + action) % 3
        reward = 1.0 if following == 2 else 0.0
        error = agent.learn(*(tf.constant(item) for item in (state, action, reward, following)))
        errors.append(round(float(error), 4))
        agent.after_step()
        state = following
    return agent, errors


if __name__ == "__main__":
    kept, graph = sail(12)
    assert kept.learn.experimental_get_tracing_count() == 1 and kept.epsilon == 0.1
    assert kept.values.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    _, eager = sail(12)
    assert graph == eager and any(graph), (graph, eager)
    print("proved")
