"""Folds a short chain by Monte Carlo: stateless random numbers, annealing, and a record of accepted moves."""
import functools

import tensorflow as tf

LENGTH = 5


def energy(angles):
    """Bends cost; neighbours at a right angle attract."""
    bends = 1.0 - tf.cos(angles)
    pairs = tf.exp(-tf.square(tf.abs(angles[1:] - angles[:-1]) - 1.57))
    return tf.reduce_sum(bends) - tf.reduce_sum(pairs)


def metropolis(gain, temperature, chance):
    """True for a move that is taken."""
    if gain <= 0.0:
        return True
    return chance < tf.exp(-gain / temperature)


def cool(temperature, k, schedule="geometric"):
    if schedule == "geometric":
        temperature = 0.9 * temperature
    elif schedule == "linear":
        temperature = temperature - 0.01
    else:
        raise ValueError(f"unknown schedule {schedule}")
    return tf.maximum(temperature, 0.05)


class Chain(tf.Module):
    def __init__(self, schedule):
        super().__init__()
        self.angles = tf.Variable(tf.zeros([LENGTH]))
        self.accepted = tf.Variable(0)
        self.cool = functools.partial(cool, schedule=schedule)

    def propose(self, seed):
        where = tf.random.stateless_uniform([], seed, 0, LENGTH, tf.int32)
        size = tf.random.stateless_normal([], seed + 1)
        moved = tf.tensor_scatter_nd_add(self.angles, [[where]], [size])
        return moved, tf.random.stateless_uniform([], seed + 2)

    @tf.function
    def anneal(self, seed, steps, temperature):
        current = energy(self.angles)
        lowest = current
        for k in tf.range(steps):
            moved, chance = self.propose(seed + k)
            new = energy(moved)
            taken = metropolis(new - current, temperature, chance)
            if not taken:
                temperature = self.cool(temperature, k)
                continue
            self.angles.assign(moved)
            self.accepted.assign_add(1)
            current = new
            if current < lowest:
                lowest = current
                note = "lower"
            else:
                note = "not lower"
            if lowest < -3.9:
                break
        return lowest, temperature

    @tf.function
    def reheat(self, temperature, stuck=None):
        if stuck is None:
            target = temperature
        else:
            target = temperature * 2.0
            if stuck > 3:
                target = target * 2.0
        if target > 5.0:
            target = tf.constant(5.0)
        return target


def run(chain, anneal, reheat):
    out, temperature = [], tf.constant(1.0)
    for n in range(4):
        lowest, temperature = anneal(tf.constant([n, 7]), tf.constant(10 + n), temperature)
        temperature = reheat(temperature, tf.constant(2 * n))
        out += [float(lowest), float(temperature), int(chain.accepted), *chain.angles.numpy().tolist()]
    return out + [float(reheat(temperature))]


if __name__ == "__main__":
    for schedule in ("geometric", "linear"):
        graph, eager = Chain(schedule), Chain(schedule)
        left = run(graph, graph.anneal, graph.reheat)
        right = run(eager, eager.anneal.python_function, eager.reheat.python_function)
        assert len(left) == len(right) and all(abs(a - b) < 1e-3 for a, b in zip(left, right)), (left, right)
        assert graph.accepted > 3
    print("proved")
