"""An agent that runs elevators: wrapped environments step the environments that they wrap."""
import tensorflow as tf

FLOORS = 5


class Building:
    def __init__(self):
        self.queue = tf.Variable(tf.zeros([FLOORS]))

    @tf.function
    def step(self, action, arrivals):
        waiting = self.queue + arrivals
        served = tf.one_hot(action, FLOORS) * tf.minimum(waiting, 3.0)
        self.queue.assign(waiting - served)
        if tf.reduce_sum(self.queue) > 20.0:
            self.queue.assign(tf.minimum(self.queue, 4.0))
        return -tf.reduce_sum(self.queue)


class Wrapper:
    def __init__(self, env):
        self.env = env

    @property
    def queue(self):
        return self.env.queue

    def step(self, action, arrivals):
        return self.env.step(action, arrivals)


class Scaled(Wrapper):
    @tf.function
    def step(self, action, arrivals):
        reward = super().step(action, arrivals)
        return reward / 10.0 if FLOORS > 1 else reward


class Penalised(Wrapper):
    @tf.function
    def step(self, action, arrivals):
        reward = self.env.step(action, arrivals)
        if action == 0:
            reward -= 0.1
        return reward


class Agent:
    def __init__(self, env):
        self.env = env
        self.values = tf.Variable(tf.zeros([FLOORS]))

    @tf.function
    def act(self, queue):
        return tf.argmax(self.values + queue, output_type=tf.int32)

    @tf.function
    def step(self, arrivals):
        action = self.act(self.env.queue)
        reward = self.env.step(action, arrivals)
        self.values.scatter_nd_add([[action]], [0.1 * reward])
        return reward


@tf.function
def discounted(rewards, gamma):
    def discounted(total, reward):
        return reward + gamma * total

    return tf.foldr(discounted, rewards, tf.constant(0.0))


def build():
    return Agent(Penalised(Scaled(Penalised(Building()))))


if __name__ == "__main__":
    agent, reference = build(), build()
    rewards = []
    for seed in range(5):
        arrivals = tf.floor(4.0 * tf.random.stateless_uniform([FLOORS], [seed, 1]))
        rewards.append(agent.step(arrivals))
        tf.config.run_functions_eagerly(True)
        eager = reference.step(arrivals)
        tf.config.run_functions_eagerly(False)
        assert abs(float(rewards[-1]) - float(eager)) < 1e-5
    assert bool(tf.reduce_all(agent.env.queue == reference.env.queue))
    assert bool(tf.reduce_all(tf.abs(agent.values - reference.values) < 1e-5))
    gamma = tf.constant(0.9)
    assert abs(float(discounted(tf.stack(rewards), gamma)) - float(discounted.python_function(tf.stack(rewards), gamma))) < 1e-4
    print("proved")
