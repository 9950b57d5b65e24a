"""A policy network written for graphs, kept as it is and wrapped so that new code can call it."""
import tensorflow as tf

tf1 = tf.compat.v1


def dense(x, width, name, activation=None):
    with tf1.variable_scope(name, reuse=tf1.AUTO_REUSE):
        w = tf1.get_variable("w", [x.shape[-1], width], initializer=tf1.glorot_uniform_initializer(seed=3))
        b = tf1.get_variable("b", [width], initializer=tf1.zeros_initializer())
    out = tf.matmul(x, w) + b
    return activation(out) if activation else out


def policy(observation):
    hidden = dense(observation, 8, "hidden", tf.nn.tanh)
    return tf.nn.softmax(dense(hidden, 2, "actions"))


class WrappedPolicy(tf.Module):
    """Holds the variables that the graph code made."""

    def __init__(self, observation_size):
        super().__init__()
        spec = tf.TensorSpec([None, observation_size], tf.float32)
        self.function = tf1.wrap_function(policy, [spec])
        self.parameters = list(self.function.graph.variables)

    @tf.function
    def act(self, observation):
        return self.function(observation)

    @tf.function
    def nudge(self, amount):
        for parameter in self.parameters:
            parameter.assign_add(amount * tf.ones_like(parameter))

    def by_hand(self, observation):
        named = {p.name: p for p in self.parameters}
        hidden = tf.nn.tanh(observation @ named["hidden/w:0"] + named["hidden/b:0"])
        return tf.nn.softmax(hidden @ named["actions/w:0"] + named["actions/b:0"])


def observations():
    return tf.random.stateless_normal([4, 3], [1, 4])


if __name__ == "__main__":
    wrapped = WrappedPolicy(3)
    assert len(wrapped.trainable_variables) == 4
    for _ in range(3):
        graph = wrapped.act(observations())
        assert bool(tf.reduce_all(tf.abs(graph - wrapped.by_hand(observations())) < 1e-5))
        eager = WrappedPolicy.act.python_function(wrapped, observations())
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-6))
        wrapped.nudge(tf.constant(0.1))
    assert wrapped.act.experimental_get_tracing_count() == 1
    print("proved")
