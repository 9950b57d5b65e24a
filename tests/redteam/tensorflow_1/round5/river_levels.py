"""Forecasts the level of a river a day ahead, trained under a distribution strategy."""
import tensorflow as tf

strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
LAGS = 4

with strategy.scope():
    weights = tf.Variable(tf.zeros([LAGS, 1]))
    bias = tf.Variable(tf.zeros([1]))
    mean_loss = tf.keras.metrics.Mean(name="loss")


def step(inputs):
    past, level = inputs
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(past @ weights + bias - level))
    for variable, gradient in zip([weights, bias], tape.gradient(loss, [weights, bias])):
        variable.assign_sub(0.05 * gradient)
    return loss


@tf.function
def distributed_step(inputs):
    losses = strategy.experimental_run_v2(step, args=(inputs,))  # expect: tf1-removed-api
    return strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)


@tf.function
def current_step(inputs):
    return strategy.reduce(tf.distribute.ReduceOp.MEAN, strategy.run(step, args=(inputs,)), axis=None)


def windows(days=40):
    levels = 1.0 + 0.3 * tf.sin(0.4 * tf.range(days, dtype=tf.float32))
    framed = tf.signal.frame(levels, LAGS + 1, 1)
    return tf.data.Dataset.from_tensor_slices((framed[:, :LAGS], framed[:, LAGS:])).batch(12, drop_remainder=True)


def train(train_step, epochs=2, reset=True):
    history = []
    for _ in range(epochs):
        if reset:
            mean_loss.reset_states()  # expect: tf1-removed-api
        for batch in windows():
            mean_loss.update_state(train_step(batch))
        history.append(float(mean_loss.result()))
    return history


def main():
    return train(distributed_step, epochs=5)


if __name__ == "__main__":
    history = train(current_step, reset=False)
    assert history[1] < history[0]
    for run, missing in (
        (lambda: train(distributed_step, reset=False), "experimental_run_v2"),
        (main, "reset_states"),
        (lambda: distributed_step.python_function(next(iter(windows()))), "experimental_run_v2"),
    ):
        try:
            run()
        except AttributeError as error:
            assert f"has no attribute '{missing}'" in str(error), error
        else:
            raise AssertionError(missing)
    print("proved")
