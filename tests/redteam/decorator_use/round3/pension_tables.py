"""Pension tables: survival probabilities and annuities, cached by the actuary, compiled by the programmer."""
import functools

import tensorflow as tf

GROWTH, LEVEL = 0.09, 0.0005
cached = functools.lru_cache(maxsize=None)


def hazard(age):
    return LEVEL * tf.exp(GROWTH * (age - 30.0))


def survival(age, years):
    """Chance to live on for so many years, by Gompertz's law."""
    return tf.exp(-(hazard(age + years) - hazard(age)) / GROWTH)


def annuity(age, rate):
    years = tf.range(1.0, 41.0)
    return tf.reduce_sum(survival(age, years) * (1.0 + rate) ** -years)


compiled_annuity = tf.function(annuity)
cached_annuity = tf.function(cached(annuity))  # expect: tf-decorator-order


@functools.lru_cache(maxsize=8)
def table(rate, first=60, last=65):
    """The same numbers for a range of ages, kept as plain floats."""
    return [float(compiled_annuity(tf.constant(float(age)), tf.constant(rate))) for age in range(first, last)]


class Scheme:
    def __init__(self, rate):
        self.rate = rate

    @tf.function
    @functools.lru_cache
    def discount(self, years):
        """Only ever asked for one whole number of years."""
        return tf.constant((1.0 + self.rate) ** -years)

    def benefit(self, salary):
        return 0.6 * salary * self.discount(10)

    def quote(self):
        """A function of the salary that remembers what it was asked."""
        return cached(tf.function(self.benefit))  # expect: tf-decorator-order


if __name__ == "__main__":
    age, rate = tf.constant(65.0), tf.constant(0.03)
    for _ in range(2):
        assert abs(float(compiled_annuity(age, rate)) - float(annuity(age, rate))) < 1e-3
        assert abs(table(0.03)[0] - float(annuity(tf.constant(60.0), rate))) < 1e-3
    scheme = Scheme(0.03)
    for _ in range(2):
        assert abs(float(scheme.discount(10)) - 1.03**-10) < 1e-6
        assert abs(float(scheme.benefit(tf.constant(1000.0))) - 600.0 * 1.03**-10) < 1e-3
    for call in (lambda: cached_annuity(age, rate), lambda: scheme.quote()(tf.constant(1000.0))):
        try:
            call()
        except TypeError as error:
            assert "Tensor is unhashable" in str(error), error
        else:
            raise AssertionError("a tensor was a key")
    print("proved")
