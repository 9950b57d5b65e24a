"""A base class compiles what its subclasses write; one of them writes a generator function."""

import tensorflow as tf


class Cutter:
    def __init__(self, width):
        self.width = width

    def cut(self, x):
        raise NotImplementedError

    def compile(self):
        return tf.function(self.cut)


class Framed(Cutter):
    def cut(self, x):
        return tf.reshape(x, [-1, self.width])


class Lazy(Cutter):
    def cut(self, x):  # expect: tf-generator
        for start in range(0, 4, self.width):
            yield x[start : start + self.width]


class Patient(Lazy):
    def compile(self):
        return super().compile()

    def cut(self, x):  # expect: tf-generator
        yield tf.reverse(x, [0])


def run():
    found = []
    framed, lazy, patient = Framed(2).compile(), Lazy(2).compile(), Patient(2).compile()
    for value in (1.0, 2.0, 3.0):
        x = tf.fill([4], value)
        found.append(framed(x).numpy().tolist())
        found.append([part.numpy().tolist() for part in lazy(x)])
        found.append([part.numpy().tolist() for part in patient(x)])
    return found
