"""Momentum SGD written by hand, for a course on optimisation."""
import tensorflow as tf


class Momentum:
    def __init__(self, learning_rate=0.1, beta=0.9):
        self.learning_rate = learning_rate
        self.beta = beta
        self._slots = {}

    def _slot(self, index, like):
        slot = self._slots.get(index)
        if slot is None:
            slot = tf.Variable(tf.zeros_like(like), name="momentum_%d" % index)  # expect: tf-variable-creation
        return slot

    def apply(self, grads, variables):
        for index, (grad, var) in enumerate(zip(grads, variables)):
            velocity = self._slot(index, var)
            velocity.assign(self.beta * velocity + grad)
            var.assign_sub(self.learning_rate * velocity)


class LinearRegression:
    def __init__(self, n_features, optimizer):
        self.w = tf.Variable(tf.zeros([n_features, 1]))
        self.optimizer = optimizer
        self.train_on = tf.function(self._train_on)

    def predict(self, x):
        return tf.matmul(x, self.w)

    def _train_on(self, x, y):
        with tf.GradientTape() as tape:
            error = self.predict(x) - y
            loss = tf.reduce_mean(tf.square(error))
        self.optimizer.apply(tape.gradient(loss, [self.w]), [self.w])
        return loss


def make_problem(n=32):
    x = tf.reshape(tf.linspace(-1.0, 1.0, n), [n, 1])
    return x, 3.0 * x


def main():
    x, y = make_problem()
    model = LinearRegression(1, Momentum())
    losses = [float(model.train_on(x, y)) for _ in range(10)]
    return model, losses


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    model, losses = main()
    assert losses[-1] < losses[0] and not model.optimizer._slots
    tf.config.run_functions_eagerly(False)
    try:
        main()
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("no error")
    print("proved")
