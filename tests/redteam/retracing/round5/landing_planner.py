"""Shooting planner for a lander: the cost function is handed to a traced optimiser."""
import functools

import numpy as np
import tensorflow as tf


@tf.function
def refine(cost, plan, steps):
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(plan)
            value = cost(plan)
        plan = plan - 0.005 * tape.gradient(value, plan)
    return plan, cost(plan)


def touchdown(plan, gravity):
    speed = tf.cumsum(plan - gravity)
    height = 5.0 + tf.cumsum(speed)
    return tf.square(height[-1]) + tf.square(speed[-1]) + 0.1 * tf.reduce_sum(tf.square(plan))


class Planner:
    def __init__(self, horizon, gravity):
        self.horizon = horizon
        self.objective = functools.partial(touchdown, gravity=gravity)
        self.smooth = self.smoothness

    def smoothness(self, plan):
        return tf.reduce_sum(tf.square(plan[1:] - plan[:-1]))

    def plan(self, guesses, steps=20):
        budget = tf.constant(steps)
        candidates = []
        for guess in guesses:
            start = tf.fill([self.horizon], tf.constant(guess))
            rough, _ = refine(self.objective, start, budget)
            polished, _ = refine(self.smooth, rough, tf.constant(2))
            candidates.append((float(self.objective(polished)), polished))
        return min(candidates, key=lambda pair: pair[0])


def main():
    planner = Planner(horizon=4, gravity=0.3)
    score, thrust = planner.plan(guesses=[0.0, 0.5, 1.0, 1.5])
    print(f"cost {score:.3f}", np.round(thrust.numpy(), 2))


if __name__ == "__main__":
    main()
    assert refine.experimental_get_tracing_count() == 2
    print("proved")
