"""Side effects: Python statements that run while TensorFlow traces, and not when the graph runs."""
