"""Measurements that others can repeat: each bench prints its figures and, from the same run, its peers."""
