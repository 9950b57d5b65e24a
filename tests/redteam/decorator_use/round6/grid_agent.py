"""A tabular agent for a small grid game that learns by temporal differences."""
import tensorflow as tf

MOVES = 4


class RewardShaper:
    """Turns the raw scores of the game into rewards between -1 and 1."""

    @tf.function  # expect: tf-init-decorated
    def __init__(self, low, high):  # allow: tf-init-decorated
        self.middle = 0.5 * (low + high)  # allow: tf-init-decorated, tf-tensor-leak, tf-attribute-mutation
        self.scale = 2.0 / (high - low)  # allow: tf-init-decorated, tf-tensor-leak, tf-attribute-mutation

    def shape(self, score):
        return tf.clip_by_value((score - self.middle) * self.scale, -1.0, 1.0)


class GridAgent(tf.Module):
    def __init__(self, cells, rate=0.5):
        super().__init__()
        self.rate = tf.constant(rate)
        self.values = tf.Variable(tf.zeros([cells, MOVES]))

    @tf.function
    def learn(self, cell, move, reward, after):
        target = reward + 0.9 * tf.reduce_max(self.values[after])
        change = self.rate * (target - self.values[cell, move])
        self.values.scatter_nd_add([[cell, move]], [change])
        return change


def play(agent, shaper):
    changes = []
    for cell in tf.range(5):
        reward = shaper.shape(tf.cast(cell, tf.float32) * 25.0)
        changes.append(agent.learn(cell, tf.constant(1), reward, cell + 1))
    return tf.stack(changes)


def main():
    shaper = RewardShaper(tf.constant(0.0), tf.constant(100.0))
    return play(GridAgent(cells=6), shaper)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert eager.shape == (5,) and float(eager[0]) == -0.5
    try:
        main()
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the attributes are tensors with values")
    print("proved")
