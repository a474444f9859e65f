"""German steps of a lock-out, in other words than those of the patterns, and steps that only sound like it."""

import pytest

from tests.knowledge_base.energies.sentences import controlled, of_energies, steps_of

GENUINE = """
isolate electrical | Den Hauptschalter am Schaltschrank ausschalten.
isolate electrical | Schalten Sie den Trennschalter Q3 des Förderers aus.
isolate electrical | Drehen Sie den Hauptschalter auf Stellung 0.
isolate electrical | Netzstecker ziehen.
isolate electrical, lock electrical | Hauptschalter auf AUS stellen und mit einem Vorhängeschloss sichern.
lock electrical | Hängen Sie Ihr persönliches Vorhängeschloss an den Lasttrennschalter.
lock electrical | Hauptschalter gegen Wiedereinschalten sichern.
isolate electrical | Die Sicherungen der Presse herausnehmen und bei sich behalten.
verify electrical | Spannungsfreiheit an allen Klemmen feststellen.
verify electrical | Mit dem Spannungsprüfer prüfen, dass keine Spannung anliegt.
verify electrical | Drücken Sie den Starttaster: Die Maschine darf nicht anlaufen.
release electrical | Nach dem Abschalten 10 Minuten warten, bis die Kondensatoren des Umrichters entladen sind.
release electrical | Zwischenkreis mit dem Entladestab entladen.
isolate pressure | Schließen Sie das Absperrventil der Druckluftleitung.
isolate pressure | Kugelhahn am Kessel schließen.
lock pressure | Das Handrad des Absperrschiebers mit Kette und Vorhängeschloss sichern.
release pressure | Das Entlüftungsventil am Zylinder langsam öffnen.
release pressure | Den Restdruck im Speicher ablassen.
verify pressure | Am Manometer prüfen, ob der Druck 0 bar beträgt.
verify pressure | Stellen Sie sicher, dass die Anlage drucklos ist.
verify rotation | Warten, bis die Spindel stillsteht.
verify rotation | Abwarten, bis das Schwungrad zum Stillstand gekommen ist.
isolate gravity | Senken Sie die Hubplattform auf den Boden ab.
isolate gravity | Den Stößel mit Holzbalken abstützen.
verify gravity | Prüfen, ob der Spindelkopf auf beiden Blöcken aufliegt.
release thermal, verify thermal | Warten, bis die Temperatur unter 40 °C gefallen ist.
release spring | Die Rückholfeder entspannen.
verify spring | Kontrollieren, dass die Feder entspannt ist.
release chemical | Die Säureleitung mit Wasser spülen.
notify | Alle Bediener informieren, dass die Anlage für die Wartung abgeschaltet wird.
shut_down | Den Motor am Bedienpult stoppen.
isolate electrical | Lasttrennschalter der Säge auf AUS drehen.
isolate electrical | Trennen Sie die Maschine vom Stromnetz.
lock electrical | Den Reparaturschalter mit dem eigenen Schloss abschließen.
verify electrical | Mit zweipoligem Spannungsprüfer Spannungsfreiheit prüfen.
isolate pressure | Den Absperrhahn der Hydraulikleitung zudrehen.
verify pressure | Kontrollieren, dass das Manometer 0 bar anzeigt.
release pressure | Öffnen Sie den Ablasshahn des Druckbehälters.
verify rotation | Beobachten, bis das Lüfterrad steht.
isolate gravity | Die Gabeln bis zum Boden absenken.
release thermal, verify thermal | Maschine auf unter 40 °C abkühlen lassen.
"""


@pytest.mark.parametrize(("wanted", "step"), steps_of(GENUINE))
def test_a_step_controls_exactly_what_it_says(wanted: set[str], step: str) -> None:
    assert controlled(step, "de") == wanted


LOOK_ALIKES = """
Den Hauptschalter nicht ausschalten.
Hauptschalter einschalten.
Öffnen Sie das Absperrventil.
Das Vorhängeschloss vom Hauptschalter entfernen.
Sicherungsmutter anziehen.
Schließen Sie das Manometer an.
Das Entlüftungsventil schließen.
Absperrventil erst schließen, nachdem die Pumpe gestartet ist.
Prüfen, ob der Motor läuft.
Der Hauptschalter befindet sich am Schaltschrank.
Am Manometer prüfen, ob der Druck 6 bar beträgt.
Warten, bis das Öl auf 40 °C erwärmt ist.
Vorhängeschloss am Not-Halt-Taster anbringen.
Die defekten Sicherungen ersetzen.
Beim Ausschalten des Hauptschalters erlischt die Lampe.
Die Feder des Rückschlagventils ersetzen.
Verriegeln Sie die Tür des Schaltschranks.
Altöl aus dem Getriebe ablassen.
Den Hauptschalter niemals unter Last ausschalten.
Falls Druck ansteht, das Ablassventil öffnen.
Den Hauptschalter wieder einschalten und den Druck prüfen.
Prüfen, ob der Hauptschalter eingeschaltet ist.
Ventil langsam öffnen.
Den Entlüftungsschlauch anschließen.
Die Sicherung gegen Verdrehen sichern.
Stecker des Sensors ziehen.
Die Schrauben mit Schraubensicherung sichern.
Die Abdeckung des Hauptschalters abnehmen.
Prüfen, ob die Starttaste leuchtet.
Die Temperatur auf 40 °C einstellen.
Den Druck auf 2 bar ablassen.
Das Absperrventil ersetzen.
Hauptschalter aus dem Schaltschrank ausbauen.
Die Welle mit einem Bolzen sichern.
Die Maschine einschalten und warten, bis sie steht.
"""


@pytest.mark.parametrize("step", LOOK_ALIKES.strip().splitlines())
def test_what_only_sounds_like_it_controls_no_energy(step: str) -> None:
    assert of_energies(step, "de") == set()
