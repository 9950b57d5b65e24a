"""A Python counter in a method; the condition is Python's in each round."""

import tensorflow as tf


class Solver:
    limit = 40

    @tf.function
    def solve(self, x):
        done = 0
        while done < self.limit:  # expect: tf-python-loop-unroll
            x = x - 0.1 * tf.sin(x)
            done += 1
        return x


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    solver = Solver()
    x = tf.constant([1.0, 2.0])
    return {"results": [solver.solve(x * v).numpy().tolist() for v in (1.0, 0.5, 0.2)], "operations": operations(solver.solve, x)}
