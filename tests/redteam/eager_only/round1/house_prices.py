"""Ridge regression of house prices on area, rooms and age."""
import numpy as onp
import tensorflow as tf

COLUMNS = ("area", "rooms", "age")
RIDGE = 1e-3
SCALE = onp.array([1e2, 1.0, 10.0], onp.float32)


def load_table():
    rows = onp.array(
        [[120.0, 4, 12], [75.0, 3, 40], [210.0, 6, 3], [54.0, 2, 61], [98.0, 4, 25], [160.0, 5, 8]], onp.float32
    )
    prices = onp.array([310.0, 190.0, 560.0, 120.0, 240.0, 430.0], onp.float32)
    centre = onp.mean(rows, axis=0)
    return tf.constant((rows - centre) / SCALE), tf.constant(prices / onp.max(prices))


def standardise(columns):
    """Zero mean and unit spread for every column of a batch."""
    centred = columns - tf.reduce_mean(columns, axis=0)
    spread = onp.std(columns, axis=0)  # expect: tf-numpy-op
    return centred / (spread + 1e-6)


class Ridge(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.slope = tf.Variable(tf.zeros([width, 1]))
        self.intercept = tf.Variable(0.0)

    def __call__(self, columns):
        return tf.squeeze(columns @ self.slope, axis=1) + self.intercept


regressor = Ridge(len(COLUMNS))


@tf.function
def train_step(columns, prices):
    inputs = standardise(columns)
    with tf.GradientTape() as tape:
        residual = regressor(inputs) - prices
        loss = tf.reduce_mean(residual**2) + RIDGE * tf.nn.l2_loss(regressor.slope)
    for variable, grad in zip(regressor.trainable_variables, tape.gradient(loss, regressor.trainable_variables)):
        variable.assign_sub(0.1 * grad)
    return loss


@tf.function
def rmse(columns, prices):
    residual = regressor(columns) - prices
    return onp.sqrt(tf.reduce_mean(tf.square(residual)))  # expect: tf-numpy-op


if __name__ == "__main__":
    table, targets = load_table()
    assert train_step.python_function(table, targets) > train_step.python_function(table, targets)
    assert 0.0 < float(rmse.python_function(table, targets)) < 2.0
    for traced, culprit in ((train_step, "onp.std(columns"), (rmse, "onp.sqrt(")):
        try:
            traced(table, targets)
        except NotImplementedError as error:
            assert "Cannot convert a symbolic tf.Tensor" in str(error) and culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
