// Who Meridian Air wants to be, and what people are to feel where they meet it.
import type { ExperienceResponse } from "../../lib/generated/prisma/enums";
import type { TouchpointKey } from "./world";

export const BRAND_IDENTITY =
  "Meridian Air is the host among the airlines. We bring people to people, we say early what we know, and nobody on board is in anybody's way. Small enough to know your name, good enough to be on time.";

export const BRAND_VALUES: readonly { name: string; description: string }[] = [
  { name: "Hospitality", description: "A passenger is a guest: expected, greeted, and seen to the door." },
  { name: "Candour", description: "What we know, you know: prices, gates and delays, as early as we do." },
  { name: "Calm", description: "Nobody is hurried who does not wish to hurry." },
  { name: "Fairness", description: "The same rule for the card, the stroller and the laptop bag." },
  { name: "Care for detail", description: "Warm milk when it is needed is worth more than a larger screen." },
];

export type FeelingKey = "welcome" | "safe" | "informed" | "atEase" | "together" | "respected" | "joy" | "comfortable";

/** `words` and `opposites`: as people write them in their comments, in lower case. */
export const BRAND_FEELINGS: Record<
  FeelingKey,
  { name: string; response: ExperienceResponse; words: readonly string[]; opposites: readonly string[] }
> = {
  welcome: {
    name: "Welcome",
    response: "affective",
    words: ["welcome", "greeted", "friendly", "guest", "by name", "good morning"],
    opposites: ["rude", "called last", "last group", "ignored", "stand and wait"],
  },
  safe: {
    name: "Safe",
    response: "affective",
    words: ["safe", "calm crew", "soft", "explained"],
    opposites: ["afraid", "broken", "smelled of fuel", "unsafe"],
  },
  informed: {
    name: "In the know",
    response: "cognitive",
    words: ["explained", "on time", "in time", "told me"],
    opposites: ["nobody said", "too late", "still said", "silence", "learned", "nobody noted"],
  },
  atEase: {
    name: "At ease",
    response: "physical",
    words: ["simple", "quick", "short", "no problems", "easy"],
    opposites: ["queue", "queued", "stood", "crying", "ran from", "forty minutes"],
  },
  together: {
    name: "Together",
    response: "social",
    words: ["together", "my daughter", "my son"],
    opposites: ["split", "alone", "strangers", "different rows"],
  },
  respected: {
    name: "Respected",
    response: "social",
    words: ["fair", "thank you", "remembered", "called me"],
    opposites: ["extra after", "never again", "excuse", "apology", "heard nothing"],
  },
  joy: {
    name: "Small joys",
    response: "sensory",
    words: ["joy", "bear", "tea", "big difference", "still talks"],
    opposites: ["nothing to do", "nothing special", "not even water"],
  },
  comfortable: {
    name: "Comfortable",
    response: "sensory",
    words: ["clean", "wide", "warm"],
    opposites: ["cold", "dirty", "sticky", "leg room", "tired aircraft"],
  },
};

/** What is wanted where. */
export const WANTED: Partial<Record<TouchpointKey, readonly FeelingKey[]>> = {
  destination: ["joy"],
  purchase: ["respected", "informed"],
  booking: ["together", "respected"],
  checkin: ["atEase"],
  security: ["safe", "respected"],
  waiting: ["atEase", "informed"],
  delays: ["informed"],
  boarding: ["welcome", "together"],
  crew: ["welcome", "respected"],
  entertainment: ["joy"],
  ambiance: ["comfortable"],
  food: ["joy", "respected"],
  seating: ["comfortable", "together"],
  lavatory: ["comfortable"],
  storage: ["atEase"],
  landing: ["safe", "informed"],
  baggage: ["informed"],
  car: ["safe"],
  offer: ["respected"],
  contract: ["welcome"],
  portal: ["informed"],
  changes: ["safe"],
  bill: ["respected"],
  renewal: ["respected"],
};
