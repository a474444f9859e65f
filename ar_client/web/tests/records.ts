/** Records for tests: a small plant with two pumps, and a case of bearing wear on the first. */

import type {
  Acknowledgement,
  AssetState,
  Case,
  Citation,
  Diagnosis,
  Evidence,
  Health,
  Hello,
  Measurement,
  OverlayFrame,
  Person,
  Procedure,
  ProcedureTask,
  Quote,
  RankedMode,
  ServerMessage,
  SignalView,
  Step,
} from "../src/wire.gen";

export const TIME = "2026-03-01T08:00:00Z";
export const DIGEST = "ab".repeat(32);

export const hello: Hello = {
  type: "hello",
  seq: 0,
  key: "hello",
  epoch: "one",
  version: "0.1.0",
  plant_id: "plant",
  plant_name: "Pump house",
  site: "Site",
  simulated: false,
  people: [],
  assets: ["A", "B"].map((id) => ({ id, name: `Pump ${id}`, location: "Bay", equipment_id: "pump" })),
  equipment: [
    {
      id: "pump",
      name: "Pump",
      description: "A pump.",
      safe_state: "Stopped and locked out.",
      model_url: "/models/pump.glb",
      components: [
        { id: "housing", name: "Bearing housing", parent: null, node: "housing" },
        { id: "bearing", name: "Drive-end bearing", parent: "housing", node: "bearing" },
      ],
      signals: [
        machineSignal("velocity", "Vibration velocity", "mm/s", "bearing"),
        machineSignal("temperature", "Bearing temperature", "°C", "bearing"),
        machineSignal("speed", "Speed", "rpm", "housing"),
        { ...machineSignal("duty", "Duty", "", "housing"), categories: ["light", "heavy"] },
      ],
      modes: [
        { id: "wear", name: "Bearing wear", component_id: "bearing" },
        { id: "shift", name: "Shaft misalignment", component_id: "housing" },
      ],
    },
  ],
};

function machineSignal(id: string, name: string, unit: string, part: string): SignalView {
  return {
    id,
    name,
    unit,
    component_id: part,
    node: null,
    low: 0,
    high: 3.2,
    derived: false,
    categories: [],
  };
}

export function quote(text: string): Quote {
  const citation: Citation = {
    manual_id: "MM",
    revision: "2.1",
    section: ["4 Repair", "4.1 Replace the bearing"],
    file: "manuals/mm.md",
    start: 10,
    end: 10 + text.length,
    sha256: DIGEST,
    page: null,
    module: null,
  };
  return { text, citation };
}

export const PEOPLE: readonly Person[] = [
  { name: "Ada", roles: ["technician", "isolation"] },
  { name: "Bo", roles: ["technician", "isolation"] },
  { name: "Cy", roles: ["technician"] },
];

export const measurement: Measurement = {
  task: "T-1",
  step: 1,
  name: "Movement of the shaft",
  unit: "mm",
  unit_label: "mm",
  low: 0,
  high: 0.05,
};

export function step(id: string, warning?: string): Step {
  return {
    id,
    number: Number(id.split(".").at(-1)),
    kind: "repair",
    quote: quote(`Words of step ${id}.`),
    notices: warning === undefined ? [] : [{ kind: "warning", quote: quote(warning) }],
    component_id: "bearing",
    measure: null,
    role: "technician",
    signatures: 1,
  };
}

export function task(id: string, steps: readonly Step[]): ProcedureTask {
  return {
    task_id: id,
    manual_id: "MM",
    revision: "2.1",
    approved_by: "Ada Brand",
    approved_on: "2026-01-31",
    title: `Task ${id}`,
    kind: "repair",
    purpose: null,
    duration: quote("3 h"),
    personnel: null,
    preconditions: null,
    tools: [quote("Induction heater")],
    parts: [],
    supplies: [],
    steps,
    acceptance: [],
    conclusions: [],
  };
}

export function procedure(tasks: readonly ProcedureTask[], complete = true): Procedure {
  return {
    chain_id: "chain",
    asset_id: "A",
    time: TIME,
    diagnosis_digest: DIGEST,
    mode_id: "wear",
    title: "Bearing wear",
    complete,
    gaps: complete ? [] : ["The manuals hold no task to repair bearing wear"],
    safe_state: "Stopped and locked out.",
    contact: { role: "Shift lead", phone: "ext. 4410" },
    isolation: [],
    tasks,
    proof: { seconds: 600, signals: [{ signal_id: "velocity", wrong: "high" }] },
  };
}

export function openCase(assetId: string, change: Partial<Case> = {}): Case {
  return {
    case_id: `case-${assetId}`,
    asset_id: assetId,
    mode_id: "wear",
    opened: TIME,
    closed: null,
    procedure: procedure([
      task("T-1", [step("T-1.1"), step("T-1.2", "Hot parts.")]),
      task("T-2", [step("T-2.1")]),
    ]),
    done: [],
    proving_since: null,
    ...change,
  };
}

export function done(...stepIds: string[]): Case["done"] {
  return stepIds.map((step_id) => signature(step_id));
}

/** One person's, which completes the step unless it is said not to. */
export function signature(step_id: string, change: Partial<Acknowledgement> = {}): Acknowledgement {
  return { step_id, actor: "Ada", time: TIME, value: null, completes: true, ...change };
}

export function caseMessage(record: Case): ServerMessage {
  return { type: "case", seq: 1, key: "", record };
}

export function stateMessage(assetId: string, health: Health, caseOpen: boolean): AssetState {
  return {
    type: "asset-state",
    seq: 1,
    key: `asset-state/${assetId}`,
    asset_id: assetId,
    time: TIME,
    health,
    failure_probability: 0.5,
    headline: `${assetId} is ${health}`,
    case_open: caseOpen,
  };
}

export function frame(assetId: string): OverlayFrame {
  const anchor = { component_id: "bearing", node: "bearing" };
  return {
    chain_id: "chain",
    asset_id: assetId,
    time: TIME,
    diagnosis_digest: DIGEST,
    procedure_digest: DIGEST,
    health: "alarm",
    quality: "good",
    simulated: false,
    failure_probability: 0.9,
    headline: "Bearing wear",
    highlights: [
      { anchor, role: "guilty", share: 0.123456, label: "Drive-end bearing" },
      { anchor, role: "step", share: 1, label: "Drive-end bearing" },
    ],
    callouts: [
      {
        anchor: { component_id: "bearing", node: "sensor" },
        signal_id: "velocity",
        label: "Vibration velocity",
        value: 7.31,
        unit: "mm/s",
        low: 0,
        high: 3.2,
        state: "high",
        points: 41,
      },
    ],
    active_step_id: "T-1.1",
  };
}

export function diagnosis(change: Partial<Diagnosis> = {}): Diagnosis {
  return {
    chain_id: "chain",
    asset_id: "A",
    time: TIME,
    explanation_digest: DIGEST,
    health: "alarm",
    headline: "Bearing wear, 91 %",
    reliable: true,
    cautions: [],
    modes: [mode("wear", 0.91, true), mode("leak", 0.01, false)],
    ...change,
  };
}

export function mode(id: string, probability: number, alarm: boolean): RankedMode {
  return {
    mode_id: id,
    name: `Mode ${id}`,
    component_id: "bearing",
    probability,
    alarm,
    mechanism: "wear",
    effect: "It may seize.",
    consequence: "high",
    evidence_for: [evidence("velocity", 41, true)],
    evidence_against: [evidence("leakage", -4, false)],
  };
}

function evidence(signalId: string, points: number, expected: boolean): Evidence {
  return {
    signal_id: signalId,
    component_id: "bearing",
    value: 7.3,
    unit: "mm/s",
    low: 0,
    high: 3.2,
    state: "high",
    points,
    expected,
    text: `${signalId} 7.3 mm/s, normally 0 to 3.2: ${points} points`,
  };
}
