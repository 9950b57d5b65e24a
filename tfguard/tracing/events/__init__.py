"""Events: what happens while TensorFlow traces a function, in tfguard's own words."""
