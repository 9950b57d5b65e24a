"""Findings written for people and machines."""
