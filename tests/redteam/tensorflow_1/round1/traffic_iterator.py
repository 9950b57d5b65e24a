"""Counts of cars at a crossing, read through an iterator that is started by its initializer."""
import numpy as np
import tensorflow.compat.v1 as tf1

COUNTS = np.array([[3, 1], [4, 1], [5, 9], [2, 6]], np.int32)


def pipeline(counts, batch):
    rows = tf1.data.Dataset.from_tensor_slices(counts)
    return tf1.data.make_initializable_iterator(rows.batch(batch))


def running_mean(batch):
    with tf1.variable_scope("mean"):
        total = tf1.get_variable("total", [2], initializer=tf1.zeros_initializer(), trainable=False)
        seen = tf1.get_variable("seen", [], initializer=tf1.zeros_initializer(), trainable=False)
    size = tf1.to_float(tf1.shape(batch)[0])
    update = tf1.group(
        tf1.assign_add(total, tf1.reduce_sum(tf1.to_float(batch), axis=0)), tf1.assign_add(seen, size)
    )
    return total / tf1.maximum(seen, 1.0), update


def drain(session, operation):
    count = 0
    while True:
        try:
            session.run(operation)
        except tf1.errors.OutOfRangeError:
            return count
        count += 1


def main(counts, batch=2, epochs=2):
    with tf1.Graph().as_default():
        feed = tf1.placeholder(tf1.int32, [None, 2])
        iterator = pipeline(feed, batch)
        mean, update = running_mean(iterator.get_next())
        saver = tf1.train.Saver()
        with tf1.Session() as session:
            session.run([tf1.global_variables_initializer(), tf1.local_variables_initializer()])
            batches = 0
            for _ in range(epochs):
                session.run(iterator.initializer, feed_dict={feed: counts})
                batches += drain(session, update)
            return batches, session.run(mean), saver


if __name__ == "__main__":
    batches, mean, saver = main(COUNTS)
    assert batches == 4 and saver is not None
    assert np.allclose(mean, COUNTS.mean(axis=0)), mean
    batches, mean, _ = main(COUNTS[:3], batch=1, epochs=1)
    assert batches == 3 and np.allclose(mean, COUNTS[:3].mean(axis=0))
    print("proved")
