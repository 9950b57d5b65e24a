"""Ranks recipes by factorisation; trained step by step with an optimizer of the old kind."""
import tensorflow as tf

USERS, RECIPES, WIDTH = 6, 8, 3


class Factors(tf.Module):
    def __init__(self, seed):
        super().__init__()
        self.users = tf.Variable(tf.random.stateless_normal([USERS, WIDTH], [seed, 1]))
        self.recipes = tf.Variable(tf.random.stateless_normal([RECIPES, WIDTH], [seed, 2]))

    @tf.function
    def loss(self, user, liked, other):
        p = tf.gather(self.users, user)
        margin = tf.reduce_sum(p * (tf.gather(self.recipes, liked) - tf.gather(self.recipes, other)), -1)
        return -tf.reduce_mean(tf.math.log_sigmoid(margin))


def train(factors, triples, steps):
    for _ in range(steps):
        loss = factors.loss(*triples)
        tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(loss)  # expect: tf1-variables
    return float(loss)


def train_with_tape(factors, triples, steps):
    optimizer = tf.keras.optimizers.SGD(0.5)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = factors.loss(*triples)
        gradients = tape.gradient(loss, factors.trainable_variables)
        optimizer.apply_gradients(zip(gradients, factors.trainable_variables))
    return float(loss)


def triples():
    return tf.constant([0, 1, 2, 5]), tf.constant([1, 2, 3, 7]), tf.constant([4, 4, 0, 0])


if __name__ == "__main__":
    factors = Factors(1)
    before = float(factors.loss(*triples()))
    after = train_with_tape(factors, triples(), 5)
    assert after < before, (before, after)
    try:
        train(Factors(1), triples(), 5)
    except RuntimeError as error:
        assert "should be a function when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("a loss without its graph was minimised")
    print("proved")
