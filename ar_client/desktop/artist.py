"""A sheet and a model become a finished picture: what the snapshot and the window share."""

from PIL import Image

from ar_client.desktop import picture
from ar_client.desktop.camera import Box, Camera
from ar_client.desktop.machine import read_glb
from ar_client.desktop.picture import Views
from ar_client.desktop.renderer import close_view, refined, whole_view
from ar_client.desktop.sheet import Sheet
from ar_client.desktop.stage import Stage, lights_of

SAMPLES = 8
"""Rays a pixel of a finished picture."""


class Artist:
    """Draws one type of machine, again and again. Without a model it draws the words alone."""

    def __init__(self, model: bytes | None) -> None:
        """model: a GLB file. Raises ModelError when it cannot be read, RenderError when Open3D is missing."""
        self.stage = None if model is None else Stage(read_glb(model))

    def light(self, sheet: Sheet) -> bool:
        """Lights what the sheet says; True when that changed anything."""
        if self.stage is None:
            return False
        lights = lights_of(self.stage.machine, sheet.highlights, sheet.nodes)
        changed = lights != self.stage.lights
        self.stage.light(lights)
        return changed

    def camera(self, width: int, height: int, sheet: Sheet) -> Camera | None:
        """The view that shows best what is lit, beside the words of the sheet."""
        if self.stage is None:
            return None
        page = picture.page_of(width, height, sheet)
        return whole_view(self.stage, page.pixels(page.machine))

    def close_up(
        self, width: int, height: int, sheet: Sheet, camera: Camera | None, samples: int
    ) -> Image.Image | None:
        """The lit part, large, for a picture of so many pixels; None when nothing of the model is lit."""
        if self.stage is None or camera is None or not self.stage.lights.parts:
            return None
        page = picture.page_of(width, height, sheet)
        box = page.pixels(page.close_up)
        size = (round(box.width), round(box.height))
        near = close_view(self.stage, Box(0, 0, *size), camera)
        *_, last = refined(self.stage, near, *size, samples)
        return picture.developed(last)

    def picture(self, sheet: Sheet, width: int, height: int, samples: int = SAMPLES) -> Image.Image:
        """The finished page of so many pixels."""
        self.light(sheet)
        camera = self.camera(width, height, sheet)
        if self.stage is None or camera is None:
            return picture.composed(Views(None, picture.blank(width, height), None), sheet, None)
        *_, last = refined(self.stage, camera, width, height, samples)
        views = Views(camera, picture.developed(last), self.close_up(width, height, sheet, camera, samples))
        return picture.composed(views, sheet, self.stage.machine)
