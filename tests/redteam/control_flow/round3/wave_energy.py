"""Harvests the energy of waves: buoys report spells of unlike length, converters follow them."""
import numpy as np
import tensorflow as tf

SPELLS = [[1.0, 2.0, 1.5], [0.5], [3.0, 2.5, 2.0, 0.1]]


@tf.function
def energy(spells):
    """A ragged tensor, its rows and the numbers in them."""
    total, longest = 0.0, 0
    for row in spells:
        for height in row:
            total += height**2
        if tf.size(row) > longest:
            longest = tf.size(row)
    return total, longest


@tf.function
def forecast(heights):
    first, second = tf.unstack(heights, 2, axis=1)
    (low, high), period = tf.split(tf.reduce_mean(heights, 0), 2), 8.0
    trend = [b - a for a, b in zip(tf.unstack(first), tf.unstack(second))]
    for number, step in enumerate(trend):
        low = low + step * number
    rows, columns = heights.shape
    weights = [1.0 / (k + 1) for k in range(rows)]
    return low, high * period * columns, sum(w * t for w, t in zip(weights, trend))


@tf.function
def stream(dataset, limit):
    """Numbered records of a dataset, until enough was collected."""
    collected = 0.0
    count = tf.constant(0, tf.int64)
    for number, height in dataset.enumerate():
        collected += height
        count = number + 1
        if collected > limit:
            break
    return collected, count


class Converter(tf.Module):
    def __init__(self, blades):
        super().__init__()
        self.angles = tf.Variable(tf.linspace(0.0, 1.0, blades))
        self.memory = [tf.Variable(0.0), tf.Variable(0.0)]

    @tf.function
    def turn(self, height):
        work = 0.0
        for angle in self.angles:
            work += height * tf.sin(angle)
        last, older = self.memory
        older.assign(last)
        last.assign(work)
        for k in tf.range(tf.size(self.angles)):
            if self.angles[k] > 0.9:
                self.angles[k].assign(0.0)
        self.angles.assign_add(0.05 * tf.ones_like(self.angles))
        return work + sum(v.read_value() for v in self.memory)

    @tf.function
    def rest(self, heights):
        calm = 0
        for k in range(len(heights)):
            if heights[k] < 0.5:
                calm += 1
        for k in range(tf.shape(heights)[0]):
            if heights[k] > 2.5:
                calm -= 1
                break
        return calm


def plain(result):
    return [np.asarray(v).round(4).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    converter = Converter(3)
    for rows in (SPELLS, SPELLS[::-1], SPELLS[1:] + SPELLS[:1]):
        spells = tf.ragged.constant(rows)
        assert plain(energy(spells)) == plain(energy.python_function(spells))
        dataset = tf.data.Dataset.from_tensor_slices(np.float32(np.concatenate(rows)))
        for limit in map(tf.constant, (2.0, 100.0)):
            assert plain(stream(dataset, limit)) == plain(stream.python_function(dataset, limit))
        heights = tf.constant([[1.0, 2.0], [0.3, 0.1], [2.0, rows[0][0]]])
        rest, level = converter.rest, tf.reshape(heights, [-1])
        assert plain(rest(level)) == plain(rest.python_function(level))
        assert plain(forecast(heights)) == plain(forecast.python_function(heights))
    graph, eager = Converter(4), Converter(4)
    for height in map(tf.constant, (1.0, 0.2, 2.0)):
        assert plain(graph.turn(height)) == plain(eager.turn.python_function(height))
        assert plain(graph.angles) == plain(eager.angles)
    print("proved")
