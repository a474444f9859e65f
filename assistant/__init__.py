"""The service: readings in; scores, reasons, cited steps and overlay frames out."""
