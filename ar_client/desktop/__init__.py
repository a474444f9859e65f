"""The desktop viewer: one renderer and one page layout, in a live window and in snapshots with no screen.

Pictures are ray traced on the CPU with Open3D's `RaycastingScene` (Embree), so they need neither a graphics
driver nor a display, and hidden parts can shine through the housings around them.
"""
