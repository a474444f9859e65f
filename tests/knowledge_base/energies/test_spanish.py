"""Spanish steps of a lock-out, in other words than those of the patterns, and steps that only sound like it."""

import pytest

from tests.knowledge_base.energies.sentences import controlled, of_energies, steps_of

GENUINE = """
isolate electrical | Ponga el interruptor principal del armario en la posición 0.
isolate electrical | Abra el seccionador Q4 de la cinta.
isolate electrical | Desconecte la máquina de la red eléctrica.
isolate electrical | Desenchufe el cable de alimentación de la mezcladora.
isolate electrical, lock electrical | Gire el seccionador a OFF y bloquéelo con un candado.
lock electrical | Coloque su candado personal en el interruptor general.
lock electrical | Bloquee el disyuntor en posición abierta.
verify electrical | Compruebe la ausencia de tensión en todas las fases.
verify electrical | Pulse el botón de arranque: la máquina no debe arrancar.
release electrical | Espere 10 minutos hasta que los condensadores del variador estén descargados.
isolate pressure | Cierre la válvula de corte de aire comprimido.
isolate pressure | Corte el suministro de vapor.
lock pressure | Bloquee con cadena y candado el volante de la válvula de aislamiento.
release pressure | Abra despacio la válvula de purga del acumulador.
release pressure | Descargue la presión residual del cilindro.
verify pressure | Compruebe que el manómetro marca 0 bar.
verify pressure | Asegúrese de que el circuito está despresurizado.
verify rotation | Espere hasta que el volante de inercia se detenga por completo.
verify rotation | Verifique que el eje ya no gira.
isolate gravity | Baje las horquillas hasta el suelo.
isolate gravity | Apuntale la plataforma con dos tacos de madera.
verify gravity | Compruebe que la plataforma descansa sobre los dos soportes.
release thermal, verify thermal | Espere hasta que la temperatura sea inferior a 40 °C.
release spring | Afloje el muelle de retorno.
release chemical | Enjuague la línea de ácido con agua limpia.
notify | Informe al personal de que la línea se va a parar por mantenimiento.
shut_down | Pare la bomba en el panel de mando.
isolate electrical | Coloque el interruptor general en OFF.
isolate electrical | Corte la alimentación eléctrica del torno.
lock electrical | Ponga candado y etiqueta en el seccionador.
verify electrical | Mida con el voltímetro y confirme que no hay tensión.
isolate pressure | Cerrar las válvulas de bloqueo de la línea.
verify pressure | Verifique en el manómetro que no queda presión.
release pressure | Libere la presión del circuito neumático.
verify rotation | Espere a que el tambor esté completamente parado.
isolate gravity | Haga descender la plataforma hasta el suelo.
release thermal, verify thermal | Deje enfriar el horno por debajo de 45 °C.
"""


@pytest.mark.parametrize(("wanted", "step"), steps_of(GENUINE))
def test_a_step_controls_exactly_what_it_says(wanted: set[str], step: str) -> None:
    assert controlled(step, "es") == wanted


LOOK_ALIKES = """
No bloquee el seccionador.
Nunca abra la purga en caliente.
Abra la válvula de aislamiento.
Ponga el interruptor principal en ON.
Retire su candado del seccionador.
Cierre la purga.
Apriete la contratuerca.
Si la presión supera 2 bar, abra la purga.
Compruebe que la presión es de 6 bar.
Compruebe que el motor gira libremente.
El seccionador se encuentra junto al motor.
Sustituya los fusibles fundidos.
Cierre la válvula de corte después de arrancar la bomba.
Ponga un candado en la puerta del armario.
Espere hasta que el aceite alcance 40 °C.
Bloquee la válvula de aislamiento en posición abierta.
Pulse el botón de arranque durante un segundo.
Drene el aceite usado del reductor.
Sustituya el muelle de la válvula.
Baje la temperatura de consigna a 40 °C.
Compruebe que el seccionador está en ON.
Abra la válvula despacio.
Sustituya el interruptor general.
Desconecte el sensor.
Asegure el tornillo con fijador.
Limpie la purga.
Purgue el aire del circuito hasta que no salgan burbujas.
Ajuste la presión a 2 bar.
Compruebe que la bomba arranca.
Corte la cinta a medida.
Corte el cable eléctrico a 30 cm.
Cierre el disyuntor.
Compruebe que la tensión es de 400 V.
Aísle los cables con cinta.
Desconecte la manguera de aire del tanque.
"""


@pytest.mark.parametrize("step", LOOK_ALIKES.strip().splitlines())
def test_what_only_sounds_like_it_controls_no_energy(step: str) -> None:
    assert of_energies(step, "es") == set()
