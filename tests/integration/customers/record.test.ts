import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { accountNps, voicesOf } from "@/lib/customers/account-nps";
import {
  addContact,
  assignCustomers,
  createAttributeDefinition,
  createCustomer,
  setLifecycle,
} from "@/lib/customers/commands";
import { setContactArchived, updateContact } from "@/lib/customers/commands/contacts";
import { setFact } from "@/lib/customers/commands/facts";
import { addNote, setNoteArchived, setNoteMet, updateNote } from "@/lib/customers/commands/notes";
import type { FactValue } from "@/lib/customers/history";
import { getCustomer, getCustomerRecord, listContacts } from "@/lib/customers/queries/customer";
import { contactChange, contactForm, newNote } from "@/lib/customers/record-schema";
import { newCustomer } from "@/lib/customers/schema";
import { inWorkspace } from "@/lib/db";
import { newId } from "@/lib/id";
import { logInteraction } from "@/lib/interactions/commands";
import { newInteraction } from "@/lib/interactions/schema";
import { submitResponse } from "@/lib/responses/commands";
import { worthOfCustomer } from "@/lib/segments/queries/worth";
import { createLink } from "@/lib/surveys/commands";
import { listPersonalSurveys } from "@/lib/surveys/queries";
import { live, publishedSurvey } from "../../support/surveys";
import { type TestWorkspace, testWorkspace } from "../../support/world";

type Setting = [field: string, value: FactValue, was: FactValue];
const set = (actor: Actor, id: string, [field, value, was]: Setting) =>
  setFact(actor, { id, field, value: value as string, was: was as string });

describe("a customer's facts", () => {
  let world: TestWorkspace;
  let ewa: Actor;
  let marta: Actor;
  let id: string;
  const nameOf = async (actor: Actor) =>
    (await inWorkspace(actor).user.findUniqueOrThrow({ where: { id: actor.userId ?? "" } })).name;

  beforeAll(async () => {
    world = await testWorkspace();
    [ewa, marta] = [world.actor, await world.as("farmer")];
    await createAttributeDefinition(ewa, { key: "fare", label: "Fare", kind: "money", options: [], unit: "" });
    id = (await createCustomer(ewa, newCustomer.parse({ name: "Acme", kind: "company", phone: "+49 1", tags: "a" })))
      .id;
  });

  it("of two people who edit one field, the second sees the first's words and chooses", async () => {
    expect(await set(marta, id, ["phone", "+49 222", "+49 1"])).toEqual({ status: "saved", value: "+49 222" });
    const second = await set(ewa, id, ["phone", "+49 333", "+49 1"]);
    expect(second).toMatchObject({ status: "conflict", theirs: "+49 222", by: await nameOf(marta) });
    expect((await getCustomer(ewa, id)).phone).toBe("+49 222");
    expect(await set(ewa, id, ["phone", "+49 333", "+49 222"])).toMatchObject({ status: "saved" });
    expect((await getCustomer(ewa, id)).phone).toBe("+49 333");
  });

  it("two who save at the very same moment: one wins, the other is told, nothing is lost silently", async () => {
    const outcomes = await Promise.all([
      set(ewa, id, ["city", "Berlin", null]),
      set(marta, id, ["city", "Hamburg", null]),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["conflict", "saved"]);
    const loser = outcomes.find(({ status }) => status === "conflict");
    expect(loser).toMatchObject({ theirs: (await getCustomer(ewa, id)).city });
  });

  it("edits of different fields do not meet, and the same words twice are no conflict", async () => {
    expect(await set(ewa, id, ["language", "de", null])).toMatchObject({ status: "saved" });
    expect(await set(marta, id, ["country", "DE", null])).toMatchObject({ status: "saved" });
    expect(await set(marta, id, ["language", "de", null])).toMatchObject({ status: "saved", value: "de" });
  });

  it("every change stands in the history with what was before, whoever made it by whatever way", async () => {
    const other = (await createCustomer(ewa, newCustomer.parse({ name: "Beta", tags: "x" }))).id;
    await set(marta, other, ["tags", ["x", "y"], ["x"]]);
    await set(marta, other, ["attribute:fare", "12.50", null]);
    await set(marta, other, ["attribute:fare", null, 1250]);
    await setLifecycle(ewa, { id: other, stage: "new", reason: "" });
    await set(ewa, other, ["lifecycle", "loyal", "new"]);
    await assignCustomers(ewa, [{ ids: [other], ownerId: marta.userId }]);
    const { changes } = await getCustomerRecord(ewa, other);
    expect(changes.map(({ field, before, after, byName }) => [field, before, after, byName]).toReversed()).toEqual([
      ["tags", ["x"], ["x", "y"], "Test farmer"],
      ["attribute:fare", null, 1250, "Test farmer"],
      ["attribute:fare", 1250, null, "Test farmer"],
      ["lifecycle", "lead", "new", "Test cx_manager"],
      ["lifecycle", "new", "loyal", "Test cx_manager"],
      ["ownerId", null, marta.userId, "Test cx_manager"],
    ]);
    const stages = await inWorkspace(ewa).lifecycleTransition.findMany({ where: { customerId: other } });
    expect(stages).toHaveLength(3);
    expect(await set(ewa, other, ["tags", ["x"], ["x", "y"]])).toMatchObject({ status: "saved" });
  });

  it.each<[string, Setting, string]>([
    ["an e-mail address that is none", ["email", "nobody", null], "This is not an e-mail address."],
    ["no name", ["name", "", "Acme"], "Give a name."],
    ["an amount that is none", ["attribute:fare", "dear", null], "This is not an amount."],
    ["a property that is none", ["searchText", "x", null], "There is no such property."],
    ["an owner who does not work here", ["ownerId", newId(), null], "Choose somebody who works here."],
  ])("%s is refused at its place", async (_, given, message) => {
    await expect(set(ewa, id, given)).rejects.toMatchObject({ code: "invalid", fieldErrors: { value: message } });
  });

  it("a number that another customer has is refused with the name", async () => {
    await createCustomer(ewa, newCustomer.parse({ name: "Taken", externalId: "T-1" }));
    await expect(set(ewa, id, ["externalId", "T-1", null])).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { value: "Taken has this number." },
    });
  });

  it("a changed name is found by search at once; sellers do not give customers away", async () => {
    await set(ewa, id, ["name", "Łódź Travel", "Acme"]);
    const row = await inWorkspace(ewa).customer.findFirstOrThrow({ where: { id } });
    expect(row.searchText).toContain("lodz travel");
    await expect(set(marta, id, ["ownerId", marta.userId, null])).rejects.toMatchObject({ code: "forbidden" });
  });

  it("a seller out of whose reach a customer is cannot edit or note anything", async () => {
    const far: Actor = { ...marta, reach: { kind: "own" } };
    const others = (await createCustomer(ewa, newCustomer.parse({ name: "Far" }))).id;
    await assignCustomers(ewa, [{ ids: [others], ownerId: ewa.userId }]);
    await expect(set(far, others, ["city", "Rome", null])).rejects.toMatchObject({ code: "not_found" });
    const note = newNote.parse({ customerId: others, kind: "need", text: "No" });
    await expect(addNote(far, note)).rejects.toMatchObject({ code: "not_found" });
    await expect(getCustomer(far, others)).rejects.toMatchObject({ code: "not_found" });
    expect(await getCustomerRecord(far, others)).toEqual({ feelings: [], contacts: [], notes: [], changes: [] });
  });
});

describe("what is known of a customer", () => {
  let world: TestWorkspace;
  let actor: Actor;
  let id: string;
  beforeAll(async () => {
    world = await testWorkspace({ timeZone: "Europe/Berlin" });
    actor = world.actor;
    id = (await createCustomer(actor, newCustomer.parse({ name: "Acme", kind: "company" }))).id;
  });

  it("a need keeps the call it was heard in, is met, opened again, put away and brought back", async () => {
    const call = await logInteraction(
      actor,
      newInteraction.parse({ id: newId(), customerId: id, kind: "call", text: "Wants one bill a month." }),
    );
    const noteId = newId();
    const input = newNote.parse({
      id: noteId,
      customerId: id,
      kind: "need",
      text: "One bill a month",
      interactionId: call.id,
    });
    await addNote(actor, input);
    await addNote(actor, input);
    const notes = async () => (await getCustomerRecord(actor, id)).notes;
    expect(await notes()).toMatchObject([
      { kind: "need", text: "One bill a month", interactionKind: "call", byName: "Test cx_manager", metAt: null },
    ]);
    await setNoteMet(actor, { id: noteId, set: true });
    expect((await notes())[0]?.metAt).toBeInstanceOf(Date);
    await setNoteMet(actor, { id: noteId, set: false });
    await updateNote(actor, {
      id: noteId,
      kind: "problem",
      text: "Two bills",
      evidence: "Call",
      notedOn: "2026-03-01",
    });
    expect(await notes()).toMatchObject([{ kind: "problem", text: "Two bills", notedOn: "2026-03-01", metAt: null }]);
    await setNoteArchived(actor, { id: noteId, set: true });
    expect(await notes()).toEqual([]);
    await setNoteArchived(actor, { id: noteId, set: false });
    expect(await notes()).toHaveLength(1);
  });

  it("what another customer said is no evidence here", async () => {
    const other = (await createCustomer(actor, newCustomer.parse({ name: "Other" }))).id;
    const call = await logInteraction(
      actor,
      newInteraction.parse({ id: newId(), customerId: other, kind: "call", text: "Hm." }),
    );
    const input = newNote.parse({ customerId: id, kind: "need", text: "Not theirs", interactionId: call.id });
    await expect(addNote(actor, input)).rejects.toMatchObject({ code: "invalid" });
  });

  it("people have a part, a weight and a stance; who is archived is on no list and comes back whole", async () => {
    const given = contactForm.parse({ customerId: id, name: "Ada", role: "Decides", influence: "60", stance: "-1" });
    const ada = await addContact(actor, given);
    expect(await listContacts(actor, id)).toMatchObject([{ name: "Ada", influence: 0.6, stance: -1, score: null }]);
    await updateContact(actor, contactChange.parse({ id: ada.id, name: "Ada L.", influence: "", stance: "" }));
    expect(await listContacts(actor, id)).toMatchObject([{ name: "Ada L.", role: "", influence: null, stance: null }]);
    await setContactArchived(actor, { id: ada.id, set: true });
    expect(await listContacts(actor, id)).toEqual([]);
    await setContactArchived(actor, { id: ada.id, set: false });
    expect(await listContacts(actor, id)).toHaveLength(1);
  });
});

describe("an account's NPS", () => {
  it("counts the latest answer of each person once, and by influence as reckoned by hand", async () => {
    const world = await testWorkspace();
    const { actor } = world;
    const db = inWorkspace(actor);
    const w = { workspaceId: actor.workspaceId };
    const id = (await createCustomer(actor, newCustomer.parse({ name: "Acme", kind: "company" }))).id;
    const [surveyId, versionId, itemId] = [newId(), newId(), newId()];
    await db.survey.create({ data: { ...w, id: surveyId, name: "S", draft: {} } });
    await db.surveyVersion.create({
      data: { ...w, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
    });
    await db.item.create({
      data: { ...w, id: itemId, surveyId, no: 1, key: "nps", label: "NPS", kind: "nps", scaleMin: 0, scaleMax: 10 },
    });
    const answer = async (contactId: string | null, score: number, day: string) => {
      const responseId = newId();
      const answeredAt = new Date(`${day}T12:00:00Z`);
      const when = { answeredAt, answeredOn: new Date(`${day}T00:00:00Z`) };
      await db.response.create({
        data: { ...w, id: responseId, surveyId, versionId, customerId: id, contactId, ...when },
      });
      await db.answer.create({ data: { ...w, responseId, itemId, customerId: id, value: score, ...when } });
    };
    const person = async (name: string, influence: string) =>
      (await addContact(actor, contactForm.parse({ customerId: id, name, influence }))).id;
    const [ada, ben, cyd, dee] = [
      await person("Ada", "50"),
      await person("Ben", "30"),
      await person("Cyd", "20"),
      await person("Dee", ""),
    ];
    await answer(ada, 10, "2026-01-01");
    await answer(ada, 3, "2026-02-01");
    await answer(ben, 9, "2026-02-02");
    await answer(cyd, 8, "2026-02-03");
    await answer(dee, 10, "2026-02-04");
    await answer(null, 6, "2026-01-15");
    const { contacts, feelings } = await getCustomerRecord(actor, id);
    expect(contacts.map(({ name, score }) => [name, score])).toEqual([
      ["Ada", 3],
      ["Ben", 9],
      ["Cyd", 8],
      ["Dee", 10],
    ]);
    const account = accountNps(voicesOf(contacts, feelings));
    // Promoters Ben and Dee, passive Cyd, detractors Ada and the one without a name: (2 − 2) / 5.
    expect(account.raw).toMatchObject({ score: 0, n: 5 });
    // (0.3 − 0.5) / 1; the effective number is 1 / (0.25 + 0.09 + 0.04).
    expect(account.weighted?.score).toBeCloseTo(-20, 9);
    expect(account.weighted?.n).toBeCloseTo(1 / 0.38, 9);
    expect(account.weighted?.voices).toBe(3);
    expect(account.shares).toEqual({ promoter: 0.3, passive: 0.2, detractor: 0.5 });
    expect(accountNps([])).toEqual({ raw: null, weighted: null, shares: null });
  });
});

describe("a survey link of one of the account's people", () => {
  it("greets them by name, and their answer counts as theirs", async () => {
    const { actor } = await testWorkspace();
    const { surveyId, versionId } = await publishedSurvey(actor);
    const id = (await createCustomer(actor, newCustomer.parse({ name: "Acme", kind: "company" }))).id;
    const other = (await createCustomer(actor, newCustomer.parse({ name: "Beta", kind: "company" }))).id;
    const contact = await addContact(actor, contactForm.parse({ customerId: id, name: "Ada Byron", influence: "50" }));
    const wanted = { surveyId, name: "Ada", customerId: id, contactId: contact.id };
    await expect(createLink(actor, { ...wanted, customerId: other })).rejects.toMatchObject({ code: "invalid" });
    const { token } = await createLink(actor, wanted);
    const survey = await live(token);
    expect(survey.personal).toMatchObject({ customerId: id, contactId: contact.id, firstName: "Ada" });
    const sent = { responseId: newId(), versionId, answers: { recommend: "9" } };
    expect(await submitResponse(survey.actor, survey, sent, new Date())).toMatchObject({ ok: true });
    expect(await listContacts(actor, id)).toMatchObject([{ name: "Ada Byron", score: 9 }]);
    expect((await listPersonalSurveys(actor)).map((one) => one.id)).toEqual([surveyId]);
  });
});

describe("what a customer was worth so far", () => {
  it("is the margin less what contacts cost; notes and self-service cost nothing", async () => {
    const { actor } = await testWorkspace({ currency: "EUR" });
    const id = (await createCustomer(actor, newCustomer.parse({ name: "Buyer" }))).id;
    const db = inWorkspace(actor);
    await db.customerExperience.updateMany({
      where: { customerId: id },
      data: { orders: 2, revenueCents: 100_000n, lastOrderAt: new Date("2026-06-01") },
    });
    await logInteraction(actor, newInteraction.parse({ id: newId(), customerId: id, kind: "call", text: "Hello." }));
    await logInteraction(actor, newInteraction.parse({ id: newId(), customerId: id, kind: "note", text: "Noted." }));
    // 40 % of €1,000 less one contact at €8.
    expect(await worthOfCustomer(actor, id)).toEqual({
      rfm: null,
      marginCents: 39_200,
      marginShare: 0.4,
      contactCents: 800,
    });
  });
});
