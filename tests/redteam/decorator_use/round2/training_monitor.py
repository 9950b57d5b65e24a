"""A step that reports on itself: compiled as a whole, with a callback into Python among its parts."""
import tensorflow as tf

seen = []


def remember(loss):
    seen.append(float(loss))
    return loss


class Report:
    def __init__(self, every):
        self.every = every

    def loss(self, loss):
        return tf.numpy_function(remember, [loss], tf.float32)  # expect: tf-jit-incompatible

    def gradient(self, gradient):
        norm = tf.norm(gradient)
        tf.print("norm", norm)  # expect: tf-jit-incompatible
        return norm


class Silent(Report):
    def loss(self, loss):
        return loss

    def gradient(self, gradient):
        return tf.norm(gradient)


class Step:
    def __init__(self, report):
        self.report = report
        self.w = tf.Variable([0.5, -0.5])

    def __call__(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(x, self.w) - y) ** 2)
        gradient = tape.gradient(loss, self.w)
        self.w.assign_sub(0.1 * gradient)
        return self.report.loss(loss), self.report.gradient(gradient)


loud, silent = Step(Report(1)), Step(Silent(1))
loud_step = tf.function(loud, jit_compile=True)
silent_step = tf.function(silent, jit_compile=True)


def batch():
    x = tf.random.stateless_normal([8, 2], [2, 1])
    return x, tf.linalg.matvec(x, [1.0, 2.0])


def operations(function):
    """What XLA says it cannot compile of a function of one vector."""
    try:
        tf.function(function, jit_compile=True)(tf.constant([3.0, 4.0]))  # allow: tf-function-in-loop
    except tf.errors.InvalidArgumentError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    eager = Step(Silent(1))
    for _ in range(3):
        graph_loss, graph_norm = silent_step(*batch())
        eager_loss, eager_norm = eager(*batch())
        assert abs(float(graph_loss) - float(eager_loss)) < 1e-5
        assert abs(float(graph_norm) - float(eager_norm)) < 1e-4
    try:
        loud_step(*batch())
    except tf.errors.InvalidArgumentError as error:
        assert "unsupported operations" in str(error), error
    else:
        raise AssertionError("XLA called Python")
    report = Report(1)
    assert "PyFunc" in operations(lambda v: report.loss(v[0]))
    assert "StringFormat" in operations(report.gradient) or "PrintV2" in operations(report.gradient)
    print("proved")
