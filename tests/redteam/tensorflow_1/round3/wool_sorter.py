"""Sorts wool by fibre: a class of its own for sessions at the counter, and many names that sound like graphs."""
from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

import tensorflow as tf


@dataclass
class Session:
    """A visit of a customer at the counter."""

    customer: str
    bales: list[tf.Tensor] = field(default_factory=list)

    def run(self, grader: Grader, feed_dict: dict[str, tf.Tensor] | None = None) -> list[float]:
        bales = list((feed_dict or {}).values()) or self.bales
        return [float(grader.grade(bale)) for bale in bales]

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *details: object) -> None:
        self.bales.clear()


class Saver:
    """Remembers the best grade."""

    def __init__(self, keep: int = 2) -> None:
        self.keep, self.kept = keep, []

    def save(self, session: Session, grades: list[float]) -> None:
        self.kept = sorted([*self.kept, max(grades)])[-self.keep :]


class Grader(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.scale = tf.Variable(0.5)
        self.training = True

    @tf.function
    def grade(self, fibres: tf.Tensor) -> tf.Tensor:
        spread = tf.math.reduce_std(fibres)
        if spread > 1.0:
            return self.scale / spread
        return self.scale * tf.reduce_mean(fibres)

    def eval(self) -> Grader:
        """The name that another library uses for the mode."""
        self.training = False
        return self

    def placeholder(self) -> tf.TensorSpec:
        return tf.TensorSpec([None], tf.float32)


def get_variable(grader: Grader, name: str) -> tf.Variable:
    return {variable.name.split(":")[0]: variable for variable in grader.variables}.get(name, grader.scale)


@contextlib.contextmanager
def variable_scope(grader: Grader, value: float):
    """Another scale for a while."""
    before = tf.identity(grader.scale)
    get_variable(grader, "scale").assign(value)
    yield grader
    grader.scale.assign(before)


def visit(customer: str, seeds: range, saver: Saver, grader: Grader) -> list[float]:
    bales = [tf.random.stateless_normal([5], [seed, 3], 1.0, 0.5 + seed) for seed in seeds]
    with Session(customer, bales) as sess:
        grades = sess.run(grader)
        saver.save(sess, grades)
        with variable_scope(grader, 2.0):
            return grades + sess.run(grader, feed_dict={"first": bales[0]})


if __name__ == "__main__":
    grader, saver = Grader().eval(), Saver()
    graph = visit("first", range(3), saver, grader)
    tf.config.run_functions_eagerly(True)
    eager = visit("first", range(3), Saver(), Grader().eval())
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)) and len(graph) == 4
    assert not grader.training and len(saver.kept) == 1 and float(grader.scale) == 0.5
    assert grader.grade.get_concrete_function(grader.placeholder()) is not None
    print("proved")
