"""From sensor readings to reasons: features, scores and explanations. Pure functions, no I/O but the model bundle."""
