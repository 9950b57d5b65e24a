"""A round-robin tournament between agents of a matrix game."""
import itertools

import tensorflow as tf

PAYOFF = tf.constant([[0.0, -1.0, 1.0], [1.0, 0.0, -1.0], [-1.0, 1.0, 0.0]])


class Agent:
    def __init__(self, name, logits):
        self.name = name
        self.logits = tf.Variable(logits)

    @tf.function
    def strategy(self, temperature):
        return tf.nn.softmax(self.logits / temperature)

    def play(self, temperature):
        """Chooses the favourite move; the object lives as long as this call."""
        return tf.argmax(self.strategy(temperature))


class Referee:
    @tf.function
    def score(self, first, second):
        return tf.tensordot(first, tf.linalg.matvec(PAYOFF, second), axes=1)


class Mirror(tf.Module):
    @tf.function
    def __call__(self, strategy):
        return tf.reverse(strategy, axis=[0])


class Blend:
    def __init__(self, share):
        self.share = share
        self.mix = tf.function(self._mix)

    def _mix(self, a, b):
        return self.share * a + (1.0 - self.share) * b


class Tournament:
    def __init__(self, agents):
        self.agents = agents
        self.referee = Referee()

    def table(self, temperature):
        plans = {agent.name: agent.strategy(temperature) for agent in self.agents}
        pairs = itertools.combinations(plans, 2)
        return {(a, b): self.referee.score(plans[a], plans[b]) for a, b in pairs}


def line_up():
    return [Agent("rock", [2.0, 0.0, 0.0]), Agent("paper", [0.0, 1.5, 0.0]), Agent("mixed", [0.3, 0.2, 0.1])]


def evening(temperature):
    tournament = Tournament(line_up())
    table = tournament.table(temperature)
    opening = Agent("guest", [0.0, 0.0, 3.0]).play(temperature)
    late = Agent("late", [1.0, 0.0, 2.0])
    plan = late.strategy(temperature)
    draw = Referee().score(plan, plan)
    return table, opening, Mirror()(plan), Blend(0.25).mix(plan, Mirror()(plan)), draw


if __name__ == "__main__":
    temperature = tf.constant(0.5)
    graph = tf.nest.flatten(evening(temperature))
    again = tf.nest.flatten(evening(temperature))
    tf.config.run_functions_eagerly(True)
    eager = tf.nest.flatten(evening(temperature))
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) == 7
    for a, b, c in zip(graph, again, eager):
        a, b, c = (tf.cast(t, tf.float32) for t in (a, b, c))
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-6 and float(tf.reduce_max(tf.abs(a - c))) < 1e-6
    print("proved")
