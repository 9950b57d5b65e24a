"""Recommends books by the product of user and item factors."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Catalogue:
    """Item factors as they come from a nightly factorization."""

    def __init__(self, items: int = 4096, width: int = 64) -> None:
        generator = np.random.default_rng(5)
        self.factors = generator.standard_normal((items, width)).astype(np.float32)
        self.popularity = generator.uniform(size=(items,)).astype(np.float32)

    def __len__(self) -> int:
        return self.factors.shape[0]

    def affinity(self, user: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(self.factors, user)  # expect: tf-constant-capture


class Recommender(Catalogue):
    def __init__(self, shelf: int, **options: int) -> None:
        super().__init__(**options)
        self.shelf = shelf
        self.blend = 0.1

    @tf.function(input_signature=[tf.TensorSpec([64], tf.float32)])
    def recommend(self, user: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        scores = self.affinity(user) + self.blend * self.popularity
        best = tf.math.top_k(scores, k=self.shelf)
        return best.indices, best.values

    def serve(self, users: np.ndarray) -> list[list[int]]:
        answers = []
        for user in users:
            indices, _ = self.recommend(tf.constant(user, tf.float32))
            answers.append(indices.numpy().tolist())
        return answers


def main() -> tuple[Recommender, list[list[int]]]:
    recommender = Recommender(shelf=3)
    users = np.random.default_rng(6).standard_normal((5, 64))
    return recommender, recommender.serve(users)


if __name__ == "__main__":
    recommender, answers = main()
    assert len(answers) == 5 and all(len(set(answer)) == 3 for answer in answers)
    definition = recommender.recommend.get_concrete_function().graph.as_graph_def()
    assert len(definition.SerializeToString()) > recommender.factors.nbytes == 1024 * 1024
    print("proved")
