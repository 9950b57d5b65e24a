"""Chooses containers for inspection; a report helper fetches numbers in the way of old notebooks."""
import tensorflow as tf


def fetch(tensor, session=None):
    """A number from a tensor."""
    session = session or tf.compat.v1.get_default_session()  # allow: tf1-session
    return session.run(tensor)  # unseen: tf1-session


def fetch_now(tensor):
    return tensor.numpy()


class Inspector(tf.Module):
    def __init__(self, ports):
        super().__init__()
        self.risk = tf.Variable(tf.fill([ports], 0.1))
        self.inspected = tf.Variable(0)

    @tf.function
    def choose(self, port, weight):
        risk = tf.gather(self.risk, port) * tf.math.log1p(weight)
        return tf.argsort(risk, direction="DESCENDING")[:2]

    @tf.function
    def learn(self, port, guilty):
        self.inspected.assign_add(tf.size(port))
        change = 0.2 * (guilty - tf.gather(self.risk, port))
        self.risk.scatter_nd_add(port[:, None], change)
        return tf.reduce_max(self.risk)


def report(inspector, port, weight, get=fetch_now):
    chosen = get(inspector.choose(port, weight))
    return [int(number) for number in chosen]


def containers():
    return tf.constant([0, 2, 1, 2]), tf.constant([4.0, 9.0, 30.0, 2.0])


if __name__ == "__main__":
    inspector, reference = Inspector(3), Inspector(3)
    port, weight = containers()
    for guilty in tf.constant([[0.0, 1.0], [1.0, 1.0]]):
        graph = inspector.learn(port[:2], guilty)
        eager = Inspector.learn.python_function(reference, port[:2], guilty)
        assert abs(float(graph) - float(eager)) < 1e-6
    assert report(inspector, port, weight) == report(reference, port, weight)
    assert int(inspector.inspected) == 4
    try:
        report(inspector, port, weight, get=fetch)
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'run'" in str(error), error
    else:
        raise AssertionError("there was a default session")
    print("proved")
