"""Epsilon-greedy dispatch of an elevator; exploration shrinks with every day."""
import numpy as np
import tensorflow as tf

FLOORS = 6
epsilon = 1.0
temperature = 5.0


def anneal(factor=0.5, floor=0.01):
    global epsilon, temperature
    epsilon = epsilon * factor if epsilon > floor else 0.0
    temperature = max(0.1, temperature * factor)


class Dispatcher(tf.Module):
    def __init__(self):
        super().__init__()
        self.values = tf.Variable(tf.zeros([FLOORS]), name="values")

    @tf.function
    def choose(self, epsilon, temperature):
        explore = tf.random.uniform([]) < epsilon
        softened = self.values / temperature
        drawn = tf.random.categorical(softened[None], 1, dtype=tf.int32)[0, 0]
        best = tf.argmax(self.values, output_type=tf.int32)
        return tf.where(explore, drawn, best), explore

    @tf.function
    def learn(self, floor, saved_seconds):
        error = saved_seconds - self.values[floor]
        self.values.scatter_nd_add(floor[None, None], 0.1 * error[None])


def describe(day):
    return f"day {day}: epsilon {epsilon:.3f}, temperature {temperature:.2f}"


def simulate(days=12, calls=30, seed=0):
    rng = np.random.default_rng(seed)
    demand = rng.uniform(0.0, 10.0, size=FLOORS)
    dispatcher = Dispatcher()
    explored, lines = [], []
    for day in range(days):
        count = 0
        for _ in range(calls):
            floor, explore = dispatcher.choose(tf.constant(epsilon), tf.constant(temperature))
            saved = demand[int(floor)] + rng.normal(scale=0.1)
            dispatcher.learn(floor, tf.constant(saved, tf.float32))
            count += int(explore)
        explored.append(count)
        lines.append(describe(day))
        anneal()
    return dispatcher, explored, lines


if __name__ == "__main__":
    tf.random.set_seed(3)
    dispatcher, explored, lines = simulate()
    assert explored[0] == 30 and sum(explored[-3:]) == 0 and epsilon == 0.0
    assert lines[1].startswith("day 1: epsilon 0.500")
    assert dispatcher.choose.experimental_get_tracing_count() == 1
    assert dispatcher.learn.experimental_get_tracing_count() == 1
    print("proved")
