"""Wrappers around a grid world: each one steps the environment inside and changes what comes back."""
import tensorflow as tf

SIZE = 5


class GridWorld(tf.Module):
    def __init__(self):
        super().__init__()
        self.moves = tf.constant([[0, 1], [0, -1], [1, 0], [-1, 0]])

    def step(self, position, action):
        following = tf.clip_by_value(position + self.moves[action], 0, SIZE - 1)
        if tf.reduce_all(following == SIZE - 1):
            reward = 1.0
        else:
            reward = -0.01
        return following, reward


class Wrapper(tf.Module):
    def __init__(self, env):
        super().__init__()
        self.env = env

    def step(self, position, action):
        return self.env.step(position, action)


class StickyActions(Wrapper):
    """Now and then the previous action is carried out again."""

    def __init__(self, env, rate):
        super().__init__(env)
        self.rate = rate
        self.last = tf.Variable(0)

    def step(self, position, action):
        if tf.random.uniform([]) < self.rate:
            action = self.last.read_value()
        self.last.assign(action)
        return super().step(position, action)


class RewardScale(Wrapper):
    def __init__(self, env, scale):
        super().__init__(env)
        self.scale = scale

    def step(self, position, action):
        position, reward = self.env.step(position, action)
        if reward > 0.0:
            return position, reward * self.scale
        return position, reward


env = RewardScale(StickyActions(GridWorld(), rate=0.0), scale=10.0)


@tf.function
def walk(position, actions):
    total = 0.0
    for action in actions:
        position, reward = env.step(position, action)
        total += reward
    return position, total


def main():
    plans = {"diagonal": [0, 2] * 4, "wall": [1, 1, 3, 3, 1, 1, 3, 3]}
    return {name: walk(tf.constant([0, 0]), tf.constant(plan)) for name, plan in plans.items()}


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for name, (position, total) in graph.items():
        assert position.numpy().tolist() == eager[name][0].numpy().tolist()
        assert abs(float(total) - float(eager[name][1])) < 1e-5
    assert abs(float(graph["diagonal"][1]) - (10.0 - 0.07)) < 1e-4
    print("proved")
