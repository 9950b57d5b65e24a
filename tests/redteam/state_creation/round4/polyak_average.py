"""Polyak averaging of a weight vector that belongs to the module."""
import numpy as np
import tensorflow as tf

DECAY = 0.5
weights = tf.Variable([4.0, 0.0], name="weights")
average = tf.Variable([0.0, 0.0], trainable=False, name="average")
best = tf.Variable(1e9, trainable=False, name="best")


def blend(old, new):
    return DECAY * old + (1.0 - DECAY) * new


def update_average():
    """Moves the average towards the weights."""
    global average
    average = blend(average, weights)  # expect: tf-variable-rebound


@tf.function
def train(target):
    loss = tf.reduce_sum(tf.square(weights - target))
    weights.assign_sub(0.5 * (weights - target))
    update_average()
    return loss


@tf.function
def keep_best(loss):
    best.assign(tf.minimum(best, loss))
    return best.read_value()


def forget_best():
    """Called between experiments."""
    global best
    best = tf.Variable(1e9, trainable=False, name="best")  # expect: tf-variable-rebound


def experiments(targets):
    """The best loss of each experiment."""
    bests = []
    for target in targets:
        for loss in (3.0 * target, 2.0 * target):
            value = keep_best(tf.constant(loss))
        bests.append(float(value))
        forget_best()
    return bests


if __name__ == "__main__":
    goal = tf.constant([0.0, 0.0])
    kept = (weights, average, best)
    tf.config.run_functions_eagerly(True)
    losses = [float(train(goal)) for _ in range(3)]
    np.testing.assert_allclose(average, [0.75, 0.0])
    eager_bests = experiments([1.0, 2.0, 3.0])
    assert eager_bests == [2.0, 4.0, 6.0]
    globals().update(weights=kept[0], average=kept[1], best=kept[2])
    weights.assign([4.0, 0.0])
    best.assign(1e9)
    tf.config.run_functions_eagerly(False)
    assert [float(train(goal)) for _ in range(3)] == losses
    assert not hasattr(average, "numpy")
    assert experiments([1.0, 2.0, 3.0]) == [2.0, 2.0, 2.0]
    print("proved")
