"""Callbacks that keep a plan at the moments that are right for a trainer."""
