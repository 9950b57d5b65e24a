"""Finds near-duplicate texts with several hash functions made from one recipe."""
from __future__ import annotations

import functools
from typing import Callable

import tensorflow as tf

PRIME = 8191
Hash = Callable[[tf.Tensor], tf.Tensor]


def affine(tokens: tf.Tensor, factor: int, offset: int) -> tf.Tensor:
    return (tokens * factor + offset) % PRIME


def make_hashes(recipes: list[tuple[int, int]]) -> list[Hash]:
    """One hash of each recipe, each with its own numbers."""
    hashes: list[Hash] = []
    for factor, offset in recipes:
        hashes.append(functools.partial(affine, factor=factor, offset=offset))
    for factor, offset in recipes:

        def backwards(tokens: tf.Tensor, factor: int = factor, offset: int = offset) -> tf.Tensor:
            return PRIME - affine(tokens, factor, offset)

        hashes.append(backwards)
    return hashes


class MinHash:
    def __init__(self, recipes: list[tuple[int, int]]) -> None:
        self.hashes = make_hashes(recipes)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
    def signature(self, tokens: tf.Tensor) -> tf.Tensor:
        smallest = []
        for hashed in self.hashes:
            smallest.append(tf.reduce_min(hashed(tokens)))
        return tf.stack(smallest)

    def similarity(self, left: list[int], right: list[int]) -> float:
        same = tf.equal(self.signature(tf.constant(left)), self.signature(tf.constant(right)))
        return float(tf.reduce_mean(tf.cast(same, tf.float32)))


def by_hand(recipes: list[tuple[int, int]], tokens: list[int]) -> list[int]:
    direct = [[(t * a + b) % PRIME for t in tokens] for a, b in recipes]
    return [min(row) for row in direct] + [PRIME - max(row) for row in direct]


def closest(index: MinHash, query: list[int], texts: list[list[int]]) -> int:
    scores = [index.similarity(query, text) for text in texts]
    return scores.index(max(scores))


if __name__ == "__main__":
    recipes = [(17, 3), (101, 50), (999, 7)]
    index = MinHash(recipes)
    text = [3, 14, 159, 265]
    right = by_hand(recipes, text)
    assert index.signature(tf.constant(text)).numpy().tolist() == right and len(set(right)) == 6
    assert closest(index, text, [[1, 2], [3, 14, 159, 266], [900]]) == 1
    assert index.signature.experimental_get_tracing_count() == 1
    print("proved")
