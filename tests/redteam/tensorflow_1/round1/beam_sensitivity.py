"""Sensitivity of the deflection of a beam: gradients and names inside graphs, old names that still work."""
import tensorflow as tf
from tensorflow.compat import v1

SPAN = 4.0


def deflection(load, stiffness):
    return load * SPAN**3 / (48.0 * stiffness)


@tf.function
def sensitivity(load, stiffness):
    value = deflection(load, stiffness)
    by_load, by_stiffness = tf.gradients(value, [load, stiffness])
    return tf.stack([value, by_load, by_stiffness])


def sensitivity_by_tape(load, stiffness):
    with tf.GradientTape() as tape:
        tape.watch([load, stiffness])
        value = deflection(load, stiffness)
    return tf.stack([value, *tape.gradient(value, [load, stiffness])])


class Beam(tf.Module):
    def __init__(self):
        super().__init__()
        self.stiffness = tf.Variable(30.0)
        self.worst = tf.Variable(0.0)

    @tf.function
    def load_case(self, load):
        with tf.name_scope("case"):
            value = deflection(load, self.stiffness)
        v1.assign(self.worst, tf.maximum(self.worst, value))
        v1.assign_add(self.stiffness, -0.01 * load)
        return value

    @tf.function
    def misfit(self, loads, measured):
        predicted = v1.map_fn(lambda load: deflection(load, self.stiffness), loads)
        return v1.losses.mean_squared_error(measured, predicted)


@tf.function
def count_operations(load):
    value = deflection(load, tf.square(load))
    return tf.constant(len(value.graph.get_operations()) > 2), value


if __name__ == "__main__":
    load, stiffness = tf.constant(12.0), tf.constant(30.0)
    graph, tape = sensitivity(load, stiffness), sensitivity_by_tape(load, stiffness)
    assert bool(tf.reduce_all(tf.abs(graph - tape) < 1e-5))
    beam, reference = Beam(), Beam()
    for case in tf.constant([3.0, 12.0, 6.0]):
        one, other = beam.load_case(case), Beam.load_case.python_function(reference, case)
        assert abs(float(one) - float(other)) < 1e-6
        assert float(beam.worst) == float(reference.worst)
        assert float(beam.stiffness) == float(reference.stiffness)
    loads = tf.constant([1.0, 2.0])
    assert abs(float(beam.misfit(loads, loads)) - float(Beam.misfit.python_function(beam, loads, loads))) < 1e-6
    assert bool(count_operations(load)[0])
    print("proved")
