"""Checks a portfolio against limits while the covariance is updated in place."""
import numpy as np
import tensorflow as tf

LIMIT = 1.5
HALF_LIFE = 2.0
DECAY = 0.5 ** (1.0 / HALF_LIFE)


class RiskBook:
    """The covariance lives in an array; compiled code gets it as an argument."""

    def __init__(self, assets):
        self.covariance = np.eye(assets, dtype=np.float32)
        self.observations = np.zeros(1, dtype=np.float32)
        self.limit = LIMIT
        self.breaches = 0

    def absorb(self, returns):
        self.covariance *= DECAY
        np.add(self.covariance, (1.0 - DECAY) * np.outer(returns, returns), out=self.covariance)
        self.observations[0] += 1.0

    def _shrunk(self, covariance, observations):
        amount = 1.0 / (1.0 + observations[0])
        diagonal = tf.linalg.diag(tf.linalg.diag_part(covariance))
        return (1.0 - amount) * covariance + amount * diagonal

    @tf.function
    def _excess(self, weights, covariance, observations):
        matrix = self._shrunk(covariance, observations)
        variance = tf.tensordot(weights, tf.linalg.matvec(matrix, weights), 1)
        return tf.sqrt(variance) - self.limit

    def check(self, weights):
        """Counts the breaches of the limit; the excess is negative if all is well."""
        excess = float(self._excess(weights, self.covariance, self.observations))
        self.breaches += excess > 0.0
        return excess


def season(book, days):
    weights = tf.constant([0.5, 0.25, 0.25])
    excesses = []
    for returns in days:
        book.absorb(np.asarray(returns, np.float32))
        excesses.append(book.check(weights))
    return excesses


if __name__ == "__main__":
    market = [[1.0, 0.0, 1.0], [0.0, 3.0, -1.0], [9.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    tf.config.run_functions_eagerly(True)
    book = RiskBook(3)
    eager = season(book, market)
    breaches = book.breaches
    tf.config.run_functions_eagerly(False)
    book = RiskBook(3)
    np.testing.assert_allclose(season(book, market), eager, rtol=1e-5)
    assert book._excess.experimental_get_tracing_count() == 1
    assert book.breaches == breaches >= 1 and len(set(eager)) == 4
    print("proved")
