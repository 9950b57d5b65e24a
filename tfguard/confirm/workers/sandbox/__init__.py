"""What stands between an experiment and the machine: one module a sandbox, and the choice among them."""
