"""Particle swarm optimisation in one graph, with early stopping and restarts."""
from typing import Callable

import tensorflow as tf

Objective = Callable[[tf.Tensor], tf.Tensor]


def sphere(x):
    return tf.reduce_sum(tf.square(x - 1.0), axis=-1)


def bowl(x):
    return tf.reduce_sum(tf.abs(x), axis=-1)


def make_search(objective: Objective, inertia: float = 0.5, limit: int = 200):
    """Builds a search; `limit` is large, so the loop is one of TensorFlow."""
    schedule = [inertia * 0.99**k for k in range(limit)]
    table = tf.constant(schedule)

    @tf.function
    def search(swarm, tolerance):
        velocity = tf.zeros_like(swarm)
        best = swarm[0]
        value = objective(best)
        steps = tf.constant(0)
        for k in tf.range(limit):
            values = objective(swarm)
            index = tf.argmin(values)
            candidate = values[index]
            if candidate < value:
                best, value = swarm[index], candidate
            pull = 0.5 * (best - swarm)
            velocity = table[k] * velocity + pull
            swarm = swarm + velocity
            steps += 1
            spread = tf.reduce_max(tf.abs(swarm - best))
            if spread < tolerance:
                break
            if spread > 100.0:
                swarm = tf.clip_by_value(swarm, -10.0, 10.0)
                continue
            velocity = velocity * 0.9 if spread > 1.0 else velocity
        return best, value, steps

    return search


SEARCHES = make_search(sphere), make_search(bowl)


def population():
    return tf.constant([[0.0, 0.5], [2.0, 2.0], [-1.0, 1.5], [0.8, 0.9]])


def same(left, right):
    return all(float(tf.reduce_max(tf.abs(tf.cast(a - b, tf.float32)))) < 1e-5 for a, b in zip(left, right))


if __name__ == "__main__":
    for search in SEARCHES:
        for tolerance in (tf.constant(0.5), tf.constant(0.01), tf.constant(1e-6)):
            graph = search(population(), tolerance)
            eager = search.python_function(population(), tolerance)
            assert same(graph, eager), (graph, eager)
            assert 0 < int(graph[2]) <= 200
        concrete = search.get_concrete_function(population(), tf.constant(0.5))
        assert len(concrete.graph.get_operations()) < 40
    print("proved")
