"""Ants look for short tours: trails in arrays of TensorFlow, scratch lists where loops are Python's."""
import numpy as np
import tensorflow as tf

CITIES = 5
ANTS = 3


def distances(points):
    return tf.norm(points[:, tf.newaxis] - points[tf.newaxis], axis=-1)


class Colony(tf.Module):
    """Deposits pheromone on the edges of good tours."""

    def __init__(self, points, evaporation=0.5):
        super().__init__()
        self.distances = distances(points)
        self.pheromone = tf.Variable(tf.ones([CITIES, CITIES]))
        self.best = tf.Variable(np.inf, dtype=tf.float32)
        self.evaporation = evaporation

    def choose(self, city, visited):
        desire = self.pheromone[city] / (self.distances[city] + 1e-3)
        return tf.argmax(tf.where(visited, -1.0, desire), output_type=tf.int32)

    def tour(self, start):
        """Cities in order, with the length; the array is kept by its own name."""
        city, length = start, tf.constant(0.0)
        visited = tf.one_hot(start, CITIES, True, False)
        order = tf.TensorArray(tf.int32, size=CITIES, clear_after_read=False).write(0, start)
        for k in tf.range(1, CITIES):
            following = self.choose(city, visited)
            length += self.distances[city, following]
            visited = visited | tf.one_hot(following, CITIES, True, False)
            order = order.write(k, following)
            city = following
        return order.stack(), length + self.distances[city, start]

    @tf.function
    def iterate(self, starts):
        tours, lengths = [], []
        for ant in range(ANTS):
            order, length = self.tour(starts[ant])
            tours.append(order)
            lengths.append(length)
        lengths = tf.stack(lengths)
        winner = tf.argmin(lengths)
        edges = tf.stack([tf.stack(tours)[winner], tf.roll(tf.stack(tours)[winner], -1, 0)], axis=1)
        self.pheromone.assign(self.pheromone * self.evaporation)
        self.pheromone.scatter_nd_add(edges, tf.fill([CITIES], 1.0 / lengths[winner]))
        if lengths[winner] < self.best:
            self.best.assign(lengths[winner])
        return lengths

    @tf.function
    def statistics(self, rounds):
        """A list of fixed length and a dictionary change within the loop."""
        recent = [tf.constant(0.0), tf.constant(0.0)]
        totals = {"edges": tf.constant(0.0), "rounds": 0}
        scratch = []
        for k in tf.range(rounds):
            row = self.pheromone[k % CITIES]
            scratch.append(row)
            recent[0], recent[1] = recent[1], tf.reduce_max(row)
            totals["edges"] += tf.reduce_sum(row)
            totals["rounds"] += 1
        names = sorted(name for name in totals)
        return recent + [totals[name] for name in names]


def run(colony, iterate, statistics, rounds=4):
    out = []
    for k in range(rounds):
        starts = tf.constant([k % CITIES, (k + 1) % CITIES, 4])
        out.append(iterate(starts).numpy())
        out.append([float(v) for v in statistics(tf.constant(k))])
    return out + [colony.pheromone.numpy().ravel(), [colony.best.numpy()]]


if __name__ == "__main__":
    points = tf.constant([[0.0, 0.0], [2.0, 0.1], [2.0, 3.0], [0.2, 3.0], [1.0, 1.2]])
    graph, eager = Colony(points), Colony(points)
    left = run(graph, graph.iterate, graph.statistics)
    right = run(eager, eager.iterate.python_function, eager.statistics.python_function)
    for a, b in zip(left, right, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5)
    print("proved")
