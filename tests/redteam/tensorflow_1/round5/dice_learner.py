"""Learns when to stop rolling in a dice game, one opponent after another."""
import tensorflow as tf


class StopOrRoll(tf.Module):
    def __init__(self, limit=10, rate=0.3):
        super().__init__()
        self.limit = limit
        self.rate = rate
        self.score = tf.Variable(tf.zeros([limit, 2]), name="score")
        self.games = tf.Variable(0, name="games", trainable=False)

    @tf.function
    def learn(self, total, action, reward):
        place = tf.stack([total, action])
        old = tf.gather_nd(self.score, place)
        self.score.scatter_nd_add([place], [self.rate * (reward - old)])
        return old

    @tf.function
    def decide(self, total):
        return tf.argmax(self.score[total])

    @tf.function
    def next_opponent(self):
        """Forgets what was learned and counts the game."""
        tf.compat.v1.global_variables_initializer()  # expect: tf1-variables
        self.games.assign_add(1)

    @tf.function
    def forget(self):
        self.score.assign(tf.zeros_like(self.score))
        self.games.assign_add(1)


def play(player, rounds, bust=7):
    for turn in range(rounds):
        total = tf.constant(turn % player.limit)
        for action, reward in ((0, 0.1 * (turn % 10)), (1, 1.0 if turn % 10 < bust else -1.0)):
            player.learn(total, tf.constant(action), tf.constant(reward))
    return [int(player.decide(tf.constant(total))) for total in range(player.limit)]


def tournament(player, opponents=2):
    plans = []
    for _ in range(opponents):
        plans.append(play(player, 20))
        player.next_opponent()
    return plans


if __name__ == "__main__":
    player = StopOrRoll()
    plans = tournament(player)
    assert plans[0][:7] == [1] * 7 and plans[0][7:] == [0] * 3
    learned = float(tf.reduce_sum(tf.abs(player.score)))
    player.next_opponent()
    assert float(tf.reduce_sum(tf.abs(player.score))) == learned > 0.0, "nothing was forgotten"
    assert int(player.games) == 3 and tf.compat.v1.global_variables() == []
    StopOrRoll.next_opponent.python_function(player)
    assert float(tf.reduce_sum(tf.abs(player.score))) == learned
    assert tf.compat.v1.global_variables_initializer() is None
    player.forget()
    assert float(tf.reduce_sum(tf.abs(player.score))) == 0.0
    print("proved")
