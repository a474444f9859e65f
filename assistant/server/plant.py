"""HTTP: is the server well, what does it watch, and the machines' 3D models."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from pydantic import BaseModel

from assistant.errors import UsageError
from assistant.server.hub import Hub
from assistant.wire import AssetState
from knowledge_base.records import Plant


class Healthz(BaseModel):
    """The server answers."""

    status: str


def plant_router(plant: Plant, folder: Path, hub: Hub) -> APIRouter:
    """`/healthz`, `/api/assets`, `/models/<equipment>.glb`."""
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> Healthz:
        """The process is up."""
        return Healthz(status="ok")

    @router.get("/api/assets")
    async def assets() -> list[AssetState]:
        """The newest state of every asset that has been heard of."""
        return hub.states()

    @router.get("/models/{equipment_id}.glb", response_class=FileResponse)
    async def model(equipment_id: str) -> FileResponse:
        """The 3D model of a type of machine (glTF binary). 404 when the plant has none."""
        known = next((e for e in plant.equipment if e.id == equipment_id and e.model_file), None)
        if known is None or known.model_file is None:
            raise UsageError(f"there is no 3D model of {equipment_id!r}")
        return FileResponse(folder / known.model_file, media_type="model/gltf-binary")

    return router
