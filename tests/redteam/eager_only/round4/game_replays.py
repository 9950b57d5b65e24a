"""Learns from replays of a board game: buffers in variables, moves as text, flags as truth values."""
import tensorflow as tf

MOVES = {"up": 0, "down": 1, "pass": 2}
NAMES = {number: name for name, number in MOVES.items()}


class Replay(tf.Module):
    def __init__(self, capacity=4):
        super().__init__()
        self.capacity = capacity
        self.states = tf.Variable(tf.zeros([capacity, 2]))
        self.size = tf.Variable(0)

    def add(self, state):
        self.states.scatter_nd_update([[self.size % self.capacity]], [state])
        self.size.assign_add(1)

    @property
    def full(self):
        return bool(self.size >= self.capacity)  # expect: tf-python-cast

    @property
    def staged_full(self):
        return self.size >= self.capacity

    @property
    def count(self):
        return self.size.numpy()  # expect: tf-numpy-call

    @property
    def staged_count(self):
        return tf.minimum(self.size.read_value(), self.capacity)


class Player:
    def __init__(self, replay):
        self.replay = replay
        self.value = tf.Variable([0.5, -0.5])

    @tf.function
    def observe(self, state):
        self.replay.add(state)
        learning = self.replay.full
        return tf.cast(learning, tf.float32) * tf.tensordot(self.value, state, 1)

    @tf.function
    def staged_observe(self, state):
        self.replay.add(state)
        learning = self.replay.staged_full
        return tf.cast(learning, tf.float32) * tf.tensordot(self.value, state, 1)

    @tf.function
    def average(self):
        recent = self.replay.states[: self.replay.count]
        return tf.reduce_mean(recent, axis=0)

    @tf.function
    def staged_average(self):
        recent = self.replay.states[: self.replay.staged_count]
        return tf.reduce_mean(recent, axis=0)

    @tf.function
    def move(self, state):
        scores = tf.stack([state[0], state[1], tf.constant(0.1)])
        names = tf.constant([NAMES[k] for k in sorted(NAMES)])
        return tf.gather(names, tf.argmax(scores))

    def play(self, states):
        """Eager: text of the moves, and the properties."""
        text = [str(self.move(s).numpy(), "utf-8") for s in states]
        return f"{', '.join(text)} ({int(self.replay.count)}, {self.replay.full})"


def game():
    return [tf.constant([0.1 * k, 0.3 - 0.1 * k]) for k in range(5)]


def played(player, observe, average):
    rows = [round(float(observe(state)), 4) for state in game()[:3]]
    return rows + [round(v, 4) for v in average().numpy().tolist()]


if __name__ == "__main__":
    first, second = Player(Replay(3)), Player(Replay(3))
    tf.config.run_functions_eagerly(True)
    eager = played(first, first.observe, first.average)
    tf.config.run_functions_eagerly(False)
    graph = played(second, second.staged_observe, second.staged_average)
    assert eager == graph and graph[2] != 0.0, (eager, graph)
    assert second.play(game()) == "down, down, up, up, up (3, True)", second.play(game())
    try:
        second.observe(game()[0])
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "self.replay.full" in str(error), error
    else:
        raise AssertionError("a symbolic flag had a truth value")
    try:
        second.average()
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("a variable had a value while tracing")
    print("proved")
