"""What was worked out before, kept on the disk: a store of JSON values by the hash of what they depend on."""
