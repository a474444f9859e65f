"""Exact Shapley values of tree models, and sampled ones, with their stated error, of all others."""
