"""What happens while TensorFlow traces a function, over abstract values, written down as events."""
