"""An agent that hunts treasure in a small maze: planned paths, episodes and the value of what is found."""
import tensorflow as tf

MOVES = ((0, 1), (1, 0), (0, -1), (-1, 0))
GRID = tf.constant([[0.0, 1.0, 0.0], [0.0, -1.0, 5.0], [2.0, 0.0, 0.0]])
HORIZON = 6


def inside(cell):
    return tf.reduce_all((cell >= 0) & (cell < 3))


def step(cell, move):
    following = cell + tf.constant(MOVES[move])
    return following if inside(following) else cell


def reward(cell):
    return tf.gather_nd(GRID, cell)


@tf.function
def follow(start, plan=(0, 1, 1, 2, 0)):
    """Follows a plan until the first trap."""
    cell, gained = start, tf.constant(0.0)
    for move in plan:
        cell = step(cell, move)
        if reward(cell) < 0.0:
            break  # expect: tf-tensor-break-in-python-loop
        gained += reward(cell)
    return gained


@tf.function
def staged_follow(start, plan=(0, 1, 1, 2, 0)):
    cell, gained = start, tf.constant(0.0)
    alive = tf.constant(True)
    for move in plan:
        cell = step(cell, move)
        alive = alive & (reward(cell) >= 0.0)
        gained += reward(cell) if alive else 0.0
    return gained


class Hunter:
    """Greedy: takes the best neighbour until nothing is better than what it has."""

    def __init__(self, horizon=HORIZON):
        self.horizon = horizon

    def best(self, cell):
        options = [step(cell, move) for move in range(len(MOVES))]
        return tf.stack(options)[tf.argmax(tf.stack([reward(option) for option in options]))]

    def hunt(self, cell):
        steps = 0
        while steps < self.horizon:
            following = self.best(cell)
            if reward(following) <= reward(cell):
                return cell  # unseen: tf-branch-return  # allow: tf-tensor-break-in-python-loop
            cell = following
            steps += 1
        return cell

    def staged_hunt(self, cell):
        for _ in tf.range(self.horizon):
            following = self.best(cell)
            if reward(following) <= reward(cell):
                break
            cell = following
        return cell

    @tf.function
    def search(self, cell):
        for move in range(len(MOVES)):
            if move == 3:
                break
            if inside(cell + tf.constant(MOVES[move])):
                continue
            cell = step(cell, move)
        return cell


def failure(function, *arguments):
    try:
        function(*arguments)
    except (NotImplementedError, ValueError) as error:
        return type(error).__name__, str(error)
    raise AssertionError("no error")


if __name__ == "__main__":
    hunter = Hunter()
    graph, staged = tf.function(hunter.hunt), tf.function(hunter.staged_hunt)
    for start in ([0, 0], [2, 2], [0, 2], [1, 0]):
        cell = tf.constant(start)
        assert float(staged_follow(cell)) == float(follow.python_function(cell))
        name, text = failure(follow, cell)
        assert name == "NotImplementedError" and "are not supported in Python for loops" in text, text
        expected = hunter.hunt(cell).numpy().tolist()
        assert staged(cell).numpy().tolist() == expected
        name, text = failure(graph, cell)
        assert "the else branch must also have a return statement" in text and "in hunt" in text, text
        assert hunter.search(cell).numpy().tolist() == hunter.search.python_function(cell).numpy().tolist()
    print("proved")
