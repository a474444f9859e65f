"""The audit log: every record of the chain, each entry holding the digest of the one before. Imports nothing of ours."""
