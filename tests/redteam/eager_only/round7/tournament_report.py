"""Scores a chess tournament in graphs and words the results with TensorFlow's own string ops."""
import tensorflow as tf

PLAYERS = ["white", "black"]
ROUND_NAME = "round_{:02d}"


def expected(a, b):
    return 1.0 / (1.0 + 10.0 ** ((b - a) / 400.0))


class Tournament:
    def __init__(self, name, k_factor=20.0):
        self.name = name
        self.k_factor = k_factor
        self.ratings = tf.Variable([1500.0, 1600.0])

    def __str__(self):
        return f"{self.name} (K={self.k_factor:g})"

    @tf.function
    def play(self, scores):
        """Updates the ratings, with a scope and an entry for each player."""
        deltas = {}
        for i, player in enumerate(PLAYERS):
            with tf.name_scope(f"player_{player}_{i}"):
                chance = expected(self.ratings[i], self.ratings[1 - i])
                deltas[f"{player}/{i}"] = self.k_factor * (scores[i] - chance)
        self.ratings.assign_add(tf.stack(list(deltas.values())))
        return deltas

    @tf.function
    def headline(self, scores):
        best = tf.gather(PLAYERS, tf.argmax(scores))
        points = tf.strings.as_string(tf.reduce_max(scores), precision=1)
        text = tf.strings.format("{} wins", best)
        return tf.strings.join([str(self), ": ", best, " with ", points]), text

    @tf.function
    def describe(self, scores):
        static = f"{scores.shape.rank}-d, {scores.shape[0]} players, {scores.dtype.name!r}"
        tf.debugging.assert_non_negative(scores, message=f"scores of {self.name} below zero")
        return tf.constant("%s: %s" % (self.name, static)) + " / " + tf.strings.as_string(scores)

    @tf.function
    def pairing(self, board):
        side = board % len(PLAYERS)
        seat = board % tf.constant(3)
        labels = [ROUND_NAME.format(i) for i in range(len(PLAYERS))]
        return tf.gather(labels, side) + "@" + tf.strings.as_string(seat)


def announce(tournament, scores):
    deltas = tournament.play(scores)
    lines = [f"{name}: {delta:+.1f}" for name, delta in deltas.items()]
    best, wins = tournament.headline(scores)
    lines.append(f"{best.numpy().decode()} | {wins.numpy().decode()}")
    lines.extend(str(line) for line in tournament.describe(scores).numpy())
    lines.append("seat %s" % tournament.pairing(tf.constant(5)).numpy().decode())
    return lines


if __name__ == "__main__":
    scores = tf.constant([0.0, 1.0])
    lines = announce(Tournament("city open"), scores)
    tf.config.run_functions_eagerly(True)
    assert lines == announce(Tournament("city open"), scores), lines
    tf.config.run_functions_eagerly(False)
    assert lines[2].startswith("city open (K=20): black with 1.0 | "), lines
    assert "city open: 1-d, 2 players, 'float32' / 0" in lines[3], lines
    assert lines[-1] == "seat round_01@2"
    assert not any("Tensor(" in line for line in lines)
    print("proved")
