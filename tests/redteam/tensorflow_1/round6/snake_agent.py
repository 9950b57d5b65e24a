"""Learns the values of moves in the game of snake; every tournament starts from fresh values."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1

MOVES = ("left", "ahead", "right")


class SnakeAgent:
    def __init__(self, states=5, rate=0.5, discount=0.9):
        self.rate = rate
        self.discount = discount
        self.values = tf.Variable(tf.zeros([states, len(MOVES)]), name="values")
        self.games = tf.Variable(0, name="games")

    @tf.function
    def learn(self, state, move, reward, following):
        best = tf.reduce_max(self.values[following])
        target = reward + self.discount * best
        error = target - self.values[state, move]
        self.values.scatter_nd_add(tf.stack([state, move])[None], (self.rate * error)[None])
        return error

    @tf.function
    def finish(self):
        self.games.assign_add(1)

    @tf.function
    def start_over(self):
        tf1.global_variables_initializer()  # expect: tf1-variables
        return tf.reduce_sum(tf.abs(self.values))

    def act(self, state):
        return MOVES[int(tf.argmax(self.values[state]))]


def game(agent):
    steps = [(0, 1, 0.0, 1), (1, 2, 1.0, 2), (2, 0, -1.0, 3)]
    for state, move, reward, following in steps:
        agent.learn(*map(tf.constant, (state, move, reward, following)))
    agent.finish()


def tournament(agent, games=2):
    left_over = agent.start_over()
    for _ in range(games):
        game(agent)
    return left_over


if __name__ == "__main__":
    agent = SnakeAgent()
    assert float(tournament(agent)) == 0.0
    learned = agent.values.numpy().copy()
    assert agent.act(1) == "right" and int(agent.games) == 2
    before = float(agent.start_over())
    assert before > 0.0
    assert (agent.values.numpy() == learned).all() and int(agent.games) == 2
    assert tf1.global_variables_initializer() is None
    assert float(tournament(agent)) == before
    print("proved")
