"""Use of the decorator: what `tf.function` is put on, and how."""
