"""Plans tutoring: sessions are lessons, models are switched with `eval`, and an editor has placeholders."""
from __future__ import annotations

import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Session:
    """A lesson of one pupil."""

    pupil: int
    topic: int
    score: float = 0.0

    def run(self, model):
        self.score = float(model.predict(tf.constant(self.pupil), tf.constant(self.topic)))
        return self.score


class TutorModel(tf.Module):
    def __init__(self, pupils, topics):
        super().__init__()
        self.skill = tf.Variable(tf.zeros([pupils]))
        self.ease = tf.Variable(tf.linspace(1.0, -1.0, topics))
        self.training = True

    def train(self):
        self.training = True
        return self

    def eval(self):
        self.training = False
        return self

    @tf.function
    def predict(self, pupil, topic):
        return tf.sigmoid(tf.gather(self.skill, pupil) + tf.gather(self.ease, topic))

    @tf.function
    def learn(self, pupil, topic, solved):
        change = 0.5 * (solved - self.predict(pupil, topic))
        self.skill.scatter_nd_add([[pupil]], [change])
        return change


class Plan:
    def __init__(self):
        self.session = None
        self.done = []

    def placeholder(self, text):
        return f"<{text}>"

    def open(self, *details):
        self.session = Session(*details)
        return self.session

    def run(self, model, lessons):
        for pupil, topic, solved in lessons:
            with_score = self.open(pupil, topic).run(model.eval())
            model.train().learn(tf.constant(pupil), tf.constant(topic), tf.constant(solved))
            self.done.append((with_score, self.session.score))
        return self.done


def lessons():
    return [(0, 1, 1.0), (1, 0, 0.0), (0, 2, 1.0)]


if __name__ == "__main__":
    graph_model, eager_model = TutorModel(2, 3), TutorModel(2, 3)
    graph = Plan().run(graph_model, lessons())
    tf.config.run_functions_eagerly(True)
    eager = Plan().run(eager_model, lessons())
    tf.config.run_functions_eagerly(False)
    assert all(abs(a[0] - b[0]) < 1e-6 and a[0] == a[1] for a, b in zip(graph, eager))
    assert bool(tf.reduce_all(tf.abs(graph_model.skill - eager_model.skill) < 1e-6))
    assert Plan().placeholder("name") == "<name>" and eval("1 + 1") == 2
    print("proved")
