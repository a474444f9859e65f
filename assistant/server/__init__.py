"""HTTP and WebSocket around the pipeline. The door to FastAPI."""
