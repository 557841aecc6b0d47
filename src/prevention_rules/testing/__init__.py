"""Helpers for the tests of people's own rules; needs the ``test`` extra (hypothesis)."""
