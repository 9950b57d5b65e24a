"""Uses far corners of the libraries, all of them there: submodules, private modules, raw operations, types."""
import keras
import tensorflow as tf
from keras import ops
from tensorflow.python.eager import context

bottom = tf.raw_ops.AddV2
SHAPE = tf.TensorShape([None, 3])


def corners(x):
    tree = keras.tree.map_structure(lambda one: one * 2, {"a": x})
    spec = tf.TensorSpec.from_tensor(x)
    return bottom(x=x, y=ops.convert_to_tensor(tree["a"])), spec.dtype.as_numpy_dtype


def about():
    return tf.version.GIT_VERSION, tf.__version__, tf.__name__, keras.__version__, tf.sysconfig.get_build_info()


def classes(ds):
    """Members of classes are another matter than members of modules."""
    kinds = (tf.data.Dataset, tf.RaggedTensor, tf.Variable)
    return [kind.__name__ for kind in kinds], tf.data.Dataset.from_tensors(ds).element_spec


def wrong_corner(x):
    return ops.convert_to_tenor(x)  # expect: tf-unknown-name


def mode():
    return context.executing_eagerly(), tf.distribute.get_strategy().num_replicas_in_sync


if __name__ == "__main__":
    assert float(corners(tf.constant(1.0))[0]) == 3.0 and mode() == (True, 1)
    assert about()[2] == "tensorflow" and classes([1])[0][0]
    try:
        wrong_corner(1)
    except AttributeError as error:
        assert "convert_to_tenor'" in str(error)
    else:
        raise AssertionError("a tenor sang")
    print("proved")
