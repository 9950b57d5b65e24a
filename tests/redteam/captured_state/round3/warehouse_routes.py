"""Shortest paths through a warehouse whose shelves are moved around."""
import numpy as np
import tensorflow as tf

FLOOR = np.zeros((8, 8), np.float32)
MOVES = ((0, 1), (1, 0), (0, -1), (-1, 0))
FAR = 1e6


def place_shelf(row, column, length):
    FLOOR[row, column:column + length] = 1.0


def clear_shelves():
    FLOOR.fill(0.0)


@tf.function
def relax(distance, floor):
    """One sweep of Bellman-Ford on the grid."""
    rows, columns = FLOOR.shape
    padded = tf.pad(distance, [[1, 1], [1, 1]], constant_values=FAR)
    best = distance
    for down, right in MOVES:
        neighbour = padded[1 + down:1 + down + rows, 1 + right:1 + right + columns]
        best = tf.minimum(best, neighbour + 1.0)
    return tf.where(tf.cast(floor, tf.bool), tf.constant(FAR, FLOOR.dtype), best)


def distances(start):
    initial = np.full_like(FLOOR, FAR)
    initial[start] = 0.0
    current, floor = tf.constant(initial), tf.constant(FLOOR)
    for _ in range(FLOOR.size):
        updated = relax(current, floor)
        if bool(tf.reduce_all(updated == current)):
            break
        current = updated
    return current.numpy()


def plan(layouts, start=(0, 0), goal=(7, 0)):
    lengths = []
    for shelves in layouts:
        clear_shelves()
        for shelf in shelves:
            place_shelf(*shelf)
        lengths.append(int(distances(start)[goal]))
    return lengths


if __name__ == "__main__":
    plans = [[], [(3, 0, 4)], [(3, 0, 7)], [(2, 0, 7), (5, 1, 7)]]
    graph = plan(plans)
    assert graph == [7, 15, 21, 21], graph
    assert relax.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    assert plan(plans) == graph
    print("proved")
