"""English steps that sound like a lock-out and are none."""

import pytest

from tests.knowledge_base.energies.sentences import of_energies

LOOK_ALIKES = """
Do not lock the isolator.
Close the isolating valve only after the pump has started.
Do not turn Q1 to OFF.
Open the isolating valve.
Remove your lock from the main switch.
Turn the isolator to ON.
Check the lock nut.
Drain plug torque 40 N·m.
Tighten the locking screw.
Hot-line the switch on.
Unlock the breaker.
Close the vent.
The isolator Q1 stands beside the motor.
Never open the drain while the pump is hot.
You must not switch off the main switch while the fan is running.
If the pressure is above 2 bar, open the drain.
Lock the main switch in the ON position.
Close the drain valve of the casing.
Open the vent of the control cabinet and clean its filter mat.
Turn the main switch to OFF and back to ON to reset the drive.
Pull the label off the circuit breaker.
Take the cover off the main switch.
Clean the isolator housing with a dry cloth.
Check that your lock hangs on the isolator of the chiller.
Fit a lock washer under the isolator terminal.
Padlock the tool box.
Hang your lock on the emergency stop button.
Press the emergency stop and hang a lock on it.
Lock the discharge valve in the open position with a chain.
Close the discharge valve by a quarter turn.
Close the isolating valve of the pressure gauge.
Check the relief valve at 10 bar.
Read the gauge: it must show 6 bar.
Check that the pressure lies between 0 bar and 6 bar.
Set the zero point of the pressure gauge.
Read the pressure gauge: above 0 bar the pump is primed.
Measure the voltage at the terminals: 400 V.
Check that the supply voltage is not below 380 V.
Press the START button: the motor must start.
Press the START button of the motor for one second.
Check that the alarm lamp is off.
Start the motor when the coupling stands still again.
Check that the shaft turns freely by hand.
Lower the temperature set point to 40 °C.
Wait until the oil has warmed up to 40 °C.
Wait until the temperature has risen to 50 °C.
Wait until the temperature is below 90 °C.
Wait 10 min for the adhesive to cure.
Bleed the hydraulic system until the oil comes out without bubbles.
Open the bleed screw and fill the casing until no bubbles appear.
Drain the old oil from the gearbox into a pan.
Open the drain plug of the sump.
Lower the speed to 500 rpm.
Raise the spindle head and remove the support blocks.
Place the support blocks into the rack.
Support the motor with a sling.
Insert the locking pin into the hub.
Replace the spring of the check valve.
Hook the return spring into its eye.
Switch the lights off at the control panel.
Switch the coolant pump off at the control panel.
Turn the key switch to OFF.
Tell the control room that the locks are being removed.
Where fitted, close the isolating valve.
The isolating valve may be closed for this test.
When the isolator is OFF the lamp goes dark.
Replace the blown fuses.
Disconnect the connector of the temperature sensor.
Unplug the sensor from the controller.
Compare the reading with the pressure gauge of the second pump.
Check that the car stands on level ground.
Purge the air from the cooling circuit.
Read suction pressure and discharge pressure.
Close the door and release the emergency stop.
After the repair remove the padlock and close the breaker.
Turn off the isolator's heater before starting the pump.
Adjust the isolating valve packing.
Make sure that the isolating valve is open.
Lock the screw with thread locker.
Set the switch of the multimeter to off.
Isolate the exposed wire ends with tape.
Press the bearing up to its stop.
Connect the power cord and turn on the main switch.
Verify that the lock-out is removed.
Check that the main switch is in the ON position.
Test the emergency stop.
Open the valve slowly.
Turn the valve clockwise.
Turn the screw until it stops.
Switch the multimeter off.
Loosen the locknut of the drain valve.
Clean the drain.
Replace the isolating valve.
Remove the circuit breaker from the panel.
Install the new disconnect switch.
Turn off the light above the main switch.
Check that the pressure relief valve opens at 0.5 bar above set pressure.
Record the pressure at zero flow.
Check the pressure with the valve closed: it must not drop to zero.
Pressurise to 6 bar and check for leaks.
Verify that the pump pressure drops to 0 bar when stopped, then restart.
The locks stay on the isolator until the work is done.
Measure the insulation resistance at 500 V.
Check that the fan runs smoothly and has stopped vibrating.
Make sure the coupling halves have not moved.
Check that the belt tension is released by the tensioner.
Check the spring for cracks.
Lower the hoist hook and attach the sling.
Block the drain with a rag.
Lock the wheels of the trolley.
Secure the shaft with a pin.
Place the circuit breaker handle at 1.
Shut the isolating valve half way.
Check that the room temperature is below 30 °C.
Keep the coolant below 40 °C.
Let the adhesive dry for 20 minutes.
Wait 30 s after the main switch was turned on.
Wait 5 s until the drive has started.
Discharge the pallet onto the conveyor.
Release the brake of the hoist.
Release the pressure plate from the clutch.
Drain the battery.
Vent the room.
Close the main switch.
Close the circuit breaker.
Turn the main switch from OFF to ON.
Ask the electrician to lock the isolator later.
Explain why the isolator must be turned to OFF.
Push the start button: the spindle must not vibrate.
Press START and check that the alarm does not sound.
Check that the motor does not draw more than 20 A when starting.
Check that the power lamp goes out when the motor is running.
Turn the isolator to OFF to test the alarm, then switch it on again.
Lower the pressure to 2 bar.
Close the isolating valve V1, start the pump and read the head at zero flow.
Isolate the faulty sensor with the software switch.
Disconnect the power supply unit's data cable.
Check for zero voltage offset of the analog input.
Check that the signal is 0 V.
Lock the isolating valve against closing.
Chain the gas cylinder to the wall and close its valve.
Remove the fuses of the horn and fit larger ones.
Tell the operators about the coffee break.
Turn the isolator to OFF or to ON as the drawing says.
Open the isolator cover.
Open the isolator with no tool.
Switch no isolator off.
Turn the isolator of the selector to OFF.
De-energise no breaker.
Isolate the wires of the mains.
Disconnect the mains and renew it.
Disconnect no mains supply.
Pull no mains plug.
Remove all three fuses and fit new ones.
Remove all three defective fuses.
Turn off the water supply of the instruments.
Close the shut-off valve of the caustic sample.
Lower the pressure to the lowest position.
Lower no load to the floor.
Lower the flag to the ground.
Lower the arm so that it never rests on the block.
Lower the pen until it rests on the paper.
Support no load with a prop.
Close no beam shutter.
Fit a lock on the spare isolator.
Lock the closed instrument valve.
Lock the caustic shut-off valve open.
Lock the beam shutter in the open position.
Wait not 5 min for the capacitors to discharge.
Wait no 5 min since the main switch went off.
Discharge no capacitors.
Relieve the pressure of the gearbox.
Drain the line of the radiator.
Drain the tea.
Lock the discharge valve.
Lock the handwheel of the valve in the open position.
Relieve the charge pressure of the gearbox.
Lower no head until it is supported by the legs.
Wait with no hurry until no liquid comes.
Allow no time to cool.
Flush no acid line.
Release no spring.
Press the cover: the lamp must not move.
Check whether the coupling has never come to rest.
Check that the ram does not rest on the blocks.
Check that the housing does not become cooled below 40 °C.
Check that the outflow of the tank is never neutral.
Check that the spring has not become relaxed.
Check the isolator for burn marks.
Write the number of the lock on the isolator list.
Show the trainee how to lock the isolator.
Hang the lifting gear on the hook.
Attach the tag of the new breaker.
Set the breaker rating to 16 A.
Open the drain box.
Open the ball valve of the bypass.
Turn the shut-off valve of the gauge by a quarter turn.
Switch the selector of the isolator to LOCAL.
Wait until the pump has reached zero speed deviation.
Read the gauge at zero flow: 4 bar.
Press the start button and make sure that the lamp does not flicker.
Check that the brake holds the load and that the arm does not move.
Lower the arm by 10 mm and check the gap.
Let the oil settle for 5 min.
Check that the temperature drop is below 5 °C.
Wipe the acid off the floor and flush the drain.
Support the pipe with a sling before you undo the bolts.
Put the fuse puller back in its place.
Disconnect the mains filter.
Test the relay with 0 V and with 24 V.
Make sure the fan is off and the door is closed.
Set the drive to off-line mode.
"""


@pytest.mark.parametrize("step", LOOK_ALIKES.strip().splitlines())
def test_what_only_sounds_like_it_controls_no_energy(step: str) -> None:
    assert of_energies(step, "en") == set()
