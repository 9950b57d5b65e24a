"""Online features of a shop: named columns arrive in any order and are scored together."""
import numpy as np
import tensorflow as tf

COLUMNS = ("age_days", "basket", "visits")


class FeatureStore:
    """Keeps the last values of each column and yields them as tensors."""

    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)
        self.rows = {name: [] for name in COLUMNS}

    def ingest(self, **values):
        for name, value in values.items():
            self.rows[name].append(value)

    def stream(self, count):
        for number in range(count):
            self.ingest(basket=10.0 * number, visits=number % 3, age_days=float(number))
            names = list(COLUMNS)
            self.rng.shuffle(names)
            yield {name: tf.constant([self.rows[name][-1]], tf.float32) for name in names}


def normalise(name, values):
    if name == "basket":
        return tf.math.log1p(values)
    return values / 10.0


@tf.function
def score(columns, *, bias=0.0, **weights):
    total = tf.fill([1], bias)
    for name, values in sorted(columns.items()):
        total += weights[name] * normalise(name, values)
    return tf.sigmoid(total)


class Scorer:
    def __init__(self, store, **weights):
        self.store = store
        self.weights = {name: tf.Variable(weight) for name, weight in weights.items()}

    def nudge(self, by):
        for variable in self.weights.values():
            variable.assign_add(by)

    def run(self, count):
        results = []
        for number, columns in enumerate(self.store.stream(count)):
            results.append(float(score(columns, bias=-1.0, **self.weights)[0]))
            self.nudge(0.01 * number)
        return results


def main(count=6):
    return Scorer(FeatureStore(), age_days=0.5, basket=0.2, visits=-0.1).run(count)


if __name__ == "__main__":
    graph = main()
    assert score.experimental_get_tracing_count() == 1
    assert len(set(graph)) == 6
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main(), graph, rtol=1e-5)
    print("proved")
