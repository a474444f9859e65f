"""Tests; each package has its folder here."""
