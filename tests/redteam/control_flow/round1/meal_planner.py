"""Plans meals by projected gradient steps; subclasses say what a valid plan is."""
import abc

import tensorflow as tf


class Planner(abc.ABC):
    """Base of planners: one traced step, with hooks."""

    def __init__(self, prices, rate=0.1):
        self.prices = tf.constant(prices)
        self.rate = tf.constant(rate)
        self.plan = tf.Variable(tf.ones_like(self.prices))

    @abc.abstractmethod
    def verify(self, plan):
        """Raise when the plan is not valid."""

    @abc.abstractmethod
    def project(self, plan):
        """The nearest valid plan."""

    @tf.function
    def step(self):
        gradient = self.prices
        plan = self.project(self.plan - self.rate * gradient)
        self.verify(plan)
        self.plan.assign(plan)
        return tf.reduce_sum(self.prices * plan)


class CaloriePlanner(Planner):
    def __init__(self, prices, calories, least):
        super().__init__(prices)
        self.calories = tf.constant(calories)
        self.least = least

    def project(self, plan):
        plan = tf.maximum(plan, 0.0)
        energy = tf.reduce_sum(plan * self.calories)
        if energy < self.least:
            plan = plan * self.least / energy
        return plan

    def verify(self, plan):
        tf.debugging.assert_non_negative(plan)
        tf.debugging.assert_greater_equal(tf.reduce_sum(plan * self.calories), 0.99 * self.least)


class StrictPlanner(CaloriePlanner):
    def verify(self, plan):
        assert tf.reduce_min(plan) >= 0.0, "a negative amount"  # expect: tf-tensor-assert
        super().verify(plan)


class RationedPlanner(CaloriePlanner):
    """No food more than three times."""

    def project(self, plan):
        plan = super().project(plan)
        if tf.reduce_max(plan) > 3.0:
            raise ValueError("rations are exhausted")  # expect: tf-tensor-raise
        return plan


def menu(kind):
    return kind([2.0, 1.0, 4.0], [300.0, 100.0, 500.0], 600.0)


def costs(planner, steps=3):
    return [float(planner.step()) for _ in range(steps)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = {kind: costs(menu(kind)) for kind in (CaloriePlanner, StrictPlanner, RationedPlanner)}
    tf.config.run_functions_eagerly(False)
    graph = costs(menu(CaloriePlanner))
    assert all(abs(a - b) < 1e-4 for a, b in zip(graph, eager[CaloriePlanner])), (graph, eager)
    assert eager[CaloriePlanner] == eager[StrictPlanner] == eager[RationedPlanner]
    strict, rationed = menu(StrictPlanner), menu(RationedPlanner)
    try:
        strict.step()
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert tf.reduce_min(plan) >= 0.0" in str(error), error
    else:
        raise AssertionError("an assertion on a tensor was traced")
    try:
        rationed.step()
    except ValueError as error:
        assert 'raise ValueError("rations are exhausted")' in str(error), error
    else:
        raise AssertionError("the raise was conditional")
    print("proved")
