"""Where Faultlens keeps what it makes. Read once, at the edge, and passed in."""

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables `FAULTLENS_…`.

    home: models of bundled plants and the audit logs.
    data: public data sets for `faultlens bench` (see README), None when not there.
    """

    model_config = SettingsConfigDict(env_prefix="FAULTLENS_", frozen=True)

    home: Path = Field(default_factory=lambda: platformdirs.user_data_path("faultlens"))
    data: Path | None = None
