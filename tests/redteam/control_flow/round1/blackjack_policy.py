"""A hand-written policy and its payoff for a card game; many returns, all on every path."""
import tensorflow as tf

STAND, HIT, DOUBLE = 0, 1, 2


class Policy:
    """Rules in the order of their importance."""

    def __init__(self, aggressive=False):
        self.aggressive = aggressive

    @tf.function
    def act(self, total, dealer):
        if total >= 17:
            return STAND
        if total >= 13 and dealer <= 6:
            return STAND
        if 9 <= total <= 11:
            if dealer < 10:
                return DOUBLE
            else:
                return HIT
        return HIT

    @tf.function
    def stake(self, total, balance):
        if self.aggressive:
            return balance
        if total > 10 or balance < 5.0:
            share = 0.5 * balance
        elif total > 5:
            share = 0.25 * balance
        else:
            share = 0.1 * balance
        return share

    def describe(self):
        if self.aggressive:
            return "all in"


def payoff(player, dealer):
    """Negative when the player busts."""
    if player > 21:
        result = -1.0
    elif dealer > 21:
        result = 1.0
    else:
        result = tf.cast(tf.sign(player - dealer), tf.float32)
    return result


@tf.function
def settle(players, dealers):
    return tf.map_fn(lambda hands: payoff(hands[0], hands[1]), (players, dealers), fn_output_signature=tf.float32)


@tf.function
def draw_until(deck, limit):
    """Draws cards until the limit is reached; position and total are what is left."""
    total, position = tf.constant(0), tf.constant(0)
    while total < limit:
        card = deck[position]
        total += card
        position += 1
        if card == 11 and total > 21:
            total -= 10
    return total, position


def hands():
    for total in (20, 15, 14, 10, 11, 4):
        for dealer in (5, 10):
            yield tf.constant(total), tf.constant(dealer)


if __name__ == "__main__":
    actions = []
    for eagerly in (False, True):
        tf.config.run_functions_eagerly(eagerly)
        careful, bold = Policy(), Policy(aggressive=True)
        row = [int(careful.act(*hand)) for hand in hands()]
        row += [float(careful.stake(total, tf.constant(40.0))) for total, _ in hands()]
        row += [float(bold.stake(total, tf.constant(8.0))) for total, _ in hands()]
        row += settle(tf.constant([22, 18, 20]), tf.constant([10, 25, 20])).numpy().tolist()
        deck = tf.constant([10, 2, 11, 4, 6])
        row += [int(v) for v in draw_until(deck, tf.constant(17))]
        actions.append(row)
    tf.config.run_functions_eagerly(False)
    assert actions[0] == actions[1], actions
    assert Policy(aggressive=True).describe() == "all in" and Policy().describe() is None
    print("proved")
