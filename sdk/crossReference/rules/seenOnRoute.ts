import { en, listed, zh } from "../../text.js";
import type { StoryStep } from "../../trace/story.js";
import type { Outcome } from "../finding.js";
import { whereaboutsAt } from "../legs.js";
import { independent, nameOf, ofKind, placeName, timeOf, TOLERANCE, type Matter } from "../matter.js";
import { canBeOnePlace } from "../onePlace.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";

export const seenOnRoute: CrossRule = {
  id: "seen-on-route",
  question: {
    en: "Were the goods only seen where their carriers say they were?",
    zh: "货物是否只出现在承运人所称的地点？",
  },
  method:
    "Ports, customs and inspectors may record goods that they see at their own place, whatever the carrier says. Seen elsewhere " +
    "while they are said to stand at a place contradicts, or warns where the two codes can be of one place, such as a city and " +
    "its port; seen on the way at a place that no carrier names warns. Who has the goods is no witness of its own word: it " +
    "agrees only with what a party of another owner says.",
  needs: "records",
  check: (matter) => {
    const sightings = ofKind(matter, "Sighted");
    if (sightings.length === 0) {
      return [notCheckable([], "No independent witness recorded seeing the goods.", "没有独立见证方记录见到过货物。")];
    }
    return sightings.map((sighting) => sightingOutcome(matter, sighting));
  },
};

function sightingOutcome(matter: Matter, sighting: StoryStep): Outcome {
  const { party, place, occurredAt } = sighting.record;
  const [who, where, when] = [nameOf(matter, party), placeName(place), timeOf(occurredAt)];
  const claimed = whereaboutsAt(matter, occurredAt, TOLERANCE);
  const steps = [...claimed.steps, sighting];
  if (claimed.places.includes(place)) {
    const agrees = claimed.said.some((site) => site.place === place && independent(matter, site.party, party));
    if (!agrees) {
      return notCheckable(
        steps,
        en`Only ${who} says that the goods were at ${where} at ${when}.`,
        zh`只有${who}称货物于${when}在${where}。`,
      );
    }
    return pass(
      steps,
      en`${who} saw the goods at ${where} at ${when}, as the carriers' records have it.`,
      zh`${who}于${when}在${where}见到货物，与承运人的记录一致。`,
    );
  }
  if (claimed.standing && claimed.places.length > 0) {
    const said = listed(claimed.places.map(placeName));
    if (claimed.places.some((there) => canBeOnePlace(there, place))) {
      return warning(
        steps,
        en`${who} saw the goods at ${where} at ${when}, when they are said to have stood at ${said}: the codes can be of one place.`,
        zh`${who}于${when}在${where}见到货物，而据称货物当时停留在${said}：两者可能是同一地点的不同代码。`,
      );
    }
    return contradiction(
      steps,
      en`${who} saw the goods at ${where} at ${when}, when they are said to have stood at ${said}.`,
      zh`${who}于${when}在${where}见到货物，而据称货物当时停留在${said}。`,
    );
  }
  return warning(
    steps,
    en`${who} saw the goods at ${where} at ${when}, which no carrier names on the way.`,
    zh`${who}于${when}在${where}见到货物，而没有任何承运人在行程中提及该地点。`,
  );
}
