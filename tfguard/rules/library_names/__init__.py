"""Library names: what is taken of TensorFlow and Keras and is not there."""
