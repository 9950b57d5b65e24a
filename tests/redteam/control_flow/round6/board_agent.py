"""Move selection of a small reinforcement learning agent for board games."""
import enum

import tensorflow as tf


class Style(enum.Enum):
    CAREFUL = "careful"
    BOLD = "bold"


class Agent(tf.Module):
    def __init__(self, style: Style, temperatures=(2.0, 1.0, 0.5)):
        super().__init__()
        self.style = style
        self.temperatures = temperatures
        self.weights = tf.Variable([0.4, -0.2, 0.1, 0.3])

    @tf.function
    def value(self, board):
        score = tf.reduce_sum(board * self.weights)
        match self.style:  # expect: tf-autograph-unconverted
            case Style.CAREFUL:
                score = score - 0.1
            case Style.BOLD:
                score = score + 0.1
        if score > 1.0:  # allow: tf-tensor-bool-unconverted, tf-autograph-unconverted
            score = tf.constant(1.0)
        return score

    @tf.function
    def sharpen(self, logits):
        """The last temperature of the plan that is set; falls back to one."""
        for temperature in self.temperatures:  # expect: tf-autograph-unconverted
            if temperature < 1.0:
                logits = logits / temperature
                break
        else:
            logits = logits / 1.0
        best = tf.reduce_max(logits)
        return logits - best if best > 5.0 else logits  # allow: tf-tensor-bool-unconverted, tf-autograph-unconverted

    @tf.function
    def reward_bonus(self, board):
        match self.style:
            case Style.CAREFUL:
                factor = 0.5
            case _:
                factor = 2.0
        return factor * tf.where(tf.reduce_sum(board) > 0.0, 1.0, -1.0)


def play(style: Style):
    agent = Agent(style)
    board = tf.constant([1.0, 0.0, -1.0, 1.0])
    return agent.value(board), agent.sharpen(board * 4.0), agent.reward_bonus(board)


def refused(method, argument):
    try:
        method(argument)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return "as a Python `bool` is not allowed" in str(error)
    return False


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    score, logits, bonus = play(Style.BOLD)
    assert abs(float(score) - 0.7) < 1e-6 and float(bonus) == 2.0
    assert logits.numpy().tolist() == [0.0, -8.0, -16.0, 0.0]
    tf.config.run_functions_eagerly(False)
    player, position = Agent(Style.BOLD), tf.constant([1.0, 0.0, -1.0, 1.0])
    assert refused(player.value, position)
    assert refused(player.sharpen, position)
    assert float(player.reward_bonus(position)) == 2.0
    print("proved")
