import { describe, expect, it } from "vitest";
import { find, textOf, type VNode } from "../src/dom";
import { whyPanel } from "../src/panels/why";
import { type AssetRecords, NO_RECORDS } from "../src/scene";
import type { Attribution } from "../src/wire.gen";
import {
  attribution,
  certificate,
  check,
  counterfactual,
  explained,
  explanation,
  score,
} from "./explanations";
import { diagnosis, mode, stateMessage } from "./records";
import { byTestId, tree, view } from "./views";

function why(records: Partial<AssetRecords> = {}, open: string | null = null): VNode[] {
  const base = view();
  const known = { diagnosis: diagnosis(), explanation: explanation(true, []), score: null, ...records };
  const told = { ...base.records, basis: known, ...known };
  return whyPanel({ ...base, records: told, screen: { ...base.screen, mode: open } });
}

function words(nodes: readonly VNode[], id: string): string | null {
  const node = byTestId(nodes, id);
  return node && textOf(node).replace(/\s+/g, " ").trim();
}

function of(change: Partial<Attribution>): Partial<AssetRecords> {
  return { explanation: explained([attribution(change)]) };
}

describe("the warning", () => {
  it("comes before anything else", () => {
    const panel = why({ diagnosis: diagnosis({ reliable: false, cautions: ["Readings are missing."] }) });
    expect(panel.findIndex((node) => node.attrs["data-testid"] === "unreliable")).toBe(1);
    expect(words(panel, "unreliable")).toContain("Readings are missing.");
  });

  it("comes too when only the certificate fails", () => {
    const panel = why({ explanation: explanation(false, ["It changes with small noise."]) });
    expect(words(panel, "unreliable")).toContain("It changes with small noise.");
  });

  it("comes even when the server gives no reason", () => {
    expect(words(why({ diagnosis: diagnosis({ reliable: false }) }), "unreliable")).not.toBeNull();
  });

  const failed = certificate("wear", check("additivity", true), check("noise-picture", false));
  const doubted = explained([attribution()], [failed, certificate("leak", check("additivity", true))]);
  const said = diagnosis({ reliable: false, cautions: doubted.certificate.reasons });

  it("says each reason once, without the id of the mode", () => {
    const box = words(why({ diagnosis: said, explanation: doubted }), "unreliable");
    expect(box).toBe("Do not rely on this explanation Sentence of noise-picture.");
  });

  it("is not given for the doubts about another fault, which is marked in the list instead", () => {
    const panel = why({ diagnosis: said, explanation: doubted }, "leak");
    expect(byTestId(panel, "unreliable")).toBeNull();
    const marked = find(tree(panel), (node) => node.attrs["data-id"] === "wear") as VNode;
    expect(textOf(marked)).toContain("Explanation not reliable");
    const sound = find(tree(panel), (node) => node.attrs["data-id"] === "leak") as VNode;
    expect(textOf(sound)).not.toContain("not reliable");
  });

  it("is not repeated on the fault that is open", () => {
    const panel = why({ diagnosis: said, explanation: doubted });
    const open = find(tree(panel), (node) => node.attrs["data-id"] === "wear") as VNode;
    expect(textOf(open)).not.toContain("not reliable");
  });

  it("keeps a caution about the readings beside doubts about another fault", () => {
    const both = diagnosis({
      reliable: false,
      cautions: [...said.cautions, "Some signals have no reading."],
    });
    const panel = why({ diagnosis: both, explanation: doubted }, "leak");
    expect(words(panel, "unreliable")).toBe("Do not rely on this explanation Some signals have no reading.");
  });

  it("names what lies beyond everything ever seen, part by part", () => {
    const domain = { inside: false, beyond: ["velocity", "speed", "temperature"], strangeness: -1 };
    const values = [{ signal_id: "velocity", value: 21.4, state: "high" as const }];
    const telemetry = { type: "telemetry", seq: 1, key: "", asset_id: "A", time: "", values } as const;
    const box = words(why({ score: score({ domain }), telemetry }), "unreliable");
    expect(box).toContain("Do not rely on this result Never seen in training: the result is a guess");
    expect(box).toContain("Drive-end bearing: Vibration velocity 21.4 mm/s, Bearing temperature –");
    expect(box).toContain("Bearing housing: Speed –");
  });

  it("does not name it again where the server has", () => {
    const domain = { inside: false, beyond: ["speed"], strangeness: null };
    const cautions = ["never seen in training, so the score is a guess: Speed"];
    const box = words(why({ score: score({ domain }), diagnosis: diagnosis({ cautions }) }), "unreliable");
    expect(box).toBe(`Do not rely on this result ${cautions[0]}`);
  });

  it("stands before the word that nothing is indicated, too", () => {
    const state = stateMessage("A", "healthy", false);
    const domain = { inside: false, beyond: [], strangeness: 0.4 };
    const panel = whyPanel(view({ records: { ...NO_RECORDS, state, score: score({ domain }) } }));
    expect(panel[1]?.attrs["data-testid"]).toBe("outside");
    expect(words(panel, "outside")).toContain("never all of them together");
    const inside = whyPanel(view({ records: { ...NO_RECORDS, state, score: score() } }));
    expect(byTestId(inside, "outside")).toBeNull();
  });
});

describe("the evidence", () => {
  it("stands in the server's words, and the known signs are marked", () => {
    const panel = why();
    expect(words(panel, "evidence-velocity")).toContain("Known sign");
    expect(byTestId(panel, "evidence-leakage")?.attrs["class"]).toBe("evidence-against");
    expect(words(panel, "evidence-leakage")).toContain("leakage 7.3 mm/s");
  });

  it("against the mode is drawn to the left of the middle", () => {
    const bar = find(
      byTestId(why(), "evidence-leakage") as VNode,
      (node) => node.attrs["class"] === "bar-part",
    );
    expect(
      Number.parseFloat(bar?.attrs["x"] ?? "") + Number.parseFloat(bar?.attrs["width"] ?? ""),
    ).toBeCloseTo(50, 0);
  });

  it("of a machine that is healthy again is not shown", () => {
    const records = { ...NO_RECORDS, state: stateMessage("A", "healthy", false), diagnosis: diagnosis() };
    expect(textOf(tree(whyPanel(view({ records }))))).not.toContain("Mode wear");
  });

  it("is not said to be missing where nothing was explained", () => {
    const silent = { ...mode("leak", 0.01, false), evidence_for: [], evidence_against: [] };
    const found = diagnosis({ modes: [mode("wear", 0.91, true), silent] });
    const text = textOf(tree(why({ diagnosis: found }, "leak")));
    expect(text).toContain("too unlikely to be explained");
    expect(text).not.toContain("No reading speaks for it");
  });
});

describe("the probability of the open mode", () => {
  it("carries its interval, in words and across the bar", () => {
    const panel = why({ score: score() });
    expect(words(panel, "interval")).toBe("between 80 and 93 %");
    const line = find(tree(panel), (node) => node.attrs["class"] === "bar-interval");
    expect([line?.attrs["x1"], line?.attrs["x2"]]).toEqual(["80.0%", "93.0%"]);
  });

  it("carries none when none is known, or while the score has not come", () => {
    expect(byTestId(why({ score: score() }, "leak"), "interval")).toBeNull();
    expect(byTestId(why(), "interval")).toBeNull();
  });
});

describe("the way out", () => {
  const speed = { signal_id: "speed", from_value: 1307.2, to_value: 1380, spreads: 1 };

  it("is one sentence, and says that it is no instruction", () => {
    const panel = why(of({ counterfactual: counterfactual(speed) }));
    expect(words(panel, "way-out")).toContain(
      "If Speed rose from 1307 to 1380 rpm, this alarm would clear, all other readings unchanged.",
    );
    expect(words(panel, "way-out")).toContain("not an instruction");
  });

  it("names every change, a fall and a category too", () => {
    const fall = { signal_id: "temperature", from_value: 81.36, to_value: 70.25, spreads: 1 };
    const other = { signal_id: "duty", from_value: 1, to_value: 0, spreads: 1 };
    expect(words(why(of({ counterfactual: counterfactual(fall, other) })), "way-out")).toContain(
      "If Bearing temperature fell from 81.36 to 70.25 °C and Duty changed from heavy to light, this alarm",
    );
  });

  it("says why there is none", () => {
    const none = words(why(of({ counterfactual: counterfactual() })), "way-out");
    expect(none).toContain("No setting within its permitted range would clear this alarm");
    expect(none).not.toContain("instruction");
  });

  it("is not mentioned where none was looked for", () => {
    expect(byTestId(why(of({})), "way-out")).toBeNull();
  });

  it("comes after the evidence", () => {
    const panel = textOf(tree(why(of({ counterfactual: counterfactual(speed) }))));
    expect(panel.indexOf("leakage 7.3")).toBeLessThan(panel.indexOf("If Speed rose"));
  });
});

describe("a pair of signals", () => {
  const pair = { first: "velocity", second: "temperature" };

  it("is told when it is strong, in points", () => {
    const told = words(why(of({ interaction: { ...pair, interaction: 1.2 } })), "pair");
    expect(told).toBe(
      "Vibration velocity and Bearing temperature say more together than apart: " +
        "+12 of their points come from the pair.",
    );
  });

  it("that takes from what both say is told to say less", () => {
    const told = words(why(of({ interaction: { ...pair, interaction: -1.2 } })), "pair");
    expect(told).toContain("say less together than apart: −12 of their points");
  });

  it("that speaks against the mode more strongly together is told to say more", () => {
    const { signals } = attribution();
    const against = signals.map((one) => ({
      ...one,
      contribution: -one.contribution,
      points: -one.points,
    }));
    const change = { signals: against, interaction: { ...pair, interaction: -1.2 } };
    expect(words(why(of(change)), "pair")).toContain("say more together than apart: −12 of their points");
  });

  it("is left out at a tenth of all contributions and below", () => {
    expect(byTestId(why(of({ interaction: { ...pair, interaction: 0.7 } })), "pair")).toBeNull();
    expect(byTestId(why(of({ interaction: { ...pair, interaction: 0.72 } })), "pair")).not.toBeNull();
  });
});

describe("the checks of the explanation", () => {
  const checks = [check("additivity", true), check("reseeding", true, null), check("noise-picture", false)];

  it("are counted, those that could not be judged apart", () => {
    const panel = why({ explanation: explained([attribution()], [certificate("wear", ...checks)]) });
    expect(words(panel, "checks")).toContain("Checked: 1 of 2, 1 not judged");
  });

  it("are told one by one, each with a word and a picture of its own", () => {
    const panel = why({ explanation: explained([attribution()], [certificate("wear", ...checks)]) });
    const rows = ["check-passed", "check-open", "check-failed"].map((name) =>
      find(tree(panel), (node) => node.attrs["class"] === `check ${name}`),
    );
    expect(
      rows.map((row) =>
        textOf(row as VNode)
          .trim()
          .replace(/\s+/g, " "),
      ),
    ).toEqual([
      "Passed: Sentence of additivity.",
      "Not judged: Sentence of reseeding.",
      "Failed: Sentence of noise-picture.",
    ]);
    const pictures = rows.map((row) => find(row as VNode, (node) => node.tag === "svg")?.attrs["class"]);
    expect(pictures).toEqual(["icon icon-tick", "icon icon-dash", "icon icon-cross"]);
  });

  it("are those of the mode that is open", () => {
    const modes = [certificate("wear", ...checks), certificate("leak", check("deletion", true))];
    const panel = why({ explanation: explained([attribution()], modes) }, "leak");
    expect(words(panel, "checks")).toBe("Checked: 1 of 1 Passed: Sentence of deletion.");
  });
});

describe("the trace", () => {
  it("names the method and what computed it", () => {
    expect(words(why(of({})), "trace")).toContain("Exact Shapley values, path-dependent, own kernel");
    expect(words(why(of({})), "trace")).not.toContain("uncertain");
  });

  it("says how uncertain sampled shares are, in points and never less than it is", () => {
    const sampled = { method: "interventional-sampled", engine: "model", largest_error: 0.021 } as const;
    expect(words(why(of(sampled)), "trace")).toContain(
      "Sampled Shapley values, interventional, the model asked again and again; " +
        "each share uncertain by up to 0.3 points",
    );
  });
});
