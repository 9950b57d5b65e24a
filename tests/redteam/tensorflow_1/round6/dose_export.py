"""Exports a dose model from its old graph and uses it in a new programme of treatment planning."""
import os
import tempfile

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1


def export(folder, absorption):
    """Writes the graph with the variables of the old training run."""
    with tf.Graph().as_default() as graph, v1.Session(graph=graph) as session:
        depth = v1.placeholder(tf.float32, [None], name="depth")
        with v1.variable_scope("beam"):
            rate = v1.get_variable("rate", initializer=tf.constant(absorption))
        dose = tf.identity(tf.exp(-rate * depth), name="dose")
        session.run(v1.global_variables_initializer())
        v1.saved_model.simple_save(session, folder, inputs={"depth": depth}, outputs={"dose": dose})


class Planner(tf.Module):
    def __init__(self, folder):
        super().__init__()
        self.loaded = tf.saved_model.load(folder)
        self.dose = self.loaded.signatures["serving_default"]
        self.beams = tf.Variable(1.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def total(self, depth):
        one = self.dose(depth=depth)["dose"]
        return self.beams * one

    @tf.function
    def scale_to(self, depth, wanted):
        reached = tf.reduce_mean(self.total(depth))
        if reached > 0.0:
            self.beams.assign(self.beams * wanted / reached)
        return reached


def plan(planner, wanted=2.0):
    depth = tf.linspace(1.0, 3.0, 5)
    planner.scale_to(depth, tf.constant(wanted))
    return planner.total(depth)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "dose")
        export(path, absorption=0.4)
        planner, reference = Planner(path), Planner(path)
        dose = plan(planner)
        assert abs(float(tf.reduce_mean(dose)) - 2.0) < 1e-5
        depth = tf.linspace(1.0, 3.0, 5)
        Planner.scale_to.python_function(reference, depth, tf.constant(2.0))
        eager = Planner.total.python_function(reference, depth)
        assert np.allclose(dose, eager, atol=1e-5)
        shape = np.exp(-0.4 * depth.numpy())
        assert np.allclose(dose / tf.reduce_sum(dose), shape / shape.sum(), atol=1e-5)
    print("proved")
