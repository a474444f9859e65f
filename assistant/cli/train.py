"""`faultlens train PLANT`: labelled history → model."""

import json

from assistant.cli.options import DataOption, JsonOption, PlantArgument
from assistant.cli.progress import progress_bar


def train(plant: PlantArgument, data: DataOption = None, json_output: JsonOption = False) -> None:
    """Train a plant's models on a labelled file, or without one on the plant's twin.

    Example: faultlens train milling-cell --data ai4i2020.csv
    """
    from assistant.bundles import plant_models, train_on_file, train_on_twin
    from assistant.libraries import load_from_library
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder = find_plant(plant)
    models = plant_models(load_from_library(folder, Settings()), folder, Settings())
    with progress_bar("Training", quiet=json_output) as progress:
        if data is not None:
            equipment = models.plant.equipment_of(models.plant.assets[0])
            trained = [(equipment, train_on_file(models, data, progress))]
        else:
            trained = [(e, train_on_twin(models, e, progress)) for e in models.plant.equipment]
    if json_output:
        cards = {e.id: {"digest": b.digest, "card": b.card.model_dump(mode="json")} for e, b in trained}
        print(json.dumps(cards, indent=2))
        return
    from assistant.cli.card import print_card

    for equipment, bundle in trained:
        print_card(equipment, bundle, models.of(equipment))
