"""French steps of a lock-out, in other words than those of the patterns, and steps that only sound like it."""

import pytest

from tests.knowledge_base.energies.sentences import controlled, of_energies, steps_of

GENUINE = """
isolate electrical | Mettez l'interrupteur général de l'armoire sur la position 0.
isolate electrical | Ouvrir le sectionneur Q2 du convoyeur.
isolate electrical | Coupez l'alimentation électrique au disjoncteur du four.
isolate electrical | Débrancher la fiche secteur du mélangeur.
isolate electrical, lock electrical | Placez le sectionneur sur OFF et verrouillez-le avec un cadenas.
lock electrical | Posez votre cadenas personnel sur l'interrupteur-sectionneur.
lock electrical | Condamner le disjoncteur en position ouverte.
verify electrical | Vérifiez l'absence de tension sur chaque phase.
verify electrical | Appuyez sur le bouton de démarrage : la machine ne doit pas démarrer.
release electrical | Attendez 10 minutes que les condensateurs du variateur soient déchargés.
isolate pressure | Fermez la vanne d'isolement d'air comprimé.
isolate pressure | Coupez l'alimentation en vapeur.
lock pressure | Cadenassez le volant de la vanne d'isolement avec une chaîne.
release pressure | Ouvrez lentement la vanne de purge de l'accumulateur.
release pressure | Évacuez la pression résiduelle du vérin.
verify pressure | Vérifiez que le manomètre indique 0 bar.
verify pressure | Assurez-vous que le circuit est dépressurisé.
verify rotation | Attendez que le volant d'inertie soit complètement arrêté.
verify rotation | Vérifier que l'arbre ne tourne plus.
isolate gravity | Abaissez les fourches au sol.
isolate gravity | Calez le coulisseau avec deux cales en bois.
verify gravity | Vérifiez que la plate-forme repose sur les deux cales.
release thermal, verify thermal | Attendre que la température soit inférieure à 40 °C.
release spring | Détendez le ressort de rappel.
release chemical | Rincer la ligne d'acide à l'eau claire.
notify | Informez le personnel que la ligne est mise à l'arrêt pour maintenance.
shut_down | Arrêtez la pompe au pupitre.
isolate electrical | Basculez le disjoncteur du tour sur OFF.
isolate electrical | Séparez la presse du réseau électrique.
lock electrical | Accrochez un cadenas et une étiquette au sectionneur.
verify electrical | Contrôlez avec un VAT qu'il n'y a plus de tension.
isolate pressure | Fermer les robinets d'arrêt en amont et en aval.
verify pressure | Contrôlez au manomètre que la pression est nulle.
release pressure | Purgez la pression du circuit pneumatique.
verify rotation | Attendez l'arrêt complet du tambour.
isolate gravity | Descendez la nacelle jusqu'au sol.
release thermal, verify thermal | Laissez refroidir le four à moins de 45 °C.
"""


@pytest.mark.parametrize(("wanted", "step"), steps_of(GENUINE))
def test_a_step_controls_exactly_what_it_says(wanted: set[str], step: str) -> None:
    assert controlled(step, "fr") == wanted


LOOK_ALIKES = """
Ne verrouillez pas le sectionneur.
N'ouvrez jamais la purge à chaud.
Ouvrez la vanne d'isolement.
Mettez l'interrupteur général sur MARCHE.
Retirez votre cadenas du sectionneur.
Fermez la purge.
Serrez le contre-écrou.
Si la pression dépasse 2 bar, ouvrez la purge.
Vérifiez que la pression est de 6 bar.
Vérifiez que le moteur tourne librement.
Le sectionneur se trouve à côté du moteur.
Remplacez les fusibles grillés.
Fermez la vanne d'isolement après que la pompe a démarré.
Cadenassez la porte de l'armoire.
Attendez que l'huile atteigne 40 °C.
Condamnez la vanne d'isolement en position ouverte.
Appuyez sur le bouton de démarrage pendant une seconde.
Vidangez l'huile usagée du réducteur.
Remplacez le ressort du clapet.
Abaissez la température de consigne à 40 °C.
Vérifiez que le sectionneur est sur ON.
Ouvrez la vanne lentement.
Remplacez le sectionneur.
Débranchez le capteur.
Bloquez la vis avec du frein filet.
Nettoyez la purge.
Purgez l'air du circuit jusqu'à disparition des bulles.
Réglez la pression à 2 bar.
Vérifiez que la pompe démarre.
Coupez le câble à 30 cm.
Coupez la bande à longueur.
Mettez le disjoncteur sous tension.
Fermez le disjoncteur.
Vérifiez que la tension est de 400 V.
Isolez les fils avec du ruban.
"""


@pytest.mark.parametrize("step", LOOK_ALIKES.strip().splitlines())
def test_what_only_sounds_like_it_controls_no_energy(step: str) -> None:
    assert of_energies(step, "fr") == set()
