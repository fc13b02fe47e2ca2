import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import {
  archiveInterview,
  archiveQuote,
  createInterview,
  createQuote,
  markPassage,
  restoreInterview,
  restoreQuote,
  setInterviewConsent,
  updateInterview,
  updateQuote,
} from "../../../lib/quotes/commands";
import {
  countVoices,
  getInterview,
  getQuote,
  listInterviewChoices,
  listInterviews,
  listQuotes,
  quoteChoices,
  quotesForMap,
  summariseQuotes,
} from "../../../lib/quotes/queries";
import { testWorkspace } from "../../support/world";

const NOW = new Date("2026-11-20T12:00:00Z");

async function world() {
  const { actor, as, workspaceId } = await testWorkspace();
  const db = inWorkspace(actor);
  const touchpoint = async (name: string) => {
    const id = newId();
    await db.touchpoint.create({ data: { workspaceId, id, name } });
    return id;
  };
  const segment = async (name: string) => {
    const id = newId();
    await db.segment.create({ data: { workspaceId, id, name, rule: { all: [] } } });
    return id;
  };
  return { actor, as, db, workspaceId, touchpoint, segment };
}

const texts = (page: { rows: { text: string }[] }) => page.rows.map(({ text }) => text);
const eventsOf = async (actor: Actor, subjectId: string) =>
  (await inWorkspace(actor).auditEvent.findMany({ where: { subjectId }, orderBy: { at: "asc" } })).map(
    ({ action }) => action,
  );

describe("voices", () => {
  let actor: Actor;
  let executive: Actor;
  let stranger: Actor;
  let gate: string;
  let meal: string;
  let families: string;

  beforeAll(async () => {
    const one = await world();
    actor = one.actor;
    executive = await one.as("executive");
    stranger = (await world()).actor;
    [gate, meal] = [await one.touchpoint("Gate"), await one.touchpoint("Meal")];
    families = await one.segment("Families");
    await createQuote(actor, {
      text: "We stood there for an hour, 100% alone.",
      speaker: "Mother of two",
      touchpointId: gate,
      segmentId: families,
      feeling: -2,
      tags: ["Queue", "toddler"],
      consent: "internal",
      saidOn: "2026-05-04",
    });
    await createQuote(actor, {
      text: "The meal was warm.",
      touchpointId: meal,
      feeling: 1,
      tags: ["food"],
      consent: "public",
    });
    await createQuote(actor, {
      kind: "observation",
      text: "Children sit on the floor.",
      touchpointId: gate,
      tags: ["toddler"],
    });
    await createQuote(actor, { text: "I fly every week.", source: "Review site" });
  });

  test("are listed newest first, each with its places", async () => {
    const page = await listQuotes(actor);
    expect(texts(page)).toEqual([
      "I fly every week.",
      "Children sit on the floor.",
      "The meal was warm.",
      "We stood there for an hour, 100% alone.",
    ]);
    expect(page.rows.at(-1)).toMatchObject({
      speaker: "Mother of two",
      touchpointName: "Gate",
      segmentName: "Families",
      feeling: -2,
      tags: ["queue", "toddler"],
      consent: "internal",
      saidOn: new Date("2026-05-04T00:00:00Z"),
      createdByName: "Test cx_manager",
      needs: 0,
      cells: 0,
    });
  });

  test("are found by every filter", async () => {
    const found = async (filters: Parameters<typeof listQuotes>[1]) => (await listQuotes(actor, filters)).rows.length;
    expect(await found({ touchpointId: gate })).toBe(2);
    expect(await found({ touchpointId: "none" })).toBe(1);
    expect(await found({ segmentId: families })).toBe(1);
    expect(await found({ tag: "toddler" })).toBe(2);
    expect(await found({ kind: "observation" })).toBe(1);
    expect(await found({ feeling: "bad" })).toBe(1);
    expect(await found({ feeling: "good" })).toBe(1);
    expect(await found({ feeling: "none" })).toBe(2);
    expect(await found({ consent: "none" })).toBe(2);
    expect(await found({ outside: true })).toBe(1);
    expect(await found({ q: "HOUR stood" })).toBe(1);
    expect(await found({ q: "100%" })).toBe(1);
    expect(await found({ q: "0_0" })).toBe(0);
    expect(await found({ q: "mother" })).toBe(1);
    expect(await found({ q: "review" })).toBe(1);
    expect(await found({ q: "food" })).toBe(1);
    expect(await found({ touchpointId: "not an id" })).toBe(0);
    expect(await found({ q: "\0hour" })).toBe(1);
    const [first] = (await listQuotes(actor)).rows;
    expect(await found({ ids: [first?.id ?? "", "nonsense"] })).toBe(1);
    expect(await found({ ids: [] })).toBe(0);
  });

  test("are counted by touchpoint and tag; each count leaves its own filter out", async () => {
    const all = await summariseQuotes(actor);
    expect(all.total).toEqual({ n: 4, bad: 1, good: 1, observations: 1, noConsent: 2, interviews: 0 });
    expect(all.touchpoints.map(({ name, n, bad, good }) => [name, n, bad, good])).toEqual([
      ["Gate", 2, 1, 0],
      ["Meal", 1, 0, 1],
      [null, 1, 0, 0],
    ]);
    expect(all.tags).toEqual([
      { tag: "toddler", n: 2 },
      { tag: "food", n: 1 },
      { tag: "queue", n: 1 },
    ]);
    const atGate = await summariseQuotes(actor, { touchpointId: gate, tag: "toddler" });
    expect(atGate.total.n).toBe(2);
    expect(atGate.touchpoints.map(({ name, n }) => [name, n])).toEqual([["Gate", 2]]);
    expect(atGate.tags.map(({ tag }) => tag)).toEqual(["toddler", "queue"]);
    expect((await countVoices(actor)).get(gate)).toEqual({ n: 2, bad: 1, good: 0 });
    expect(await quoteChoices(actor)).toEqual({
      touchpoints: [
        { id: gate, name: "Gate" },
        { id: meal, name: "Meal" },
      ],
      segments: [{ id: families, name: "Families" }],
      tags: ["toddler", "food", "queue"],
    });
  });

  test("of another workspace do not exist, to read or to change", async () => {
    expect((await listQuotes(stranger)).rows).toEqual([]);
    expect((await summariseQuotes(stranger)).total.n).toBe(0);
    expect(await quotesForMap(stranger, { touchpointIds: [gate], segmentId: families })).toEqual([]);
    const [one] = (await listQuotes(actor)).rows;
    const id = one?.id ?? "";
    await expect(getQuote(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(archiveQuote(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateQuote(stranger, id, { text: "Mine now" })).rejects.toMatchObject({ code: "not_found" });
    await expect(createQuote(stranger, { text: "Hello", touchpointId: gate })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { touchpointId: "This touchpoint is not there." },
    });
    await expect(createQuote(stranger, { text: "Hello", segmentId: families })).rejects.toMatchObject({
      fieldErrors: { segmentId: "This segment is not there." },
    });
  });

  test("are changed, archived and brought back, and each leaves an event", async () => {
    const id = await createQuote(actor, { text: "For a while." });
    await updateQuote(actor, id, { text: "For a long while.", consent: "public", feeling: "-1" });
    expect(await getQuote(actor, id)).toMatchObject({ text: "For a long while.", consent: "public", feeling: -1 });
    await archiveQuote(actor, id);
    expect(texts(await listQuotes(actor))).not.toContain("For a long while.");
    expect(texts(await listQuotes(actor, { archived: true }))).toEqual(["For a long while."]);
    await expect(archiveQuote(actor, id)).rejects.toMatchObject({ code: "not_found" });
    await restoreQuote(actor, id);
    expect(texts(await listQuotes(actor))).toContain("For a long while.");
    await archiveQuote(actor, id);
    expect(await eventsOf(actor, id)).toEqual([
      "quote.create",
      "quote.update",
      "quote.archive",
      "quote.restore",
      "quote.archive",
    ]);
  });

  test("are not taken from the future, nor from those who only read", async () => {
    await expect(createQuote(actor, { text: "Soon", saidOn: "2026-11-25" }, NOW)).rejects.toMatchObject({
      fieldErrors: { saidOn: "This day is yet to come." },
    });
    await expect(createQuote(executive, { text: "Hello" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listQuotes(executive)).rows.length).toBe(4);
  });
});

describe("pages of voices", () => {
  test("lead on and back by keys, also where many were noted in one moment", async () => {
    const { actor, db, workspaceId } = await world();
    const at = (index: number) => new Date(+NOW - Math.floor(index / 3) * 1000);
    await db.quote.createMany({
      data: Array.from({ length: 25 }, (_, index) => ({
        workspaceId,
        id: newId(),
        text: `Voice ${String(index).padStart(2, "0")}`,
        createdAt: at(index),
      })),
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof listQuotes>> = await listQuotes(actor, { cursor, limit: 10 });
      expect(page.previous === null).toBe(pages === 0);
      seen.push(...texts(page));
      cursor = page.next;
      pages += 1;
    } while (cursor);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(25);
    const first = await listQuotes(actor, { limit: 10 });
    const second = await listQuotes(actor, { limit: 10, cursor: first.next });
    expect(texts(await listQuotes(actor, { limit: 10, cursor: second.previous }))).toEqual(texts(first));
    expect(texts(await listQuotes(actor, { limit: 10, cursor: "nonsense" }))).toEqual(texts(first));
  });
});

describe("voices for a map", () => {
  test("come at its touchpoints or at none: of its segment first, strong before weak; public alone for outside", async () => {
    const { actor, touchpoint, segment } = await world();
    const [gate, meal, else_] = [await touchpoint("Gate"), await touchpoint("Meal"), await touchpoint("Elsewhere")];
    const [families, business] = [await segment("Families"), await segment("Business")];
    await createQuote(actor, { text: "other segment", touchpointId: gate, segmentId: business, feeling: 2 });
    await createQuote(actor, { text: "weak", touchpointId: gate, segmentId: families, feeling: 1 });
    await createQuote(actor, {
      text: "strong",
      touchpointId: gate,
      segmentId: families,
      feeling: -2,
      consent: "public",
    });
    await createQuote(actor, { text: "nobody's", touchpointId: meal, feeling: 2 });
    await createQuote(actor, { text: "nowhere", segmentId: families, feeling: 2 });
    await createQuote(actor, { text: "elsewhere", touchpointId: else_, segmentId: families });
    const args = { touchpointIds: [gate, meal, "nonsense"], segmentId: families };
    expect((await quotesForMap(actor, args)).map(({ text }) => text)).toEqual([
      "strong",
      "weak",
      "nowhere",
      "nobody's",
      "other segment",
    ]);
    expect((await quotesForMap(actor, { ...args, outside: true })).map(({ text }) => text)).toEqual(["strong"]);
    expect((await quotesForMap(actor, { touchpointIds: [] })).map(({ text }) => text)).toEqual(["nowhere"]);
  });

  test("are at most twenty of one touchpoint", async () => {
    const { actor, db, workspaceId, touchpoint } = await world();
    const gate = await touchpoint("Gate");
    await db.quote.createMany({
      data: Array.from({ length: 30 }, (_, n) => ({
        workspaceId,
        id: newId(),
        text: `Voice ${n}`,
        touchpointId: gate,
      })),
    });
    expect((await quotesForMap(actor, { touchpointIds: [gate] })).length).toBe(20);
  });
});

describe("an interview", () => {
  const transcript = "Q: How was it?\nAnna: We waited an hour. The crew was kind. We waited an hour.";
  const words = (text: string, from = 0) => {
    const startsAt = transcript.indexOf(text, from);
    return { startsAt, endsAt: startsAt + text.length, text };
  };

  async function held(consent: "none" | "internal" | "public" = "internal") {
    const one = await world();
    const families = await one.segment("Families");
    const id = await createInterview(one.actor, {
      title: "Anna, twice a year",
      speaker: "Mother of two",
      heldOn: "2026-05-04",
      segmentId: families,
      consent,
      transcript,
    });
    return { ...one, id, families };
  }

  test("gives its passages speaker, segment, day and consent, and lists them in its order", async () => {
    const { actor, id, families, touchpoint } = await held();
    const gate = await touchpoint("Gate");
    const second = words("We waited an hour.", 40);
    await markPassage(actor, { interviewId: id, ...second, touchpointId: gate, feeling: -2, tags: ["queue"] });
    await markPassage(actor, { interviewId: id, ...words("The crew was kind."), feeling: "1" });
    // Overlaps both.
    await markPassage(actor, { interviewId: id, ...words("was kind. We waited"), kind: "observation" });
    const interview = await getInterview(actor, id);
    expect(interview.quotes.map(({ text, startsAt }) => [text, startsAt])).toEqual([
      ["The crew was kind.", 40],
      ["was kind. We waited", 49],
      ["We waited an hour.", 59],
    ]);
    expect(interview.quotes[2]).toMatchObject({
      speaker: "Mother of two",
      segmentId: families,
      touchpointName: "Gate",
      consent: "internal",
      saidOn: new Date("2026-05-04T00:00:00Z"),
      interviewTitle: "Anna, twice a year",
    });
    expect(interview).toMatchObject({ passages: 3, bad: 1, good: 1, length: transcript.length });
    expect((await countVoices(actor)).get(gate)?.n).toBe(1);
    expect((await listInterviews(actor)).rows.map(({ title, passages }) => [title, passages])).toEqual([
      ["Anna, twice a year", 3],
    ]);
    expect(await listInterviewChoices(actor)).toEqual([{ id, name: "Anna, twice a year" }]);
  });

  test("takes only words that stand where they are said to stand, and the same words once", async () => {
    const { actor, id } = await held();
    const crew = words("The crew was kind.");
    // Space at the ends belongs to no passage.
    await markPassage(actor, {
      interviewId: id,
      startsAt: crew.startsAt - 1,
      endsAt: crew.endsAt + 1,
      text: ` ${crew.text} `,
    });
    expect((await getInterview(actor, id)).quotes[0]).toMatchObject({ text: crew.text, startsAt: crew.startsAt });
    await expect(markPassage(actor, { interviewId: id, ...crew })).rejects.toMatchObject({
      code: "conflict",
      message: "These words are marked already.",
    });
    await expect(markPassage(actor, { interviewId: id, ...crew, startsAt: crew.startsAt + 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(markPassage(actor, { interviewId: newId(), ...crew })).rejects.toMatchObject({ code: "not_found" });
  });

  test("whose consent is taken back at this moment keeps its passages from being set free", async () => {
    const { actor, id } = await held("public");
    const crew = words("The crew was kind.");
    const passage = await markPassage(actor, { interviewId: id, ...crew });
    let freed: Promise<unknown> = Promise.resolve();
    await transaction(actor, async (tx) => {
      await tx.interview.updateMany({ where: { id }, data: { consent: "none" } });
      await tx.quote.updateMany({ where: { interviewId: id }, data: { consent: "none" } });
      freed = updateQuote(actor, passage, { text: crew.text, consent: "public" }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    expect(await freed).toMatchObject({
      fieldErrors: { consent: "The interview allows less. Change its consent first." },
    });
    expect((await getQuote(actor, passage)).consent).toBe("none");
  });

  test("whose consent is withdrawn takes its passages along, archived ones too", async () => {
    const { actor, id } = await held("public");
    const kept = await markPassage(actor, { interviewId: id, ...words("The crew was kind.") });
    const narrow = await markPassage(actor, { interviewId: id, ...words("How was it?") });
    const gone = await markPassage(actor, { interviewId: id, ...words("We waited an hour.") });
    await updateQuote(actor, narrow, { text: "How was it?", consent: "internal" });
    await archiveQuote(actor, gone);
    expect(await setInterviewConsent(actor, id, "internal")).toBe(2);
    expect((await getQuote(actor, kept)).consent).toBe("internal");
    expect((await getQuote(actor, narrow)).consent).toBe("internal");
    expect((await getQuote(actor, gone)).consent).toBe("internal");
    expect(await setInterviewConsent(actor, id, "none")).toBe(3);
    expect(await setInterviewConsent(actor, id, "none")).toBe(0);
    expect((await getInterview(actor, id)).quotes.map(({ consent }) => consent)).toEqual(["none", "none"]);
    await expect(updateQuote(actor, kept, { text: "The crew was kind.", consent: "public" })).rejects.toMatchObject({
      fieldErrors: { consent: "The interview allows less. Change its consent first." },
    });
    expect(await eventsOf(actor, id)).toEqual(["interview.create", "interview.consent", "interview.consent"]);
  });

  test("keeps the words of its passages when its transcript is changed, or says which would be lost", async () => {
    const { actor, id } = await held();
    const crew = await markPassage(actor, { interviewId: id, ...words("The crew was kind.") });
    const hour = await markPassage(actor, { interviewId: id, ...words("We waited an hour.") });
    const same = { title: "Anna", heldOn: "2026-05-05", consent: "none" as const };
    await updateInterview(actor, id, { ...same, speaker: "Anna", transcript: `Recorded in May.\n\n${transcript}` });
    const interview = await getInterview(actor, id);
    for (const { text, startsAt, endsAt, speaker, segmentId, consent, saidOn } of interview.quotes) {
      expect(interview.transcript.slice(startsAt ?? 0, endsAt ?? 0)).toBe(text);
      expect({ speaker, segmentId, consent, saidOn }).toEqual({
        speaker: "Anna",
        segmentId: null,
        consent: "none",
        saidOn: new Date("2026-05-05T00:00:00Z"),
      });
    }
    const refused = updateInterview(actor, id, { ...same, transcript: "Q: How was it?\nAnna: We waited an hour." });
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: {
        transcript:
          "These marked words are no longer in the transcript: “The crew was kind.”. Keep them, or remove their marks first.",
      },
    });
    expect((await getInterview(actor, id)).transcript).toContain("The crew was kind.");
    await archiveQuote(actor, crew);
    await updateInterview(actor, id, { ...same, transcript: "Q: How was it?\nAnna: We waited an hour." });
    await restoreQuote(actor, crew);
    expect(await getQuote(actor, crew)).toMatchObject({ text: "The crew was kind.", startsAt: null, endsAt: null });
    expect((await getQuote(actor, hour)).startsAt).toBe(21);
    await expect(updateQuote(actor, hour, { text: "We waited two hours." })).rejects.toMatchObject({
      fieldErrors: { text: expect.stringContaining("transcript") },
    });
  });

  test("is archived and brought back with the passages it had", async () => {
    const { actor, id } = await held();
    const crew = await markPassage(actor, { interviewId: id, ...words("The crew was kind.") });
    const hour = await markPassage(actor, { interviewId: id, ...words("We waited an hour.") });
    await archiveQuote(actor, hour);
    await archiveInterview(actor, id);
    expect((await listInterviews(actor)).rows).toEqual([]);
    expect((await listQuotes(actor)).rows).toEqual([]);
    await expect(restoreQuote(actor, crew)).rejects.toMatchObject({ code: "conflict" });
    await expect(markPassage(actor, { interviewId: id, ...words("How was it?") })).rejects.toMatchObject({
      code: "not_found",
    });
    await restoreInterview(actor, id);
    expect(texts(await listQuotes(actor))).toEqual(["The crew was kind."]);
    await expect(restoreInterview(actor, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("belongs to its workspace, and so do its customer and segment", async () => {
    const { actor, id } = await held();
    const other = await world();
    await expect(getInterview(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(archiveInterview(other.actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(setInterviewConsent(other.actor, id, "none")).rejects.toMatchObject({ code: "not_found" });
    const customerId = newId();
    await other.db.customer.create({ data: { workspaceId: other.workspaceId, id: customerId, name: "Theirs" } });
    await expect(createInterview(actor, { title: "Theirs", heldOn: "2026-05-04", customerId })).rejects.toMatchObject({
      fieldErrors: { customerId: "This customer is not there." },
    });
  });

  test("is listed by the day it was held, page by page", async () => {
    const { actor } = await world();
    for (const day of ["01", "03", "03", "02"])
      await createInterview(actor, { title: `May ${day}`, heldOn: `2026-05-${day}` });
    const first = await listInterviews(actor, { limit: 2 });
    expect(first.rows.map(({ title }) => title)).toEqual(["May 03", "May 03"]);
    const second = await listInterviews(actor, { limit: 2, cursor: first.next });
    expect(second.rows.map(({ title }) => title)).toEqual(["May 02", "May 01"]);
    expect(second.next).toBeNull();
    expect((await listInterviews(actor, { limit: 2, cursor: second.previous })).rows).toEqual(first.rows);
  });
});
