"""A stochastic SIR model, stepped day by day inside tf.while_loop."""

from __future__ import annotations

import random
from random import choice

import numpy as np
import tensorflow as tf


class Epidemic:
    """Counts of susceptible, infected and removed people under random imports of cases."""

    interventions = (1.0, 0.7, 0.4)

    def __init__(self, population: float = 1000.0, beta: float = 0.4, gamma: float = 0.1):
        self.population = population
        self.beta = beta
        self.gamma = gamma
        self.rng = np.random.default_rng(2024)

    def _imports(self):
        """Cases that arrive from elsewhere on one day."""
        return float(self.rng.poisson(2.0))  # expect: tf-python-random

    def _contact_rate(self):
        factor = choice(self.interventions)  # expect: tf-python-random
        return self.beta * factor

    def _day(self, day, state):
        s, i, r = tf.unstack(state)
        infections = self._contact_rate() * s * i / self.population
        removals = self.gamma * i
        s = s - infections
        i = i + infections - removals + self._imports()
        return day + 1, tf.stack([s, i, r + removals])

    @tf.function
    def simulate(self, state, days):
        _, state = tf.while_loop(lambda day, _: day < days, self._day, [tf.constant(0), state])
        return state


def attack_rate(model: Epidemic, state):
    """Share of the population that is no longer susceptible."""
    return 1.0 - state[0] / model.population


def replicate(fn, model: Epidemic, runs: int = 4, days: int = 6):
    """Final states of repeated simulations from the same start."""
    start = tf.constant([990.0, 10.0, 0.0])
    finals = [fn(start, tf.constant(days)) for _ in range(runs)]
    assert all(0.0 < float(attack_rate(model, state)) < 1.0 for state in finals)
    return {state.numpy().tobytes() for state in finals}


class CountingRng:
    """Stands in for the generator and counts its draws."""

    def __init__(self, rng):
        self.rng = rng
        self.draws = 0

    def poisson(self, lam):
        self.draws += 1  # allow: tf-attribute-mutation
        return self.rng.poisson(lam)  # allow: tf-python-random


if __name__ == "__main__":
    distinct, draws, choices = {}, {}, {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        model = Epidemic()
        model.rng = CountingRng(model.rng)
        distinct[eager] = len(replicate(model.simulate, model))
        draws[eager] = model.rng.draws
        choices[eager] = 0
        for _ in range(3):
            before = random.getstate()
            model.simulate(tf.constant([990.0, 10.0, 0.0]), tf.constant(6))
            choices[eager] += random.getstate() != before
    assert distinct == {True: 4, False: 1}, distinct
    assert draws == {True: 24, False: 1}, draws
    assert choices == {True: 3, False: 0}, choices
    print("proved")
