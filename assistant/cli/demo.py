"""`faultlens demo`: from nothing to a fault seen, explained and answered with cited steps, on a 3D machine."""

from typing import Annotated

import typer

from assistant.cli.options import HostOption, PortOption


def demo(
    fault: Annotated[str, typer.Option(help="Which fault grows, by its failure mode's id.")] = "bearing_de_wear",
    asset: Annotated[str, typer.Option(help="On which machine.")] = "P-101",
    onset: Annotated[float, typer.Option(min=0, help="Seconds on the clock until the fault begins.")] = 8.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same run.")] = 7,
    rate: Annotated[float, typer.Option(min=0.1, max=50, help="Readings a second and machine.")] = 5.0,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8010,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Watch the bundled pump skid: its twin runs, a fault grows, the page shows it. Ctrl-C stops.

    The model is trained from the twin on first use (about a minute) and kept.

    Example: faultlens demo --fault strainer_blockage
    """
    from assistant.bundles import load_or_train, plant_models
    from assistant.cli.demo_run import demo_feed, new_demo_log
    from assistant.cli.progress import progress_bar
    from assistant.libraries import load_from_library
    from assistant.server.launch import claim_port, url_of
    from assistant.server.launch import serve as run_server
    from assistant.server.service import service_app
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder, settings = find_plant("pump-skid"), Settings()
    plant = load_from_library(folder, settings)
    claimed = claim_port(host, port)
    feed = demo_feed(plant, fault=fault, asset=asset, onset=onset, seed=seed, rate=rate)
    with progress_bar("First use, training on the twin") as progress:
        bundles = load_or_train(plant_models(plant, folder, settings), progress)
    log_file = new_demo_log(settings.home / "audit" / "demo")
    url = url_of(claimed)
    with service_app(plant, folder, bundles, log_file, [feed], simulated=True) as app:
        print(f"The demo is at {url}\n{asset} gets {fault} after {onset:g} s. Everything shown is simulated.")
        print(f"Audit log: {log_file}\nCtrl-C stops.", flush=True)
        if browser:
            _open_soon(url)
        run_server(app, claimed)
    print("Stopped.")


def _open_soon(url: str) -> None:
    """Open the browser once the server answers; say so when there is none."""
    import threading
    import webbrowser

    def open_page() -> None:
        if not webbrowser.open(url):
            print(f"No browser found here. Open {url} yourself.", flush=True)

    timer = threading.Timer(0.5, open_page)
    timer.daemon = True
    timer.start()
