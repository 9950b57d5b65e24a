"""Exchanges portfolio weights with an older program through its checkpoint format."""
import os
import tempfile

import tensorflow as tf
from tensorflow.compat.v1.train import Saver


class Portfolio(tf.Module):
    def __init__(self, assets, floor=0.05):
        super().__init__()
        self.logits = tf.Variable(tf.zeros([assets]), name="logits")
        self.floor = tf.Variable(floor, trainable=False, name="floor")

    @tf.function
    def weights(self):
        share = tf.nn.softmax(self.logits)
        return self.floor + (1.0 - self.floor * tf.cast(tf.size(share), tf.float32)) * share

    @tf.function
    def rebalance(self, returns, rate):
        with tf.GradientTape() as tape:
            loss = -tf.math.log1p(tf.tensordot(self.weights(), returns, 1))
        self.logits.assign_sub(rate * tape.gradient(loss, self.logits))
        return loss

    def old_names(self):
        return {"portfolio/logits": self.logits, "portfolio/floor": self.floor}


def export(portfolio, folder, step):
    """Writes the variables under the names that the older program reads."""
    saver = Saver(portfolio.old_names(), max_to_keep=2)
    return saver.save(None, os.path.join(folder, "portfolio"), global_step=step)


def load(path, assets):
    portfolio = Portfolio(assets)
    Saver(var_list=portfolio.old_names()).restore(None, path)
    return portfolio


def inspect(path):
    reader = tf.train.load_checkpoint(path)
    return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}


def season(days, assets):
    return tf.random.stateless_normal([days, assets], [6, 1], stddev=0.02)


if __name__ == "__main__":
    portfolio = Portfolio(3)
    for returns in season(5, 3):
        portfolio.rebalance(returns, tf.constant(2.0))
    with tempfile.TemporaryDirectory() as folder:
        path = export(portfolio, folder, step=5)
        assert path.endswith("portfolio-5")
        assert set(inspect(path)) == {"portfolio/logits", "portfolio/floor"}
        copy = load(path, 3)
    assert bool(tf.reduce_all(copy.weights() == portfolio.weights()))
    assert bool(tf.reduce_all(tf.abs(copy.weights() - Portfolio.weights.python_function(copy)) < 1e-6))
    assert abs(float(tf.reduce_sum(copy.weights())) - 1.0) < 1e-5
    print("proved")
