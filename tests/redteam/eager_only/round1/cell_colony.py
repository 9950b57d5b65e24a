"""A colony of cells on a grid; casts of tensors in converted code become tf.cast."""
import tensorflow as tf

SIZE = 6
NEIGHBOURS = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0)]


def neighbour_counts(grid):
    total = tf.zeros_like(grid)
    for shift in NEIGHBOURS:
        total += tf.roll(grid, shift, axis=[0, 1])
    return total


def generation(grid):
    counts = neighbour_counts(grid)
    born = counts == 3
    survive = (grid == 1) & (counts == 2)
    return tf.cast(born | survive, tf.int32)


@tf.function
def evolve(grid, lifetime):
    """As many generations as the lifetime has whole ones."""
    for _ in range(int(lifetime)):
        grid = generation(grid)
    return grid


@tf.function
def density(grid):
    living = float(tf.reduce_sum(grid))
    cells = float(grid.shape[0]) * float(SIZE**2 // SIZE)
    return living / cells


@tf.function
def busiest_row(grid):
    row = int(tf.argmax(tf.reduce_sum(grid, axis=1)))
    width = int(grid.shape[1])
    upper = int("1") * width
    return grid[row], tf.minimum(row, upper - 1), abs(float(row) - 0.5 * float(width))


@tf.function
def thin_out(grid, share):
    keep = int(share * float(tf.reduce_sum(grid)))
    order = tf.cumsum(tf.reshape(grid, [-1]))
    kept = tf.reshape(order, [SIZE, SIZE]) <= keep
    if keep > 0:
        grid = tf.where(kept, grid, tf.zeros_like(grid))
    else:
        grid = tf.zeros_like(grid)
    return grid


def glider():
    return tf.tensor_scatter_nd_update(
        tf.zeros([SIZE, SIZE], tf.int32), [[0, 1], [1, 2], [2, 0], [2, 1], [2, 2]], [1, 1, 1, 1, 1]
    )


def observe(grid):
    """Python numbers for a report, outside of any trace."""
    share = float(density(grid))
    row, index, offset = busiest_row(grid)
    return share, [int(cell) for cell in row], int(index), float(offset)


if __name__ == "__main__":
    start, life = glider(), tf.constant(4.75)
    graph = evolve(start, life), thin_out(start, tf.constant(0.5))
    eager = evolve.python_function(start, life), thin_out.python_function(start, tf.constant(0.5))
    for a, b in zip(graph, eager):
        assert a.numpy().tolist() == b.numpy().tolist()
    moved = tf.roll(start, [1, 1], axis=[0, 1])
    assert graph[0].numpy().tolist() == moved.numpy().tolist() and int(tf.reduce_sum(graph[1])) == 2
    assert abs(observe(start)[0] - 5 / 36) < 1e-6
    assert observe(start)[1:] == ([1, 1, 1, 0, 0, 0], 2, 1.0)
    print("proved")
