"""Distils an old convolutional teacher, kept as a graph with its session, into a small student."""
import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1

CLASSES = 3


class Teacher:
    """The network of the old project; everything of it lives in its own graph."""

    def __init__(self, weights):
        self.graph = tf1.Graph()
        with self.graph.as_default():
            self._build(weights)
            starter = tf1.global_variables_initializer()
        self.session = tf1.Session(graph=self.graph)
        self.session.run(starter)

    def _build(self, weights):
        self.rows = tf1.placeholder(tf.float32, [None, weights.shape[0]], name="rows")
        with tf1.variable_scope("teacher"):
            kernel = tf1.get_variable("kernel", initializer=tf1.constant(weights))
            bias = tf1.get_variable("bias", [CLASSES], initializer=tf1.zeros_initializer())
        self.probabilities = tf1.nn.softmax(tf1.matmul(self.rows, kernel) + bias)

    def predict(self, rows):
        return self.session.run(self.probabilities, feed_dict={self.rows: rows})

    def weight_norm(self):
        with self.graph.as_default(), self.session.as_default():
            return float(tf1.norm(self.graph.get_tensor_by_name("teacher/kernel/Read/ReadVariableOp:0")).eval())

    def close(self):
        self.session.close()


class Student(tf.Module):
    def __init__(self, features):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([features, CLASSES]))

    def __call__(self, rows):
        return tf.matmul(rows, self.kernel)

    @tf.function
    def imitate(self, rows, wanted, rate):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(wanted, self(rows)))
        self.kernel.assign_sub(rate * tape.gradient(loss, self.kernel))
        return loss


def distil(teacher, student, rounds=4):
    rng = np.random.default_rng(5)
    rate = tf.constant(0.5)
    losses = []
    for _ in range(rounds):
        rows = rng.normal(size=(16, 4)).astype(np.float32)
        losses.append(float(student.imitate(tf.constant(rows), tf.constant(teacher.predict(rows)), rate)))
    return losses


if __name__ == "__main__":
    weights = np.random.default_rng(1).normal(size=(4, CLASSES)).astype(np.float32)
    teacher = Teacher(weights)
    rows = np.ones((2, 4), np.float32)
    logits = rows @ weights
    wanted = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert np.allclose(teacher.predict(rows), wanted, atol=1e-5)
    assert abs(teacher.weight_norm() - np.linalg.norm(weights)) < 1e-4
    student, eager = Student(4), Student(4)
    graph_losses = distil(teacher, student)
    tf.config.run_functions_eagerly(True)
    eager_losses = distil(teacher, eager)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(graph_losses, eager_losses, atol=1e-5)
    teacher.close()
    print("proved")
