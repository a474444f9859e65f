"""English steps of a lock-out, in other words than those of the patterns."""

import pytest

from tests.knowledge_base.energies.sentences import controlled, steps_of

GENUINE = """
isolate electrical | Switch off the oven's circuit breaker in panel 4.
isolate electrical | At the distribution board, move the feeder breaker to the open position.
isolate electrical | Throw the disconnect switch beside the conveyor to OFF.
isolate electrical | Unplug the power cord of the mixer from the wall outlet.
isolate electrical | Take out all three supply fuses and keep them with you.
isolate electrical | Rotate the red main switch handle to 0.
isolate electrical | Disconnect the kiln from the electrical supply.
isolate electrical, lock electrical | Set the local isolator of the extruder to OFF and padlock it.
isolate electrical, lock electrical | Open the circuit breaker CB-12, then apply your personal padlock and a danger tag.
lock electrical | Attach a lockout hasp with your padlock to the disconnect handle.
lock electrical | Every worker must fit a personal lock to the main isolator.
lock electrical | Lock and tag out the breaker.
lock electrical | Snap your padlock through the main switch.
isolate pressure | Shut the ball valve in the compressed-air line to the press.
isolate pressure | Close the manual shut-off valve of the steam line.
isolate pressure | Turn off the compressed air supply at the service unit.
isolate pressure, lock pressure | Close and lock the hydraulic isolation valve.
isolate pressure | Close the suction gate valve and the discharge gate valve of the pump.
lock pressure | Fit a valve lockout device over the handle of the isolating valve and attach your lock.
lock pressure | Secure the handwheel of the steam stop valve with chain and padlock.
release pressure | Bleed off the residual pressure at the filter.
release pressure | Slowly open the bleed valve of the accumulator.
release pressure | Depressurise the hydraulic system by moving the lever to and fro.
release pressure | Vent the trapped air pressure from the cylinder to atmosphere.
release pressure | Drain the line downstream of the closed valve.
release pressure | Relieve all pressure in the discharge hose.
verify pressure | Make sure that the manometer reads zero.
verify pressure | Check the gauge on the accumulator: the pointer must stand at 0 bar.
verify pressure | Confirm that there is no residual pressure in the circuit.
verify pressure | Verify that the system is depressurized.
release electrical | Allow five minutes for the DC bus capacitors to discharge.
release electrical | Discharge the capacitors with the discharge stick.
release electrical | Wait at least 10 minutes after the disconnect was switched off.
verify electrical | Test each phase with a voltage detector and confirm absence of voltage.
verify electrical | Measure between all terminals: the reading must be 0 V.
verify electrical | Push the start button to prove that the conveyor does not run.
verify electrical | Try to start the crusher; it must not move.
verify electrical | Verify that the circuit is de-energized using an approved tester.
verify electrical | Check that the power indicator lamp is out.
verify rotation | Wait for the flywheel to come to a complete stop.
verify rotation | Make sure all rollers have stopped.
verify rotation | Watch the fan blades until they are no longer turning.
verify rotation | Look through the sight window and confirm that the drum is at rest.
isolate gravity | Lower the forks to the floor.
isolate gravity | Insert the safety strut under the raised platform.
isolate gravity | Block the ram with two hardwood blocks.
isolate gravity | Bring the lift table down to its lowest position.
verify gravity | Make sure the press slide is resting on the safety blocks.
verify gravity | Verify that the raised arm is securely supported by the prop.
release thermal, verify thermal | Let the mould cool down to below 45 °C.
release thermal, verify thermal | Wait until the furnace door has cooled to room temperature.
verify thermal | Measure the surface of the platen with the contact thermometer: it must be below 40 °C.
release thermal | Allow the pipe to cool.
isolate chemical | Close the shut-off valve in the ammonia feed.
release chemical | Flush the dosing line with clean water for ten minutes.
release chemical | Purge the natural gas from the burner train with nitrogen.
verify chemical | Test the air in the vessel and make sure that it is free of solvent vapour.
release spring | Release the tension of the recoil spring with the winding bar.
release spring | Slacken the spring pack of the brake.
verify spring | Check that the return spring is fully relaxed.
notify | Inform all affected employees that the line will be shut down for maintenance.
prepare | Identify all energy sources of the palletiser.
shut_down | Press the cycle stop button of the filler.
shut_down | Shut down the compressor at its control panel.
isolate electrical | Pull the main disconnect handle down to the OFF position.
isolate electrical | Flip breaker 7 off.
isolate electrical | Isolate the furnace electrically at the main switch.
isolate electrical | Switch the mains isolator of the winder off.
isolate electrical | Disconnect the lathe from the mains.
lock electrical | Put a padlock and a tag on the switch disconnector.
lock electrical | Padlock the isolator in the OFF position.
isolate pressure, lock pressure | Close the nitrogen isolation valve and lock it with a cable lock.
isolate pressure | Shut the block valves upstream and downstream of the heat exchanger.
release pressure | Crack open the vent valve to release trapped steam.
release pressure | Drain the pump casing through the drain valve.
release pressure | Open the drain cock until the receiver is empty.
verify pressure | Observe the pressure indicator until it shows zero pressure.
verify pressure | Ensure that no pressure remains in the accumulator.
verify electrical | Prove the terminals dead with a two-pole tester.
verify electrical | Confirm with a multimeter that the voltage between phases is 0 V.
verify electrical | Operate the start control and confirm that nothing happens.
release electrical | Ground the capacitors with a grounding stick.
verify rotation | Check visually that the fan has stopped rotating.
isolate gravity | Secure the raised bucket with the lift arm safety strut.
isolate gravity | Lower the boom completely to the ground.
verify gravity | Confirm that the die rests against the safety blocks.
verify thermal | Check with an infrared thermometer that the housing is below 45 °C.
release thermal, verify thermal | Leave the oven door open until the chamber has cooled below 50 °C.
release chemical | Drain the acid line.
release chemical | Rinse the acid pump with water until the outflow is neutral.
isolate chemical | Shut off the natural gas at the manual shut-off valve.
release spring | Unload the springs of the clutch by turning the adjusting screw out.
notify | Warn the operators that the press is being taken out of service.
isolate gravity | Lower the ram until it is supported by both legs.
prepare | Compare the tag with the work permit.
isolate radiation | Close the beam shutter of the thickness gauge with the crank.
lock radiation | Hang a padlock on the source shutter.
verify radiation | Read the dose rate meter: nothing but background radiation is left.
lock pressure | Lock the discharge valve in its closed position.
lock chemical | Hang your padlock on the shut-off valve of the caustic supply.
verify electrical | Make sure that the mixer does not start after the start button is pressed.
isolate electrical | Place the disconnect of the palletizer in the OFF position.
isolate electrical | De-energize the dryer at circuit breaker 14.
isolate electrical | Switch off all breakers that feed the press.
lock electrical | Apply a red lock to the main disconnect.
lock electrical | Lockout the breaker with your own padlock.
isolate pressure | Turn the compressed air shut-off valve to the closed position.
isolate pressure | Close both isolating valves of the boiler feed pump.
release pressure | Exhaust the residual air pressure from the manifold.
verify pressure | Look at both gauges; they must read 0 psi.
verify electrical | Check with a voltage tester that no voltage is present.
verify electrical | Attempt to restart the machine: nothing may move.
release electrical | Wait 5 minutes until the capacitors have discharged.
verify rotation | Wait until all moving parts have come to a complete standstill.
isolate gravity | Prop the raised platform with the maintenance strut.
verify gravity | Check that the lifted load is secured against falling by the props.
verify thermal | Verify that the surface temperature is under 40 °C.
release chemical | Purge the gas line with nitrogen.
verify chemical | Measure the atmosphere: 0 ppm of ammonia.
"""


@pytest.mark.parametrize(("wanted", "step"), steps_of(GENUINE))
def test_a_step_controls_exactly_what_it_says(wanted: set[str], step: str) -> None:
    assert controlled(step, "en") == wanted
