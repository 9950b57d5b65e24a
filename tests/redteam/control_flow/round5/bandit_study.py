"""A study of bandit strategies in eager mode; only the reward table is compiled."""
import tensorflow as tf

ARMS = tf.constant([0.2, 0.5, 0.8])


@tf.function
def rewards(seed):
    """The reward of every arm for one round."""
    draw = tf.random.stateless_uniform([3], tf.stack([seed, 1]))
    return tf.cast(draw < ARMS, tf.float32)


class Greedy:
    """Plain Python on tensors that have values."""

    def __init__(self, explore=6):
        self.explore = explore
        self.sums = [tf.constant(0.0) for _ in range(3)]
        self.pulls = [0, 0, 0]

    def choose(self, turn):
        if turn < self.explore:
            return turn % 3
        means = [total / max(count, 1) for total, count in zip(self.sums, self.pulls)]
        return max(range(3), key=lambda arm: means[arm])

    def learn(self, arm, reward):
        assert reward >= 0.0, "rewards are not negative"
        if reward > 1.0:
            raise ValueError("rewards are at most one")
        self.sums[arm] += reward
        self.pulls[arm] += 1


def play(agent, turns):
    history = []
    for turn in tf.range(turns):
        table = rewards(turn)
        arm = agent.choose(int(turn))
        agent.learn(arm, table[arm])
        history.append(table[arm])
        if len(history) > 60 and tf.reduce_mean(tf.stack(history)) > 0.99:
            return history
    return history


def regret(history):
    best = tf.reduce_max(ARMS)
    losses = [best - reward for reward in tf.stack(history)]
    if tf.add_n(losses) < 0.0:
        summary = "lucky"
    for loss in losses:
        if loss > 0.5:
            summary = "usual"
            break
    else:
        summary = "perfect"
    return summary, sum(losses)


def safe_rate(wins, tries):
    try:
        return tf.debugging.check_numerics(wins / tries, "rate")
    except tf.errors.InvalidArgumentError:
        return tf.constant(0.0)


def annotate(batch):
    """Labels made by Python code inside of an input pipeline."""

    def label(value):
        if value > 0.75:
            return 2
        return 1 if value > 0.25 else 0

    def step(value):
        tag = tf.py_function(label, [value], tf.int32)
        return value, tf.ensure_shape(tag, [])

    return tf.data.Dataset.from_tensor_slices(batch).map(step)


def main():
    agent = Greedy()
    history = play(agent, 90)
    return agent, regret(history), safe_rate(tf.constant(0.0), tf.constant(0.0))


if __name__ == "__main__":
    agent, (summary, total), rate = main()
    assert sum(agent.pulls) == 90 and summary == "usual" and float(rate) == 0.0
    for turn in range(5):
        seed = tf.constant(turn)
        assert rewards(seed).numpy().tolist() == rewards.python_function(seed).numpy().tolist()
    assert rewards.experimental_get_tracing_count() == 1
    tags = [int(tag) for _, tag in annotate(tf.constant([0.1, 0.5, 0.9]))]
    assert tags == [0, 1, 2]
    print("proved")
