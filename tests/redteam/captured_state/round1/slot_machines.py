"""Upper-confidence-bound player for a row of slot machines."""
import numpy as np
import tensorflow as tf

ARMS = 4
PULLS = np.ones(ARMS, np.float32)
PAYOUT = np.array([0.2, 0.5, 0.4, 0.1], np.float32)


def upper_bounds(means, time):
    bonus = tf.sqrt(2.0 * tf.math.log(time) / PULLS)  # expect: tf-global-read
    return means + bonus


rank = tf.function(upper_bounds)


class Player:
    def __init__(self):
        self.means = PAYOUT.copy()
        self.choices = []

    def pull(self, arm):
        PULLS[arm] += 1.0
        self.means[arm] += (PAYOUT[arm] - self.means[arm]) / PULLS[arm]
        self.choices.append(arm)

    def play(self, rounds):
        for time in np.arange(2.0, 2.0 + rounds, dtype=np.float32):
            scores = rank(tf.constant(self.means), tf.constant(time))
            self.pull(int(tf.argmax(scores)))
        return np.bincount(self.choices, minlength=ARMS)


def season(rounds=40):
    player = Player()
    return player.play(rounds)


if __name__ == "__main__":
    greedy = season()
    assert rank.experimental_get_tracing_count() == 1
    assert greedy.tolist() == [0, 40, 0, 0], greedy
    PULLS[:] = 1.0
    tf.config.run_functions_eagerly(True)
    balanced = season()
    assert balanced.min() >= 3, balanced
    print("proved")
