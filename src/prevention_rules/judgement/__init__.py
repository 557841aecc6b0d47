"""Judgement: what a target asks, how it meets the evidence, and what would have to change."""
