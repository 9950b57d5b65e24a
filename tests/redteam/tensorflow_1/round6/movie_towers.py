"""Learns vectors of users and films whose product is the rating."""
import tensorflow as tf


class Towers(tf.Module):
    def __init__(self, users, films, width):
        super().__init__()
        self.users = tf.Variable(tf.random.stateless_normal([users, width], [1, 1]))
        self.films = tf.Variable(tf.random.stateless_normal([films, width], [1, 2]))

    def ratings(self, batch):
        user = tf.gather(self.users, batch["user"])
        film = tf.gather(self.films, batch["film"])
        return tf.reduce_sum(user * film, axis=1)


class Trainer:
    def __init__(self, towers, strategy, rate=0.05):
        self.towers = towers
        self.strategy = strategy
        self.rate = rate

    def _step(self, batch):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.towers.ratings(batch) - batch["rating"]) ** 2)
        variables = self.towers.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(self.rate * tf.convert_to_tensor(gradient))
        return loss

    @tf.function
    def train_batch(self, batch):
        losses = self.strategy.experimental_run_v2(self._step, args=(batch,))  # expect: tf1-removed-api
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)

    @tf.function
    def check_batch(self, batch):
        losses = self.strategy.run(self._step, args=(batch,))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)


def batch():
    return {
        "user": tf.constant([0, 1, 2, 0]),
        "film": tf.constant([1, 1, 0, 2]),
        "rating": tf.constant([4.0, 3.0, 5.0, 1.0]),
    }


def main(steps=3):
    strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
    with strategy.scope():
        towers = Towers(users=3, films=3, width=2)
    trainer = Trainer(towers, strategy)
    for _ in range(steps):
        trainer.train_batch(batch())
    return trainer


if __name__ == "__main__":
    trainer = Trainer(Towers(3, 3, 2), tf.distribute.OneDeviceStrategy("/cpu:0"))
    first = float(trainer.check_batch(batch()))
    assert float(trainer.check_batch(batch())) < first
    try:
        main()
    except AttributeError as error:
        assert "has no attribute 'experimental_run_v2'" in str(error), error
    else:
        raise AssertionError("the old name was still there")
    print("proved")
