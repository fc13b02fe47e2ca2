// Who was listened to, and what they said. In a transcript, [[key: passage]] marks a passage; what it is about stands in PASSAGES.
import type { Person } from "./people";
import type { TouchpointKey } from "./world";

export type Consent = "none" | "internal" | "public";
export type Feeling = -2 | -1 | 0 | 1 | 2;

export type DemoInterview = {
  key: string;
  title: string;
  speaker: string;
  segment: string;
  consent: Consent;
  /** Days before now. */
  heldDays: number;
  /** Spoke as a customer we know: the first of whom this is true. */
  spokeAs: ((person: Person) => boolean) | null;
  transcript: string;
};

const FAMILIES = "Families with a toddler";
const BUSINESS = "Business travellers";
const COMPANIES = "Companies";

const isParentNamed =
  (...names: string[]) =>
  ({ name, attributes }: Person) =>
    Boolean(attributes.has_toddler) && names.includes(name.split(" ")[0] ?? "");
const isTravellerNamed =
  (...names: string[]) =>
  ({ name, isCompany, attributes }: Person) =>
    !isCompany && attributes.travel_type === "Business" && names.includes(name.split(" ")[0] ?? "");

export const INTERVIEWS: readonly DemoInterview[] = [
  {
    key: "mila",
    title: "Berlin to Lisbon with Mila, two",
    speaker: "Mother of a two-year-old, flies twice a year",
    segment: FAMILIES,
    consent: "public",
    heldDays: 62,
    spokeAs: isParentNamed("Clara", "Julia", "Lena"),
    transcript: `At her kitchen table in Berlin, an hour and ten minutes. Mila slept for most of it.

Q: Tell me about the last time you flew with us. Where did it begin?

A: Weeks before, on my phone, at night. I had one wish: not more than three hours in the air. [[mila-filter: I can sort by price, but not by her nap.]] So I made a table. My husband laughed, and then he used it too.

Q: And when you had found a flight?

A: I paid for three seats in one row. [[mila-split: The app had put me in 9 and her in 22]], two days before we left. She is two. I called, waited eleven minutes, and a very kind woman repaired it. But she could not tell me why it had happened.

Q: How was the airport?

A: Better than I feared. I was most afraid of security, all those trays. Then the man at the scanner knelt down. [[mila-bear: He showed her what her bear had for breakfast]], on the x-ray. She has talked about it ever since. He saw that I was sweating. It took one minute of his day.

Q: And after that?

A: After that came the gate. [[mila-ninety: Ninety minutes, and nothing for a child to touch]], only four hundred metres of carpet. We had eaten all our raisins by then. If somebody had rented me a box of toys for five euros, I would have paid ten.

Q: You wrote to us about boarding.

A: Yes. Because it would have been so easy. [[mila-last: We were called last, with her asleep on me]] and the stroller still open. Card holders went first, then the front rows. I asked, and he said he had no code for families. No code! [[mila-eyes: Everybody in the queue looked at us as if we had cut in, and we were the last.]]

Q: What would have been right?

A: One sentence. Families, please come forward. That is all I want.`,
  },
  {
    key: "two",
    title: "Two children, one lap",
    speaker: "Father of two, flies from Warsaw to his parents",
    segment: FAMILIES,
    consent: "internal",
    heldDays: 55,
    spokeAs: isParentNamed("Tomasz", "Jakub", "Mateusz"),
    transcript: `By video, fifty minutes. He walked up and down with the younger one all the time.

Q: You fly four times a year with two children. What do people not know about that?

A: That it is a job for three adults, and we are two. [[two-hands: I need one hand for her, one for him, and a third one for the boarding passes.]]

Q: Let us go through the last trip. You bought the tickets yourself?

A: Yes, on the website. The fare was 178 for all of us. [[two-infant: On the last page it said 231, for a lap.]] I do not mind paying. I mind being surprised after I have told my wife the price.

Q: You sat together?

A: In one row of three, she on my lap. [[two-feet: Her feet hit the seat in front for two hours]], and I apologised for two hours. I have seen trains in which four seats face each other. [[two-facing: If two rows faced each other, the children would look at us instead of kicking a stranger.]] Nobody would have to apologise.

Q: Did you eat?

A: I? No. [[two-milk: Warm milk took forty minutes]], and by then she had screamed herself to sleep. The steward was ashamed, he had one oven. Please let me order the milk with the ticket. Before I am in the air.

Q: And the lavatory?

A: [[two-lid: I changed her on my knees, with the door open]], because we do not both fit in. A man who wanted to get past looked at the ceiling, for which I thank him.

Q: And when you had landed?

A: That should be the good part. [[two-stroller: The stroller came after the last suitcase]], thirty-five minutes, with both children on my arms. In Vienna they bring it to the aircraft door. So it can be done.

Q: If you could change one thing?

A: Let us board first. Everything after that is easier when you are not the last.`,
  },
  {
    key: "grandmother",
    title: "A grandmother at the gate",
    speaker: "Grandmother who travels with her daughter's family",
    segment: FAMILIES,
    consent: "none",
    heldDays: 41,
    spokeAs: null,
    transcript: `Spoken with at the gate in Vienna, twenty-five minutes. She did not want to be quoted, so this is for our own understanding.

Q: You help your daughter with the little one?

A: I hold what has to be held. Today it is the changing bag. [[gran-bag: The bag has to stay at my feet]], because what she needs is always at the bottom of it. Last time they took it from me and put it eight rows behind.

Q: How is the waiting for you?

A: Long. I am seventy-one, I sit down where there is a seat, and there is none beside my daughter. [[gran-sit: I sat at one gate and they sat at the next, and we waved.]] The little one runs between us. It is good for her, I think, but other people do not like it.

Q: What does she do on board?

A: She sings. [[gran-sing: She sings when she is happy, and is hushed for it.]] That hurts me a little. If there were a curtain, like in a theatre, she could sing.

Q: And films?

A: There is one page to colour, and the pencil rolls away. [[gran-pencil: The pencil was gone before we were in the air.]] She is under three, they told me the films begin at six. So my daughter gives her the telephone, and then she feels bad about it.

Q: And when you come down?

A: Her ears. [[gran-ears: Nobody tells us when it begins, and she screams.]] If the pilot said ten minutes before, we would have the bottle ready. He says cabin crew, prepare. I would like him to say grandmothers, prepare.

Q: Would you fly with us again?

A: Where they fly, I fly. But I would tell my neighbours to take the train until the child is four.`,
  },
  {
    key: "sixty",
    title: "Out at six, back at nine",
    speaker: "Consultant, sixty flights a year",
    segment: BUSINESS,
    consent: "public",
    heldDays: 48,
    spokeAs: isTravellerNamed("Paul", "Marco", "Anton"),
    transcript: `In a café near the office, forty minutes. He looked at his phone nine times, always at our app.

Q: Describe a good day with us.

A: One that I do not remember. I check in from the taxi, I walk, I sit, I work. [[sixty-taxi: Check-in takes me eleven seconds, I have counted]], and that is the best thing you have ever built.

Q: And a bad one?

A: [[sixty-stranger: I learn of my gate from a stranger who runs]], and then I run as well. Your app is proud of its colours and it is the last to know. Three times this autumn.

Q: How much time do you leave for the airport?

A: Forty minutes, because I know the lanes. [[sixty-lane: The fast lane is for people who paid to queue]] beside the others. Twelve minutes is what the sign says. Make it twelve minutes, or take down the sign.

Q: What do you do on board?

A: Work. Fifty minutes of it, if the seat in front stays where it is. [[sixty-seat: My laptop closes like a book, and so does my day]], when the seat in front comes down. [[sixty-singing: Behind me somebody's child was singing.]] I like children. I have two. But I had a board paper open. [[sixty-curtain: Put something between those who sing and those who write, and both of us will fly with you.]]

Q: The crew?

A: [[sixty-name: They said my name and had kept an aisle seat]], and I felt like a person who has a place. That is the reason why I do not look at the others. It is not the points.

Q: Coffee?

A: There is coffee. I would not call it more than that.

Q: And when you land?

A: I stand up before the sign goes off, like everyone. [[sixty-landing: Nobody tells me the next gate until I am offline]] in the building. You know it while we roll. Tell me while we roll.`,
  },
  {
    key: "connection",
    title: "Forty-five minutes in Vienna",
    speaker: "Engineer, changes planes every week",
    segment: BUSINESS,
    consent: "internal",
    heldDays: 33,
    spokeAs: isTravellerNamed("Felix", "Emil", "Hugo"),
    transcript: `By telephone from a train, thirty-five minutes.

Q: You change planes in Vienna each week. What is that like?

A: Like an exam in which the questions come late. I have forty-five minutes. [[conn-late: The gate comes when I stand at the wrong one.]] On good days it is next door. On bad days it is the other end and they close it in my face.

Q: What do you do about it?

A: I have a list of which gates it usually is. [[conn-list: I keep a list of gates in my phone because yours is later than mine.]] My colleagues copy it. We ought to sell it to you.

Q: How do you book?

A: The company pays, so flexible fares. When the meeting runs over [[conn-change: I change the flight in the lift, two taps]], and nobody asks me why. That part is very good, I mean it.

Q: And the airport?

A: Security in Vienna is fine, in Berlin it is a lottery. [[conn-laptop: In Berlin the laptop comes out, in Vienna it stays in, and nobody says so before my turn.]]

Q: Boarding?

A: I board last, because I would rather stand where there is air. But then the bins are full. [[conn-bin: They took my bag at the door]], with the medicine and the laptop charger in it.

Q: What about the bags when you arrive?

A: I have no bags. That is the point of me.

Q: And the car?

A: [[conn-paper: I signed the same four pages as last week]], for the same car, with the same scratch. The man knows me. He is sorry about it. But he needs the paper.

Q: What would make you stay with us?

A: That I can trust what the phone says. Everything else is decoration.`,
  },
  {
    key: "desk",
    title: "The travel desk of four hundred people",
    speaker: "Runs a company's travel desk",
    segment: COMPANIES,
    consent: "internal",
    heldDays: 71,
    spokeAs: ({ isCompany, attributes }) => isCompany && attributes.home_airport === "Warsaw",
    transcript: `At her office in Warsaw, an hour. She had printed two of our bills for the occasion.

Q: How did you come to us?

A: Not by your advertising, I am sorry. [[desk-fair: A colleague told me that you answer the telephone]], at the fair. That was enough for me to ask for an offer.

Q: And the offer?

A: It was fair, and it was on nine pages. [[desk-offer: I had to call twice to understand it.]] What happens when twelve of the forty do not come? That is the first question that anybody has who books a group.

Q: Then you signed. What came next?

A: Nothing, for three weeks. We had signed, everybody was happy. [[desk-weeks: It took three weeks until four people could log in.]] In that time they booked with somebody else, out of habit.

Q: How do you use the portal?

A: Every day. When a flight changes, [[desk-portal: I see all my people on one page]], and that is worth more than the discount. Before, I called them one by one.

Q: You brought the bills.

A: Look. [[desk-bill: One trip, five lines, and no project number.]] I type it in by hand, two days each month. If the bill had our project number, I would frame it.

Q: The contract ends in spring. What will you do?

A: I will renew. [[desk-renew: I heard from you four weeks before the end]], and from your rival six months before. It is as if you were sure of me. Perhaps you may be. But it is nicer to be asked.

Q: Would you recommend us?

A: I have, twice. I tell the others what I tell you. [[desk-recommend: Your people are better than your papers.]]`,
  },
];

export type Passage = { touchpoint: TouchpointKey | null; feeling: Feeling | null; tags: readonly string[] };

/** What each marked passage is about, by its key. */
export const PASSAGES: Record<string, Passage> = {
  "mila-filter": { touchpoint: "destination", feeling: -1, tags: ["search", "nap"] },
  "mila-split": { touchpoint: "booking", feeling: -2, tags: ["seats together"] },
  "mila-bear": { touchpoint: "security", feeling: 2, tags: ["staff", "joy"] },
  "mila-ninety": { touchpoint: "waiting", feeling: -2, tags: ["nothing to do"] },
  "mila-last": { touchpoint: "boarding", feeling: -2, tags: ["early boarding"] },
  "mila-eyes": { touchpoint: "boarding", feeling: -2, tags: ["other passengers", "early boarding"] },
  "two-hands": { touchpoint: "checkin", feeling: -1, tags: ["hands full"] },
  "two-infant": { touchpoint: "purchase", feeling: -1, tags: ["full price"] },
  "two-feet": { touchpoint: "seating", feeling: -1, tags: ["other passengers"] },
  "two-facing": { touchpoint: "seating", feeling: 0, tags: ["idea", "seats together"] },
  "two-milk": { touchpoint: "food", feeling: -2, tags: ["milk"] },
  "two-lid": { touchpoint: "lavatory", feeling: -2, tags: ["changing"] },
  "two-stroller": { touchpoint: "baggage", feeling: -2, tags: ["stroller"] },
  "gran-bag": { touchpoint: "storage", feeling: -1, tags: ["hands full"] },
  "gran-sit": { touchpoint: "waiting", feeling: -1, tags: ["seats at the gate"] },
  "gran-sing": { touchpoint: "ambiance", feeling: -1, tags: ["noise", "other passengers"] },
  "gran-pencil": { touchpoint: "entertainment", feeling: -1, tags: ["nothing to do"] },
  "gran-ears": { touchpoint: "landing", feeling: -1, tags: ["ears", "tell us"] },
  "sixty-taxi": { touchpoint: "checkin", feeling: 2, tags: ["app", "joy"] },
  "sixty-stranger": { touchpoint: "delays", feeling: -2, tags: ["gate", "app"] },
  "sixty-lane": { touchpoint: "security", feeling: -1, tags: ["fast lane"] },
  "sixty-seat": { touchpoint: "seating", feeling: -1, tags: ["work"] },
  "sixty-curtain": { touchpoint: "ambiance", feeling: 0, tags: ["idea", "noise"] },
  "sixty-singing": { touchpoint: "ambiance", feeling: -1, tags: ["noise"] },
  "sixty-name": { touchpoint: "crew", feeling: 2, tags: ["staff", "joy"] },
  "sixty-landing": { touchpoint: "landing", feeling: -1, tags: ["gate", "tell us"] },
  "conn-late": { touchpoint: "delays", feeling: -2, tags: ["gate"] },
  "conn-list": { touchpoint: "delays", feeling: -1, tags: ["gate", "app"] },
  "conn-change": { touchpoint: "booking", feeling: 2, tags: ["app", "joy"] },
  "conn-laptop": { touchpoint: "security", feeling: -1, tags: ["tell us"] },
  "conn-bin": { touchpoint: "storage", feeling: -2, tags: ["bins"] },
  "conn-paper": { touchpoint: "car", feeling: -1, tags: ["paper"] },
  "desk-fair": { touchpoint: "fair", feeling: 1, tags: ["word of mouth"] },
  "desk-offer": { touchpoint: "offer", feeling: -1, tags: ["tell us"] },
  "desk-weeks": { touchpoint: "contract", feeling: -2, tags: ["waiting"] },
  "desk-portal": { touchpoint: "portal", feeling: 2, tags: ["overview", "joy"] },
  "desk-bill": { touchpoint: "bill", feeling: -2, tags: ["paper"] },
  "desk-renew": { touchpoint: "renewal", feeling: -1, tags: ["silence"] },
  "desk-recommend": { touchpoint: "reference", feeling: 1, tags: ["word of mouth"] },
};

export type DemoQuote = {
  key: string;
  kind: "quote" | "observation";
  text: string;
  source: string;
  speaker: string;
  segment: string | null;
  touchpoint: TouchpointKey;
  feeling: Feeling | null;
  tags: readonly string[];
  consent: Consent;
  saidDays: number;
};

const quote = (
  key: string,
  segment: string | null,
  touchpoint: TouchpointKey,
  feeling: Feeling | null,
  text: string,
  source: string,
  speaker: string,
  tags: readonly string[],
  consent: Consent,
  saidDays: number,
): DemoQuote => ({ key, kind: "quote", text, source, speaker, segment, touchpoint, feeling, tags, consent, saidDays });

const seen = (
  key: string,
  segment: string | null,
  touchpoint: TouchpointKey,
  feeling: Feeling | null,
  text: string,
  source: string,
  tags: readonly string[],
  saidDays: number,
): DemoQuote => ({
  key,
  kind: "observation",
  text,
  source,
  speaker: "",
  segment,
  touchpoint,
  feeling,
  tags,
  consent: "internal",
  saidDays,
});

/** Single voices and what was seen on the spot, besides the interviews. */
export const QUOTES: readonly DemoQuote[] = [
  quote(
    "beach",
    FAMILIES,
    "destination",
    1,
    "The list of beaches with a cot decided it for us.",
    "Review site",
    "Mother of one",
    ["search"],
    "public",
    95,
  ),
  quote(
    "forum",
    FAMILIES,
    "destination",
    0,
    "I asked forty strangers in a forum, because they have flown it with a child.",
    "Diary study, day 1",
    "Father of one",
    ["search", "word of mouth"],
    "internal",
    80,
  ),
  quote(
    "lap",
    FAMILIES,
    "purchase",
    -1,
    "Does a lap need a ticket? I searched longer for that than for the flight.",
    "Diary study, day 2",
    "Mother of two",
    ["full price"],
    "internal",
    79,
  ),
  quote(
    "cot",
    FAMILIES,
    "booking",
    -1,
    "A cot can only be booked by telephone, and the telephone says to use the app.",
    "Service call",
    "Mother of a baby",
    ["cot", "phone"],
    "internal",
    52,
  ),
  seen(
    "desk-anyway",
    FAMILIES,
    "checkin",
    -1,
    "Seven of nine strollers were sent to the desk.",
    "Check-in hall, Berlin, a morning",
    ["stroller", "queue"],
    44,
  ),
  quote(
    "tag",
    FAMILIES,
    "checkin",
    1,
    "She put the tag on the stroller and told me where it would come back. That was all I needed.",
    "Parents' panel, evening 2",
    "Father of one",
    ["stroller", "tell us"],
    "public",
    37,
  ),
  seen(
    "lane-pace",
    FAMILIES,
    "security",
    1,
    "In the family lane nobody hurries anybody; parents repack in peace and say thank you.",
    "Security, Vienna, an afternoon",
    ["staff"],
    40,
  ),
  quote(
    "bottles",
    FAMILIES,
    "security",
    0,
    "He opened every bottle, and told her what he was doing each time.",
    "Parents' panel, evening 2",
    "Mother of two",
    ["staff", "tell us"],
    "public",
    37,
  ),
  seen(
    "carpet",
    FAMILIES,
    "waiting",
    -1,
    "Eleven children at the gate, one socket, no corner to play; parents walk in circles.",
    "Gate B12, Berlin, an evening",
    ["nothing to do"],
    39,
  ),
  quote(
    "toy-box",
    FAMILIES,
    "waiting",
    1,
    "I would rent a box of toys the way I rent headphones, and give it back on board.",
    "Parents' panel, evening 1",
    "Mother of a two-year-old",
    ["idea", "nothing to do"],
    "public",
    51,
  ),
  seen(
    "board-count",
    FAMILIES,
    "boarding",
    -2,
    "On fourteen of twenty-two flights families were not called first. No rule at the gate says they should be.",
    "Gates, Berlin and Warsaw, two weeks",
    ["early boarding"],
    30,
  ),
  quote(
    "code",
    FAMILIES,
    "boarding",
    -2,
    "He said he had no code for families. For wheelchairs yes, for cards yes, for us no.",
    "Complaint by e-mail",
    "Father of a three-year-old",
    ["early boarding", "staff"],
    "internal",
    28,
  ),
  quote(
    "panel-first",
    FAMILIES,
    "boarding",
    1,
    "At the trial in Vienna we went first. She was buckled in before the noise began.",
    "Parents' panel, evening 2",
    "Mother of a three-year-old",
    ["early boarding", "joy"],
    "public",
    37,
  ),
  quote(
    "gate-sorry",
    FAMILIES,
    "boarding",
    -1,
    "The young man at the gate said sorry four times. He was not the one who should.",
    "Review site",
    "Father of two",
    ["early boarding", "staff"],
    "public",
    19,
  ),
  quote(
    "film-six",
    FAMILIES,
    "entertainment",
    -1,
    "The children's films begin at six. What does a two-year-old do until then?",
    "After your flight",
    "Mother of one",
    ["nothing to do"],
    "public",
    66,
  ),
  seen(
    "blankets",
    FAMILIES,
    "ambiance",
    -1,
    "Three children asleep under coats: the blankets were used up by row 16.",
    "Flight to Lisbon",
    ["cold"],
    47,
  ),
  quote(
    "curtain",
    FAMILIES,
    "ambiance",
    0,
    "I would gladly sit behind a curtain if it meant that nobody sighs.",
    "Parents' panel, evening 1",
    "Father of two",
    ["idea", "noise"],
    "public",
    51,
  ),
  quote(
    "milk-lisbon",
    FAMILIES,
    "food",
    1,
    "On the way back the milk came before I had asked. I could have hugged her.",
    "Review site",
    "Mother of a baby",
    ["milk", "staff"],
    "public",
    73,
  ),
  quote(
    "swap",
    FAMILIES,
    "seating",
    -2,
    "We asked six strangers to swap so that a three-year-old need not sit alone.",
    "After your flight",
    "Mother of two",
    ["seats together"],
    "public",
    58,
  ),
  seen(
    "lav-table",
    FAMILIES,
    "lavatory",
    -1,
    "On eight of twenty-two aircraft one lavatory has a table, and no sign says which.",
    "Fleet check",
    ["changing"],
    35,
  ),
  quote(
    "lav-idea",
    FAMILIES,
    "lavatory",
    0,
    "One lavatory that is twice as wide would do more for me than any film.",
    "Parents' panel, evening 2",
    "Father of a baby",
    ["idea", "changing"],
    "public",
    37,
  ),
  seen(
    "bin-full",
    null,
    "storage",
    -1,
    "From group four on, every second piece of hand luggage was taken at the door.",
    "Flight to Warsaw",
    ["bins"],
    26,
  ),
  quote(
    "aisle",
    FAMILIES,
    "landing",
    0,
    "We stay seated until everyone is gone. The crew played peekaboo with her meanwhile.",
    "Diary study, day 7",
    "Mother of one",
    ["staff"],
    "internal",
    74,
  ),
  quote(
    "door",
    FAMILIES,
    "baggage",
    -1,
    "Nobody could say whether the stroller comes to the door or to the belt. It came to neither.",
    "Service call",
    "Mother of a two-year-old",
    ["stroller", "tell us"],
    "internal",
    24,
  ),
  quote(
    "passports",
    FAMILIES,
    "customs",
    1,
    "An officer waved us to the short line.",
    "Diary study, day 7",
    "Father of two",
    ["queue"],
    "internal",
    74,
  ),
  quote(
    "seat-gone",
    FAMILIES,
    "car",
    -2,
    "The child seat we had booked was gone.",
    "Complaint by e-mail",
    "Mother of two",
    ["child seat"],
    "internal",
    21,
  ),
  quote(
    "alps",
    BUSINESS,
    "destination",
    0,
    "I do not choose where I go. My customers do.",
    "Survey among card holders",
    "Sales manager",
    ["work"],
    "public",
    60,
  ),
  quote(
    "fare-rule",
    BUSINESS,
    "purchase",
    -1,
    "I have to open three fares to find the rule.",
    "Usability test",
    "Auditor",
    ["full price"],
    "internal",
    54,
  ),
  quote(
    "lounge-wifi",
    BUSINESS,
    "waiting",
    1,
    "A table, a socket, and nobody talks to me.",
    "Usability test",
    "Auditor",
    ["work"],
    "public",
    54,
  ),
  seen(
    "queue-last",
    BUSINESS,
    "boarding",
    0,
    "Regulars stay at their tables until the last call.",
    "Gate A04, Vienna, a morning",
    ["work"],
    31,
  ),
  quote(
    "wifi",
    BUSINESS,
    "entertainment",
    -1,
    "Forty minutes of wifi, not four hundred films.",
    "After your flight",
    "Lawyer",
    ["work"],
    "public",
    43,
  ),
  quote(
    "coffee",
    BUSINESS,
    "food",
    -1,
    "The coffee is hot. That is what I can say for it.",
    "After your flight",
    "Engineer",
    ["coffee"],
    "public",
    36,
  ),
  quote(
    "lav-row",
    BUSINESS,
    "lavatory",
    -1,
    "Seven people in the aisle for one door.",
    "After your flight",
    "Surgeon",
    ["queue"],
    "public",
    50,
  ),
  seen(
    "no-bag",
    BUSINESS,
    "baggage",
    1,
    "Nine of ten day travellers walk past the belts.",
    "Arrivals, Berlin, a week",
    ["work"],
    29,
  ),
  quote(
    "e-gate",
    BUSINESS,
    "customs",
    1,
    "The passport gates work, I am through in a minute.",
    "Survey among card holders",
    "Sales manager",
    ["queue"],
    "public",
    60,
  ),
  quote(
    "keys",
    BUSINESS,
    "car",
    0,
    "At the rival's I walk to the car and it opens. Here I walk to a desk.",
    "Survey among card holders",
    "Consultant",
    ["paper"],
    "public",
    45,
  ),
  quote(
    "portal-login",
    COMPANIES,
    "contract",
    -1,
    "We were asked for the same register extract by three different people.",
    "Account meeting",
    "Head of administration",
    ["paper", "waiting"],
    "internal",
    88,
  ),
  quote(
    "change-night",
    COMPANIES,
    "changes",
    1,
    "At eleven at night a human being moved nine people.",
    "Account meeting",
    "Travel desk",
    ["staff", "joy"],
    "public",
    64,
  ),
];

/** A transcript without its marks, and where each marked passage stands in it. */
export function readTranscript(marked: string): {
  text: string;
  passages: { key: string; startsAt: number; endsAt: number }[];
} {
  const passages: { key: string; startsAt: number; endsAt: number }[] = [];
  let text = "";
  let read = 0;
  for (const mark of marked.matchAll(/\[\[([a-z-]+): ([^\]]+)\]\]/g)) {
    const [whole, key, passage] = mark as unknown as [string, string, string];
    text += marked.slice(read, mark.index);
    passages.push({ key, startsAt: text.length, endsAt: text.length + passage.length });
    text += passage;
    read = mark.index + whole.length;
  }
  return { text: text + marked.slice(read), passages };
}
