"""Pictures of explanations, PNG or SVG as bytes. Matplotlib is the optional extra `plots`; nothing global is touched."""
