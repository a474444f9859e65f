"""The audit log: every record of the chain, each entry with the digest of the one before. Imports nothing of ours."""
