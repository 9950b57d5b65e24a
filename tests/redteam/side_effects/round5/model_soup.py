"""Averages the weights of several fine-tuned models (a model soup)."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

merges = 0
LEDGER: dict[str, int] = {"ingredients": 0}


class Ingredient(tf.Module):
    """One fine-tuned model: here a matrix and a bias."""

    def __init__(self, seed: int):
        super().__init__()
        rng = np.random.default_rng(seed)
        self.matrix = tf.Variable(rng.normal(size=(2, 2)), dtype=tf.float32)
        self.bias = tf.Variable(rng.normal(size=2), dtype=tf.float32)


class Soup(tf.Module):
    total_served = 0

    def __init__(self):
        super().__init__()
        self.matrix = tf.Variable(tf.zeros([2, 2]))
        self.bias = tf.Variable(tf.zeros([2]))
        self.weight = tf.Variable(0.0)

    def _blend(self, mine, theirs):
        mine.assign((mine * self.weight + theirs) / (self.weight + 1.0))

    def stir(self, matrix, bias):
        """Adds one model to the running average."""
        global merges
        merges = merges + 1  # expect: tf-global-write
        LEDGER.update(ingredients=LEDGER["ingredients"] + 1)  # expect: tf-container-mutation
        self._blend(self.matrix, matrix)
        self._blend(self.bias, bias)
        self.weight.assign_add(1.0)

    def serve(self, x):
        type(self).total_served += 1  # expect: tf-attribute-mutation
        return tf.matmul(x, self.matrix) + self.bias

    def scratch_copy(self, x):
        """Serves from a rounded copy of the average."""
        copy = tf.Variable(tf.round(self.matrix * 8.0) / 8.0)  # expect: tf-variable-creation
        return tf.matmul(x, copy) + self.bias


def cook(eager: bool):
    global merges
    merges, Soup.total_served = 0, 0
    LEDGER["ingredients"] = 0
    tf.config.run_functions_eagerly(eager)
    soup = Soup()
    stir = tf.function(soup.stir)
    serve = soup.serve if eager else tf.function(soup.serve).get_concrete_function(tf.TensorSpec([1, 2]))
    dishes = []
    for seed in range(3):
        model = Ingredient(seed)
        stir(model.matrix.read_value(), model.bias.read_value())
        dishes.append(serve(tf.ones([1, 2])).numpy())
    tf.config.run_functions_eagerly(False)
    return soup, dishes, (merges, LEDGER["ingredients"], Soup.total_served)


if __name__ == "__main__":
    soup, eager_dishes, eager_counts = cook(eager=True)
    assert eager_counts == (3, 3, 3)
    assert soup.scratch_copy(tf.ones([1, 2])).shape == [1, 2]
    soup, dishes, counts = cook(eager=False)
    np.testing.assert_allclose(eager_dishes, dishes, rtol=1e-5)
    assert counts == (1, 1, 1)
    serve_rounded = tf.function(soup.scratch_copy)
    try:
        serve_rounded(tf.ones([1, 2]))
        raise AssertionError("the copy could be made")
    except ValueError as error:
        assert "singleton" in str(error)
    print("proved")
