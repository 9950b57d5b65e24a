"""Actor-critic agents for a corridor of cells; the greedy one and the sampling one share a base."""
import tensorflow as tf

CELLS = 5
MOVES = 2


class Agent(tf.Module):
    """Chooses a move for each row of one-hot observations."""

    def __init__(self, seed):
        super().__init__()
        self.policy = tf.Variable(tf.random.stateless_normal([CELLS, MOVES], [seed, 0]))
        self.value = tf.Variable(tf.random.stateless_normal([CELLS, 1], [seed, 1]))

    def select(self, probabilities):
        raise NotImplementedError("an agent must select a move")

    @tf.function
    def act(self, observations):
        logits = observations @ self.policy
        moves = self.select(tf.nn.softmax(logits))
        return moves, tf.squeeze(observations @ self.value, axis=-1)


class GreedyAgent(Agent):
    def select(self, probabilities):
        return tf.argmax(probabilities, axis=-1)


class ThresholdAgent(Agent):
    """Goes right whenever the chance of it is above a limit."""

    def __init__(self, seed, limit=0.5):
        super().__init__(seed)
        self.limit = limit

    def select(self, probabilities):
        right = probabilities[:, 1].numpy()  # expect: tf-numpy-call
        return tf.constant((right > self.limit).astype("int64"))


def advance(cells, moves):
    return tf.clip_by_value(cells + 2 * moves - 1, 0, CELLS - 1)


def rollout(agent, steps=4):
    cells = tf.constant([0, 2, 4], tf.int64)
    visited = [cells.numpy().tolist()]
    for _ in range(steps):
        moves, _values = agent.act(tf.one_hot(cells, CELLS))
        cells = advance(cells, moves)
        visited.append(cells.numpy().tolist())
    return visited


if __name__ == "__main__":
    greedy, threshold = GreedyAgent(3), ThresholdAgent(3)
    paths = rollout(greedy)
    tf.config.run_functions_eagerly(True)
    assert rollout(greedy) == paths
    assert rollout(threshold) == paths
    tf.config.run_functions_eagerly(False)
    try:
        rollout(threshold)
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error)
        assert "right = probabilities[:, 1].numpy()" in str(error)
    else:
        raise AssertionError("a symbolic tensor gave its value")
    print("proved")
