"""What is left of TensorFlow 1 in code that uses TensorFlow 2."""
