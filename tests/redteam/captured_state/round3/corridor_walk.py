"""A tabular agent in a corridor, restarted for several seeds of the start state."""
import tensorflow as tf

DISCOUNT = 0.9
CELLS = 6


class Agent:
    def __init__(self):
        self.discount = DISCOUNT
        self.step_size = 0.5
        self.values = tf.Variable(tf.zeros([CELLS]))
        self.visited = []

    def reset(self):
        """Back to the state after construction; the learned values stay."""
        self.discount = DISCOUNT
        self.step_size = 0.5
        self.visited.clear()

    @tf.function
    def learn(self, here, there, reward):
        target = reward + self.discount * tf.gather(self.values, there)
        change = self.step_size * (target - tf.gather(self.values, here))
        self.values.scatter_nd_add([[here]], [change])
        return change

    def episode(self, start):
        self.reset()
        here = start
        while here < CELLS - 1:
            self.visited.append(here)
            there = here + 1
            reward = 1.0 if there == CELLS - 1 else 0.0
            self.learn(tf.constant(here), tf.constant(there), tf.constant(reward))
            here = there
        return len(self.visited)


def train(episodes=30):
    agent = Agent()
    lengths = [agent.episode(number % 3) for number in range(episodes)]
    return agent, lengths


if __name__ == "__main__":
    learner, lengths = train()
    assert lengths[:3] == [5, 4, 3]
    assert learner.learn.experimental_get_tracing_count() == 1
    graph = learner.values.numpy()
    tf.config.run_functions_eagerly(True)
    reference, _ = train()
    assert abs(graph - reference.values.numpy()).max() < 1e-6
    assert abs(graph[4] - 1.0) < 1e-3 and abs(graph[3] - 0.9) < 1e-2
    print("proved")
