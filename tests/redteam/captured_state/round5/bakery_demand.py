"""Demand of a bakery: season factors are passed along, not remembered."""
import numpy as np
import tensorflow as tf

season = np.ones(4, np.float32)
temperature = 1.0
markdown = tf.Variable(0.0)


@tf.function
def demand(base, season, temperature):
    adjusted = base * season / temperature
    return tf.nn.relu(adjusted - markdown)


@tf.function
def revenue(sold, price):
    temperature = tf.reduce_mean(sold)
    season = tf.ones_like(sold)
    return tf.reduce_sum(season * sold * price) / (1.0 + temperature)


def next_quarter(step):
    """Move the seasons on and let the weather change."""
    global temperature
    season[:] = np.roll(season, 1)
    season[step % 4] += 0.5
    temperature += 0.25
    markdown.assign_add(0.1)


def simulate(quarters):
    base = tf.constant([1.0, 2.0, 3.0, 4.0])
    takings = []
    for quarter in range(quarters):
        sold = demand(base, season, tf.constant(temperature))
        takings.append(round(float(revenue(sold, tf.constant(2.0))), 3))
        next_quarter(quarter)
    return takings


def reset():
    global temperature
    season[:] = 1.0
    temperature = 1.0
    markdown.assign(0.0)


if __name__ == "__main__":
    graph = simulate(5)
    assert demand.experimental_get_tracing_count() == 1
    assert revenue.experimental_get_tracing_count() == 1
    reset()
    tf.config.run_functions_eagerly(True)
    eager = simulate(5)
    assert graph == eager and len(set(graph)) == 5, (graph, eager)
    print("proved")
