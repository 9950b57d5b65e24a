"""Rules about what `tf.function` is put on, and how."""
