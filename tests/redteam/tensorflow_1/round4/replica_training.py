"""Logistic regression trained under a distribution strategy, one of two loops ported from early previews."""
import tensorflow as tf

BATCH = 8


def make_dataset(examples=32):
    x = tf.random.stateless_normal([examples, 3], [5, 6])
    y = tf.cast(tf.reduce_sum(x, axis=1) > 0.0, tf.float32)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH, drop_remainder=True)


class Loop:
    def __init__(self, strategy):
        self.strategy = strategy
        with strategy.scope():
            self.w = tf.Variable(tf.zeros([3]))
            self.b = tf.Variable(0.0)

    def replica_step(self, x, y):
        with tf.GradientTape() as tape:
            logits = tf.linalg.matvec(x, self.w) + self.b
            loss = tf.nn.compute_average_loss(
                tf.nn.sigmoid_cross_entropy_with_logits(y, logits), global_batch_size=BATCH
            )
        dw, db = tape.gradient(loss, [self.w, self.b])
        self.w.assign_sub(0.5 * dw)
        self.b.assign_sub(0.5 * db)
        return loss

    def replica_accuracy(self, x, y):
        guesses = tf.cast(tf.linalg.matvec(x, self.w) + self.b > 0.0, tf.float32)
        return tf.reduce_mean(tf.cast(guesses == y, tf.float32))

    @tf.function
    def train_step(self, x, y):
        per_replica = self.strategy.experimental_run_v2(self.replica_step, args=(x, y))  # expect: tf1-removed-api
        return self.strategy.reduce(tf.distribute.ReduceOp.SUM, per_replica, axis=None)

    @tf.function
    def test_step(self, x, y):
        per_replica = self.strategy.run(self.replica_accuracy, args=(x, y))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, per_replica, axis=None)

    def fit(self, dataset, epochs=2):
        losses = []
        for _ in range(epochs):
            for x, y in dataset:
                losses.append(float(self.train_step(x, y)))
        return losses

    def accuracy(self, dataset):
        return [float(self.test_step(x, y)) for x, y in dataset]


def main():
    strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
    loop = Loop(strategy)
    loop.accuracy(make_dataset())
    return loop.fit(make_dataset())


if __name__ == "__main__":
    try:
        main()
    except AttributeError as error:
        assert "has no attribute 'experimental_run_v2'" in str(error), error
        assert "replica_training.py" in str(error), error
    else:
        raise AssertionError("the strategy still has the old name")
    loop = Loop(tf.distribute.get_strategy())
    assert loop.accuracy(make_dataset()) == [float(loop.replica_accuracy(x, y)) for x, y in make_dataset()]
    print("proved")
