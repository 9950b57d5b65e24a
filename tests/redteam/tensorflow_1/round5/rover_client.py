"""Exports the planner of a rover as a SavedModel and runs it through a small client."""
import tempfile

import tensorflow as tf
from tensorflow.compat.v1.saved_model import signature_constants

SERVING = signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY


class Planner(tf.Module):
    """Chooses the speed of the wheels from the slope ahead and the charge."""

    def __init__(self):
        super().__init__()
        self.caution = tf.Variable(0.5)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None], tf.float32, name="slope"),
            tf.TensorSpec([None], tf.float32, name="charge"),
        ]
    )
    def plan(self, slope, charge):
        speed = charge * tf.exp(-self.caution * tf.abs(slope))
        return {"speed": tf.clip_by_value(speed, 0.0, 1.0), "stop": speed < 0.05}


class Client:
    """Runs a signature the way that the old predictor did: fetches and a dictionary of inputs."""

    def __init__(self, folder, key=SERVING):
        self.model = tf.saved_model.load(folder)
        self.signature = self.model.signatures[key]

    @property
    def inputs(self):
        return sorted(self.signature.structured_input_signature[1])

    def run(self, fetches, feed_dict):
        outputs = self.signature(**{name: tf.constant(value) for name, value in feed_dict.items()})
        return [outputs[name].numpy() for name in fetches]


def export(planner, folder):
    tf.saved_model.save(planner, folder, signatures={SERVING: planner.plan})
    return folder


def drive(client, sights):
    path = []
    for slope, charge in sights:
        speed, stop = client.run(["speed", "stop"], feed_dict={"slope": [slope], "charge": [charge]})
        if stop[0]:
            break
        path.append(round(float(speed[0]), 4))
    return path


if __name__ == "__main__":
    planner = Planner()
    with tempfile.TemporaryDirectory() as folder:
        session = Client(export(planner, folder))
        assert session.inputs == ["charge", "slope"]
        path = drive(session, [(0.0, 1.0), (1.0, 0.8), (-2.0, 0.6), (5.0, 0.1), (0.0, 1.0)])
    assert len(path) == 3 and path[0] == 1.0, path
    slope, charge = tf.constant([0.0, 1.0]), tf.constant([1.0, 0.8])
    graph, eager = planner.plan(slope, charge), Planner.plan.python_function(planner, slope, charge)
    assert bool(tf.reduce_all(tf.abs(graph["speed"] - eager["speed"]) < 1e-6))
    assert round(float(graph["speed"][1]), 4) == path[1]
    print("proved")
