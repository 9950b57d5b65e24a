"""An agent that orders stock for a kiosk by policy gradients."""
import tensorflow as tf
from tensorflow.compat.v1 import placeholder

ACTIONS = 3


class Policy(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([width, ACTIONS], [2, 0]))

    @tf.function
    def log_probabilities(self, stock):
        return tf.nn.log_softmax(stock @ self.w)

    @tf.function
    def improve(self, stock, actions, returns, rate):
        with tf.GradientTape() as tape:
            chosen = tf.gather(self.log_probabilities(stock), actions, batch_dims=1)
            loss = -tf.reduce_mean(chosen * returns)
        self.w.assign_sub(rate * tape.gradient(loss, self.w))
        return loss


class Agent:
    """Holds the policy and what it is fed with."""

    def __init__(self, width, inputs=()):
        self.policy = Policy(width)
        self.inputs = {name: getattr(self, f"{name}_input")(width) for name in inputs}

    def stock_input(self, width):
        return placeholder(tf.float32, [None, width], name="stock")  # expect: tf1-placeholder

    def returns_input(self, width):
        return placeholder(tf.float32, [None], name="returns")  # expect: tf1-placeholder

    def greedy(self, stock):
        return tf.argmax(self.policy.log_probabilities(stock), axis=-1).numpy().tolist()


def season():
    stock = tf.random.stateless_uniform([5, 4], [9, 9])
    return stock, tf.constant([0, 1, 2, 1, 0]), tf.constant([1.0, -1.0, 0.5, 2.0, 0.0])


if __name__ == "__main__":
    agent, reference = Agent(4), Agent(4)
    rate = tf.constant(0.1)
    for _ in range(3):
        graph = agent.policy.improve(*season(), rate)
        eager = Policy.improve.python_function(reference.policy, *season(), rate)
        assert abs(float(graph) - float(eager)) < 1e-5
    assert agent.greedy(season()[0]) == reference.greedy(season()[0])
    for name in ("stock", "returns"):
        try:
            Agent(4, inputs=[name])
        except RuntimeError as error:
            assert "not compatible with eager execution" in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
