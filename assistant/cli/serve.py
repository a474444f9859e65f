"""`faultlens serve PLANT`: the live server."""

from typing import Annotated

import typer

from assistant.cli.options import DataOption, HostOption, PlantArgument, PortOption


def serve(
    plant: PlantArgument,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8010,
    data: DataOption = None,
    speed: Annotated[float, typer.Option(min=0.01, help="Rows a second when --data is replayed.")] = 1.0,
) -> None:
    """Serve the page, the stream and the HTTP feed (POST /api/readings) of a plant; with --data, replay a file.

    Example: faultlens serve pump-skid --port 8010
    """
    from assistant.bundles import load_or_train, plant_models
    from assistant.cli.progress import progress_bar
    from assistant.feeds.recorded import file_events
    from assistant.feeds.simulated import paced
    from assistant.feeds.table import read_table
    from assistant.libraries import load_from_library
    from assistant.server.launch import claim_port, url_of
    from assistant.server.launch import serve as run_server
    from assistant.server.service import service_app
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder, settings = find_plant(plant), Settings()
    loaded = load_from_library(folder, settings)
    claimed = claim_port(host, port)
    with progress_bar("Training") as progress:
        bundles = load_or_train(plant_models(loaded, folder, settings), progress)
    feeds = [paced(file_events(read_table(data), loaded), interval=1.0 / speed, per_tick=1)] if data else []
    log_file = settings.home / "audit" / loaded.id / "log.jsonl"
    with service_app(loaded, folder, bundles, log_file, feeds, simulated=False) as app:
        print(
            f"Faultlens serves {loaded.name} at {url_of(claimed)}  (audit log: {log_file})  Ctrl-C stops.",
            flush=True,
        )
        run_server(app, claimed)
    print("Stopped.")
