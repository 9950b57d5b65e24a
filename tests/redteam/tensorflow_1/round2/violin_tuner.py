"""Tunes violins by gradient descent; parameters, optimizer and loop were moved over one at a time."""
import tensorflow as tf

tf1 = tf.compat.v1
STRINGS = [196.0, 293.7, 440.0, 659.3]


def detune(cents):
    return tf.constant(STRINGS) * 2.0 ** (cents / 1200.0)


def beats(frequencies):
    """How much neighbouring strings beat against a pure fifth."""
    return tf.reduce_sum((2.0 * frequencies[1:] - 3.0 * frequencies[:-1]) ** 2) / 1e4


@tf.function
def loss_of(cents):
    return beats(detune(cents))


def tune_by_tape(steps):
    cents = tf.Variable([3.0, -5.0, 2.0, 8.0])
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = loss_of(cents)
        cents.assign_sub(5.0 * tape.gradient(loss, cents))
        losses.append(float(loss))
    return losses


def tune_halfway(steps):
    cents = tf.Variable([3.0, -5.0, 2.0, 8.0])
    for _ in range(steps):
        loss = loss_of(cents)
        tf1.train.MomentumOptimizer(5.0, momentum=0.5).minimize(loss, var_list=[cents])  # expect: tf1-variables
    return float(loss)


@tf.function
def tune_inside(wanted):
    cents = tf1.get_variable("cents", [4], initializer=tf1.zeros_initializer())  # expect: tf1-variables
    return tf.reduce_sum(tf.abs(detune(cents) - wanted))


if __name__ == "__main__":
    losses = tune_by_tape(5)
    assert losses[-1] < losses[0]
    cents = tf.constant([1.0, 0.0, -1.0, 2.0])
    assert abs(float(loss_of(cents)) - float(loss_of.python_function(cents))) < 1e-4
    wanted = tf.constant(STRINGS)
    assert float(tune_inside.python_function(wanted)) == 0.0
    try:
        tune_halfway(2)
    except RuntimeError as error:
        assert "should be a function when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("a number was minimised")
    try:
        tune_inside(wanted)
    except AttributeError as error:
        assert "op is undefined when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("cents by name")
    print("proved")
