"""Reads old records with tf.compat.v1, where names are TensorFlow 1's, misspelt ones excepted."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1

v1 = tf.compat.v1


def summary_of(value):
    return v1.Summary(value=[v1.Summary.Value(tag="depth", simple_value=value)])


def in_graph(values):
    with tf1.Graph().as_default(), tf1.Session() as session:
        given = tf1.placeholder(tf1.float32, [None])
        return session.run(tf1.reduce_sum(given), {given: values})


def log(text):
    v1.logging.set_verbosity(v1.logging.ERROR)
    v1.logging.info(text)


def in_old_scope(name):
    with tf1.variable_scop(name):  # expect: tf-unknown-name
        return tf1.get_variable("x", [])


def deeper(values):
    return tf.compat.v2.math.reduce_summ(values)  # expect: tf-unknown-name


if __name__ == "__main__":
    log("start")
    assert summary_of(2.0).value[0].simple_value == 2.0 and in_graph([1.0, 2.0]) == 3.0
    for broken in (lambda: in_old_scope("a"), lambda: deeper([1.0])):
        try:
            broken()
        except AttributeError as error:
            assert "variable_scop'" in str(error) or "reduce_summ'" in str(error)
        else:
            raise AssertionError("it ran")
    print("proved")
