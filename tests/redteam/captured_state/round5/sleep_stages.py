"""Stage sleep from two sensors: train the head first, then the whole network."""
import tensorflow as tf
from tensorflow import keras


class SleepNet(tf.Module):
    def __init__(self):
        super().__init__()
        self.body = tf.Variable(tf.eye(2))
        self.head = tf.Variable(tf.zeros([2, 3]))
        self.phase = "head"

    def logits(self, signal):
        return tf.nn.relu(signal @ self.body) @ self.head

    def variables_of_phase(self):
        return [self.head] if self.phase == "head" else [self.body, self.head]


def make_step(net, rate):
    """A step for the phase that the network is in now."""
    optimizer = keras.optimizers.SGD(rate)
    trained = net.variables_of_phase()

    @tf.function
    def step(signal, stages):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(stages, net.logits(signal))
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, trained)
        optimizer.apply_gradients(zip(gradients, trained))
        return loss

    return step


def run(step, signal, stages, steps):
    return [float(step(signal, stages)) for _ in range(steps)]


def train():
    net = SleepNet()
    signal, stages = tf.eye(2), tf.constant([0, 2])
    history = run(make_step(net, 0.5), signal, stages, 3)
    body_after_head = net.body.numpy().copy()
    net.phase = "all"
    history += run(make_step(net, 0.1), signal, stages, 3)
    return history, body_after_head, net.body.numpy()


if __name__ == "__main__":
    graph, before, after = train()
    assert (before == [[1, 0], [0, 1]]).all() and (before != after).any()
    tf.config.run_functions_eagerly(True)
    eager, _, _ = train()
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)), (graph, eager)
    print("proved")
