"""An ensemble of linear models on bootstrap samples, trained side by side."""
import numpy as np
import tensorflow as tf


class Member(tf.Module):
    def __init__(self, width, seed):
        super().__init__(name=f"member_{seed}")
        self.weights = tf.Variable(tf.zeros([width]))
        self.train = tf.function(self._train)

    def predict(self, features):
        return tf.linalg.matvec(features, self.weights)

    def _train(self, features, targets):
        residual = self.predict(features) - targets
        self.weights.assign_sub(0.1 * tf.reduce_mean(residual[:, None] * features, axis=0))
        return tf.reduce_mean(tf.square(residual))


class Disagreement:
    """Made anew for every evaluation; the compiled function belongs to the class."""

    def __init__(self, members):
        self.members = members

    @staticmethod
    @tf.function
    def variance(predictions):
        return tf.reduce_mean(tf.math.reduce_variance(predictions, axis=0))

    @classmethod
    @tf.function
    def average(cls, predictions):
        return tf.reduce_mean(predictions, axis=0)

    def measure(self, features):
        predictions = tf.stack([member.predict(features) for member in self.members])
        return float(self.variance(predictions)), self.average(predictions)


class Ensemble:
    def __init__(self, size, width):
        self.members = [Member(width, seed) for seed in range(size)]

    def fit(self, features, targets, epochs):
        generator = np.random.default_rng(0)
        spread = []
        for _ in range(epochs):
            for member in self.members:
                sample = generator.integers(0, len(features), size=len(features))
                member.train(features[sample], targets[sample])
            spread.append(Disagreement(self.members).measure(features)[0])
        return spread


def main():
    generator = np.random.default_rng(1)
    features = generator.normal(size=[24, 3]).astype(np.float32)
    targets = features @ np.float32([1.0, 0.0, -1.0])
    ensemble = Ensemble(size=3, width=3)
    return ensemble, ensemble.fit(features, targets, epochs=6)


if __name__ == "__main__":
    ensemble, spread = main()
    assert len(spread) == 6 and spread[0] > 0.0
    assert [member.train.experimental_get_tracing_count() for member in ensemble.members] == [1, 1, 1]
    assert Disagreement.variance.experimental_get_tracing_count() == 1
    assert Disagreement.average.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[1], spread, rtol=1e-3, atol=1e-6)
    print("proved")
