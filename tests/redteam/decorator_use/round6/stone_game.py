"""Values positions of a take-away game by looking ahead for both players."""
import tensorflow as tf


class TakeAway:
    """We remove one stone or three, the other player one; the bonus of each pile size is known."""

    def __init__(self, bonus, discount):
        self.bonus = tf.constant(bonus)
        self.discount = tf.constant(discount)

    @tf.function  # allow: tf-recursion
    def value(self, stones):  # allow: tf-recursion
        return self.our_move(stones)  # allow: tf-recursion

    def our_move(self, stones):  # allow: tf-recursion
        if stones <= 0:
            result = tf.constant(0.0)
        else:
            taken = tf.where(stones % 4 == 0, 3, 1)
            reply = self.their_move(stones - taken)  # allow: tf-recursion
            result = self.bonus[stones % 4] + self.discount * reply
        return result

    def their_move(self, stones):  # allow: tf-recursion
        if stones <= 0:
            result = tf.constant(1.0)
        else:
            result = -self.our_move(stones - 1)  # expect: tf-recursion
        return result


def evaluate(game, piles):
    return [float(game.value(stones)) for stones in piles]


def main():
    game = TakeAway(bonus=[0.0, 0.5, 0.25, 1.0], discount=0.9)
    return evaluate(game, tf.unstack(tf.constant([2, 3, 5])))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert len(eager) == 3 and all(abs(v) < 4.0 for v in eager), eager
    try:
        main()
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
    else:
        raise AssertionError("the look-ahead ended while tracing")
    print("proved")
