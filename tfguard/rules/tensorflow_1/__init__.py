"""TensorFlow 1: what is left of it in code that uses TensorFlow 2."""
