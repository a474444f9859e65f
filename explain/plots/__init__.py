"""Pictures of explanations, PNG or SVG as bytes, by Matplotlib (the extra `plots`); nothing global is touched."""
