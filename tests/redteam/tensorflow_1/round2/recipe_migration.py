"""Helps cooks to move notebooks to the second version; old code stands here only as text."""
import re

import tensorflow as tf

# Once this was: with tf.Session() as sess: sess.run(tf.global_variables_initializer())
OLD_CELL = """
import tensorflow as tf
x = tf.placeholder(tf.float32, [None])
with tf.variable_scope("oven"):
    w = tf.get_variable("w", [])
tf.disable_v2_behavior()
with tf.Session() as sess:
    print(sess.run(w * x, feed_dict={x: [1.0]}))
"""

REPLACEMENTS = {
    "tf.placeholder": "an argument of the function",
    "tf.get_variable": "tf.Variable",
    "tf.Session": "a call",
    "feed_dict": "arguments",
    "tf.disable_v2_behavior": None,
}


def advise(cell):
    """Lines of advice; `tf.Session` becomes a call of a `tf.function`, `feed_dict` its arguments."""
    found = []
    for number, line in enumerate(cell.strip().splitlines(), 1):
        for name, replacement in REPLACEMENTS.items():
            if re.search(rf"\b{re.escape(name)}\b", line):
                found.append((number, name, replacement or "delete it"))
    return found


class Oven(tf.Module):
    """What the cell became."""

    def __init__(self):
        super().__init__()
        self.w = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def bake(self, x):
        """Replaces sess.run(w * x, feed_dict={x: ...})."""
        return self.w * x


def session_names(advice):
    return sorted({name for _, name, _ in advice if hasattr(tf, name.split(".")[-1])})


if __name__ == "__main__":
    advice = advise(OLD_CELL)
    assert [number for number, *_ in advice] == [2, 4, 5, 6, 7]
    assert session_names(advice) == []
    oven = Oven()
    for values in ([1.0], [1.0, 2.0], [3.0]):
        graph = oven.bake(values)
        eager = Oven.bake.python_function(oven, tf.constant(values))
        assert graph.numpy().tolist() == eager.numpy().tolist()
        oven.w.assign_add(1.0)
    assert oven.bake.experimental_get_tracing_count() == 1
    assert re.search("sess.run", Oven.bake.python_function.__doc__)
    print("proved")
