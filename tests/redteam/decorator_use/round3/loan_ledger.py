"""Ledgers of a bank that lends to shops: value classes with constructors and measures that are exported."""
import tensorflow as tf

AMOUNTS = tf.TensorSpec([None], tf.float32, name="amounts")
RATE = tf.TensorSpec([], tf.float32, name="rate")


class Schedule:
    """How a loan is paid back."""

    months = 12

    def __init__(self, instalments):
        self.instalments = instalments

    @staticmethod
    @tf.function(input_signature=[AMOUNTS, RATE])
    def interest(amounts, rate):
        return amounts * rate / 12.0

    @tf.function(input_signature=[AMOUNTS, RATE])
    def present_value(self, amounts, rate):
        month = tf.range(1, self.months + 1, dtype=tf.float32)
        factors = (1.0 + rate / 12.0) ** -month
        return amounts * tf.reduce_sum(factors) / float(self.months)

    @classmethod
    def annuity(cls, amounts, rate):
        monthly = rate / 12.0
        factor = monthly / (1.0 - (1.0 + monthly) ** -float(cls.months))
        return cls(amounts * factor)


def exported(base):
    """Adds the measures that the reporting service asks for."""

    class Exported(base):
        @classmethod
        @tf.function(input_signature=(AMOUNTS, RATE))  # expect: tf-bad-input-signature
        def yearly(cls, amounts, rate):
            return tf.reduce_sum(amounts) * rate * cls.months / 12.0

        @tf.function(input_signature=(AMOUNTS,))
        def largest(self, amounts):
            return tf.reduce_max(amounts)

    return Exported


def loans():
    return tf.constant([100.0, 250.0, 40.0])


if __name__ == "__main__":
    rate = tf.constant(0.06)
    schedule = Schedule.annuity(loans(), rate)
    for amounts in (loans(), loans()[:2]):
        assert bool(tf.reduce_all(Schedule.interest(amounts, rate) == Schedule.interest.python_function(amounts, rate)))
        gap = schedule.present_value(amounts, rate) - Schedule.present_value.python_function(schedule, amounts, rate)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-4
    assert 8.0 < float(schedule.instalments[0]) < 9.0
    try:
        exported(Schedule)
    except TypeError as error:
        assert "input_signature missing type constraint for rate" in str(error), error
    else:
        raise AssertionError("the class counted for nothing")
    print("proved")
