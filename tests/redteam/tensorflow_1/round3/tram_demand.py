"""Demand on tram lines: batches come from a data set; evaluation mixes what is eager with a session."""
import numpy as np
import tensorflow as tf


def passengers(lines=3, days=6):
    rng = np.random.default_rng(4)
    return rng.poisson(5.0, (days, lines)).astype(np.float32)


def batches(size=2):
    return tf.data.Dataset.from_tensor_slices(passengers()).batch(size)


@tf.function
def smooth(rows, factor):
    level = rows[0]
    for row in rows:
        level = factor * level + (1.0 - factor) * row
    return level


def evaluate(dataset):
    """Mean level over all batches, as the dashboards want it: plain floats."""
    levels = [smooth(rows, tf.constant(0.5)) for rows in dataset]
    return np.mean([level.numpy() for level in levels], axis=0)


class Dashboard:
    def __init__(self):
        self.session = None

    def fetch(self, tensors):
        if self.session is None:
            self.session = tf.compat.v1.Session(graph=tf.compat.v1.get_default_graph())  # allow: tf1-session
        return self.session.run(tensors)  # expect: tf1-session

    def totals(self, dataset):
        totals = [tf.reduce_sum(rows) for rows in dataset]
        return self.fetch(totals)

    def first(self, dataset):
        batch = next(iter(dataset))
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:  # allow: tf1-session
            return session.run(batch)  # unseen: tf1-session


def frozen_total(rows):
    """A graph of its own, fed by hand: this part was never ported, and works."""
    with tf.Graph().as_default() as graph:
        fed = tf.compat.v1.placeholder(tf.float32, [None, None])
        total = tf.reduce_sum(fed)
        with tf.compat.v1.Session(graph=graph) as session:
            return float(session.run(total, {fed: rows}))


if __name__ == "__main__":
    graph = evaluate(batches())
    tf.config.run_functions_eagerly(True)
    eager = evaluate(batches())
    tf.config.run_functions_eagerly(False)
    assert np.abs(graph - eager).max() < 1e-5
    assert frozen_total(passengers()) == float(passengers().sum())
    dashboard = Dashboard()
    for call, kinds in ((dashboard.totals, (RuntimeError,)), (dashboard.first, (TypeError, ValueError, RuntimeError))):
        try:
            call(batches())
        except kinds as error:
            assert "graph is empty" in str(error) or "Fetch argument" in str(error), error
        else:
            raise AssertionError("an eager tensor was fetched")
    print("proved")
