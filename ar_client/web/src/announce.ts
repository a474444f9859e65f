import { nextStep, recordsOf, signaturesOf } from "./scene";
import { signingOf } from "./settle";
import { strings } from "./strings.en";
import { headlineOf, healthOf, type View } from "./view";

/** What a screen reader is told when it happens; figures that change all the time are not. */
export function announcements(before: View, now: View): string[] {
  return [...linkNews(before, now), ...healthNews(before, now), ...stepNews(before, now)];
}

function linkNews(before: View, now: View): string[] {
  if (before.link.phase === now.link.phase) return [];
  if (now.link.phase === "lost") return [strings.announce.linkLost];
  return before.link.phase === "lost" && now.link.phase === "live" ? [strings.announce.linkBack] : [];
}

function healthNews(before: View, now: View): string[] {
  const assets = now.scene.hello?.assets ?? [];
  return assets.flatMap((asset) => {
    const records = recordsOf(now.scene, asset.id);
    const was = recordsOf(before.scene, asset.id);
    if (was.state === null || healthOf(was) === healthOf(records)) return [];
    const health = strings.health[healthOf(records)];
    return [strings.announce.health(asset.id, health, headlineOf(records) ?? "")];
  });
}

function stepNews(before: View, now: View): string[] {
  const open = now.records.case;
  const next = nextStep(open);
  if (!open || !next || signingOf(before) === signingOf(now)) return [];
  const given = signaturesOf(open, next.step.id);
  if (given.length > 0) {
    const names = given.map((one) => one.actor).join(", ");
    return [strings.sign.signed(given.length, next.step.signatures, names)];
  }
  return [strings.announce.nextStep(next.step.number, next.task.title)];
}
