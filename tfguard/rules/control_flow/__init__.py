"""Control flow on tensors: what a graph cannot have, or what means something else there."""
