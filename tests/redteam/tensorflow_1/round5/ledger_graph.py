"""A ledger whose postings are wrapped graph code, in which only control dependencies give an order."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


class Ledger(tf.Module):
    def __init__(self, accounts=3):
        super().__init__()
        self.balance = tf.Variable(tf.fill([accounts], 100.0))
        self.fees = tf.Variable(0.0)
        amounts = tf.TensorSpec([accounts], tf.float32)
        self.post = tf1.wrap_function(self._post, [amounts])

    def _post(self, amounts):
        charge = 0.01 * tf.reduce_sum(tf.abs(amounts))
        posted = self.balance.assign_add(amounts)
        charged = self.fees.assign_add(charge)
        with tf1.control_dependencies([posted, charged]):
            return tf.reduce_sum(self.balance.read_value()) - self.fees.read_value()

    @tf.function
    def worth(self, prices):
        return tf.reduce_sum(self.balance * prices) - self.fees


def close_day(ledger, postings):
    return [float(ledger.post(amounts)) for amounts in postings]


def audit(amounts):
    """The same postings in a plain graph and a session."""
    with tf.Graph().as_default() as graph:
        balance = tf1.get_variable("balance", [len(amounts)], initializer=tf1.constant_initializer(100.0))
        posted = tf1.assign_add(balance, amounts)
        with tf1.control_dependencies([posted]):
            total = tf.reduce_sum(balance.read_value())
        initialize = tf1.global_variables_initializer()
    with tf1.Session(graph=graph) as session:
        session.run(initialize)
        return float(session.run(total))


def postings():
    return tf.constant([[10.0, -5.0, 0.0], [0.0, 20.0, -5.0], [1.0, 1.0, 1.0]])


if __name__ == "__main__":
    ledger = Ledger()
    totals = close_day(ledger, postings())
    assert all(abs(a - b) < 1e-3 for a, b in zip(totals, [304.85, 319.6, 322.57])), totals
    assert abs(float(tf.reduce_sum(ledger.balance)) - 323.0) < 1e-3
    prices = tf.constant([1.0, 2.0, 0.5])
    assert abs(float(ledger.worth(prices)) - float(Ledger.worth.python_function(ledger, prices))) < 1e-3
    assert audit([10.0, -5.0, 0.0]) == 305.0
    fresh = Ledger()

    def unordered(amounts):
        fresh.balance.assign_add(amounts)
        return tf.reduce_sum(fresh.balance.read_value())

    wrapped = tf1.wrap_function(unordered, [tf.TensorSpec([3], tf.float32)])
    assert float(wrapped(tf.constant([10.0, 0.0, 0.0]))) == 300.0, "nothing orders the write"
    print("proved")
