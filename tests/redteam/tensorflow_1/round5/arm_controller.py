"""Fits the inverse model of a two-joint robot arm by gradient descent on logged motions."""
import tensorflow as tf

tf1 = tf.compat.v1


class InverseModel(tf.Module):
    def __init__(self, hidden=8):
        super().__init__()
        self.w1 = tf.Variable(0.4 * tf.random.stateless_normal([2, hidden], [1, 1]), name="w1")
        self.b1 = tf.Variable(tf.zeros([hidden]), name="b1")
        self.w2 = tf.Variable(0.4 * tf.random.stateless_normal([hidden, 2], [1, 2]), name="w2")

    def __call__(self, target):
        return tf.tanh(target @ self.w1 + self.b1) @ self.w2


def reach(angles):
    """Place of the hand for the two joint angles."""
    shoulder, elbow = angles[:, 0], angles[:, 0] + angles[:, 1]
    return tf.stack([tf.cos(shoulder) + 0.7 * tf.cos(elbow), tf.sin(shoulder) + 0.7 * tf.sin(elbow)], axis=1)


class Trainer:
    def __init__(self, model, learning_rate=0.01):
        self.model = model
        self.optimizer = tf1.train.AdamOptimizer(learning_rate)  # allow: tf1-variables
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)

    @tf.function
    def train_step(self, target, angles):
        predicted = self.model(target)
        loss = tf.reduce_mean(tf.square(predicted - angles))
        self.optimizer.minimize(loss, global_step=self.step)  # expect: tf1-variables
        return loss

    @tf.function
    def error(self, target, angles):
        return tf.reduce_mean(tf.square(reach(self.model(target)) - reach(angles)))


def motions(count=32, seed=5):
    angles = tf.random.stateless_uniform([count, 2], [seed, 0], 0.1, 1.2)
    return reach(angles), angles


def fit(trainer, epochs=3):
    target, angles = motions()
    losses = []
    for _ in range(epochs):
        losses.append(float(trainer.train_step(target, angles)))
    return losses, float(trainer.error(target, angles))


if __name__ == "__main__":
    trainer = Trainer(InverseModel())
    eager = Trainer.error.python_function(trainer, *motions())
    assert abs(float(trainer.error(*motions())) - float(eager)) < 1e-5
    try:
        fit(trainer)
    except ValueError as error:
        assert "No variables to optimize" in str(error), error
        assert "self.optimizer.minimize(loss" in str(error), error
    else:
        raise AssertionError("it was fitted")
    try:
        Trainer.train_step.python_function(trainer, *motions())
    except RuntimeError as error:
        assert "should be a function when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("it made an eager step")
    assert int(trainer.step) == 0
    print("proved")
