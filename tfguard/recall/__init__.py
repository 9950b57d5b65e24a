"""Results of earlier checks: what each depends on, and whether that is still as it was."""
