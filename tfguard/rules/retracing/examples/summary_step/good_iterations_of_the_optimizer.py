"""The optimizer counts its steps in a variable."""

import keras
import tensorflow as tf

weights = tf.Variable([1.0, 2.0])
optimizer = keras.optimizers.SGD(0.1)
optimizer.build([weights])


@tf.function
def train_step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(weights * weights)
    optimizer.apply_gradients([(tape.gradient(loss, weights), weights)])
    tf.summary.scalar("loss", loss, step=tf.cast(optimizer.iterations, tf.int64))
    return loss


def run():
    with tf.summary.create_file_writer("logs").as_default():
        results = [train_step().numpy() for _ in range(4)]
    return {"results": results, "traces": train_step.experimental_get_tracing_count()}
