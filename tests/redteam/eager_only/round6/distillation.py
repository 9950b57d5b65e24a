"""Distils a wide teacher into a narrow student."""
import tensorflow as tf

CLASSES = 3


class Student(tf.Module):
    def __init__(self, inputs, hidden, seed=7):
        super().__init__()
        self.w1 = tf.Variable(tf.random.stateless_normal([inputs, hidden], [seed, 0], stddev=0.4))
        self.w2 = tf.Variable(tf.random.stateless_normal([hidden, CLASSES], [seed, 1], stddev=0.4))

    def __call__(self, x):
        return tf.matmul(tf.nn.leaky_relu(tf.matmul(x, self.w1), 0.1), self.w2)


class Distiller:
    def __init__(self, teacher_kernel, student, temperature=4.0, alpha=0.3):
        self.teacher_kernel = teacher_kernel
        self.student = student
        self.temperature = temperature
        self.alpha = alpha

    @tf.function
    def soft_targets(self, x):
        logits = tf.matmul(x, self.teacher_kernel)
        return tf.nn.softmax(logits, -1, self.temperature)  # expect: tf-invalid-name-argument

    @tf.function
    def step(self, x, labels, targets):
        with tf.GradientTape() as tape:
            logits = self.student(x)
            hard = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            )
            soft = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=targets, logits=logits / self.temperature)
            )
            decay = 1e-4 * tf.add_n([tf.nn.l2_loss(v) for v in self.student.trainable_variables])
            loss = tf.add(self.alpha * hard, (1.0 - self.alpha) * soft, decay)  # expect: tf-invalid-name-argument
        variables = self.student.trainable_variables
        for v, g in zip(variables, tape.gradient(loss, variables)):
            v.assign_sub(0.1 * g)
        return loss


def data(rows=6, width=5):
    x = tf.random.stateless_normal([rows, width], [1, 1])
    labels = tf.random.stateless_uniform([rows], [2, 2], 0, CLASSES, tf.int32)
    return x, labels


def main():
    x, labels = data()
    distiller = Distiller(tf.random.stateless_normal([5, CLASSES], [9, 9]), Student(5, 4))
    targets = distiller.soft_targets(x)
    for _ in range(3):
        loss = distiller.step(x, labels, targets)
    return loss


if __name__ == "__main__":
    x, labels = data()
    distiller = Distiller(tf.random.stateless_normal([5, CLASSES], [9, 9]), Student(5, 4))
    soft = Distiller.soft_targets.python_function(distiller, x)
    assert float(Distiller.step.python_function(distiller, x, labels, soft)) > 0
    try:
        main()
    except TypeError as e:
        assert "expected string or bytes-like object, got 'float'" in str(e)
        assert "tf.nn.softmax(logits, -1, self.temperature)" in str(e)
    else:
        raise AssertionError("soft_targets")
    try:
        distiller.step(x, labels, soft)
    except TypeError as e:
        assert "as a Python `bool` is not allowed" in str(e) and "loss = tf.add(" in str(e)
    else:
        raise AssertionError("step")
    print("proved")
