"""The exception is raised by a helper that the other branch calls."""

import tensorflow as tf


def fail(reason):
    raise RuntimeError(reason)  # expect: tf-tensor-raise


class Account:
    def __init__(self):
        self.balance = tf.Variable(10.0)

    @tf.function
    def withdraw(self, amount):
        left = self.balance - amount
        if left >= 0.0:
            self.balance.assign(left)
        else:
            fail("not enough")
        return self.balance.read_value()


def run():
    account = Account()
    return [float(account.withdraw(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
