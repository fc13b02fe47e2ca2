import "server-only";
import type { Actor } from "../auth/actor";
import { Prisma, rows, type Tx } from "../db";
import { AppError } from "../errors";
import { newId } from "../id";
import { type SurveyDefinition, surveyDefinition, surveyDraft } from "../surveys/schema";
import type { PlannedItem, RowReader } from "./plan";
import type { ImportMapping, ImportResult } from "./schema";

// What an import makes before its rows are written: attributes, channels, touchpoints, products, and the survey with its items.

export type Targets = {
  survey: { id: string; versionId: string; itemIds: string[]; touchpointIds: (string | null)[] } | null;
};
type Made = Pick<ImportResult, "attributes" | "touchpoints" | "items" | "surveyId">;

export async function ensureTargets(
  tx: Tx,
  actor: Actor,
  mapping: ImportMapping,
  reader: RowReader,
): Promise<Targets & { made: Made }> {
  const { workspaceId } = actor;
  const made: Made = { attributes: 0, touchpoints: 0, items: 0, surveyId: null };
  made.attributes = await ensureAttributes(tx, workspaceId, mapping, reader);
  await ensureNamed(tx, workspaceId, "channel", reader.channels.values());
  await ensureNamed(tx, workspaceId, "product", mapping.kind === "orders" ? reader.products.values() : []);
  const touched = new Map(reader.touchpoints);
  for (const item of reader.items) {
    const name = item.touchpoint.trim();
    if (name !== "" && !touched.has(name.toLowerCase())) touched.set(name.toLowerCase(), name);
  }
  made.touchpoints = await ensureNamed(tx, workspaceId, "touchpoint", touched.values());
  if (mapping.kind !== "answers" || !mapping.survey) return { survey: null, made };
  const { created, ...survey } = await ensureSurvey(tx, actor, mapping.survey, reader.items);
  return { survey, made: { ...made, items: created, surveyId: survey.id } };
}

async function ensureAttributes(
  tx: Tx,
  workspaceId: string,
  mapping: ImportMapping,
  reader: RowReader,
): Promise<number> {
  const known = await tx.attributeDefinition.findMany({ where: { workspaceId } });
  let position = known.reduce((most, definition) => Math.max(most, definition.position), 0);
  let created = 0;
  for (const column of mapping.columns) {
    if (column.to !== "attribute") continue;
    const met = [...(reader.choices.get(column.key) ?? [])];
    const before = known.find((definition) => definition.key === column.key);
    if (before) {
      if (before.kind === "choice" && met.length > 0) {
        await tx.attributeDefinition.update({
          where: { workspaceId_id: { workspaceId, id: before.id } },
          data: { options: [...before.options, ...met] },
        });
      }
      continue;
    }
    position += 1;
    created += 1;
    await tx.attributeDefinition.create({
      data: {
        workspaceId,
        id: newId(),
        key: column.key,
        label: column.label,
        kind: column.kind,
        options: met,
        position,
      },
    });
  }
  return created;
}

/** Adds the names that are not there yet. @returns how many */
async function ensureNamed(
  tx: Tx,
  workspaceId: string,
  what: "channel" | "touchpoint" | "product",
  names: Iterable<string>,
): Promise<number> {
  const wanted = [...names];
  if (wanted.length === 0) return 0;
  const missing = (known: { name: string }[]) => {
    const there = new Set(known.map(({ name }) => name.toLowerCase()));
    return wanted.filter((name) => !there.has(name.toLowerCase())).map((name) => ({ workspaceId, id: newId(), name }));
  };
  const where = { workspaceId };
  const select = { name: true } as const;
  if (what === "channel") {
    const data = missing(await tx.channel.findMany({ where, select }));
    return (await tx.channel.createMany({ data, skipDuplicates: true })).count;
  }
  if (what === "product") {
    const data = missing(await tx.product.findMany({ where, select }));
    return (await tx.product.createMany({ data, skipDuplicates: true })).count;
  }
  const last = await tx.touchpoint.aggregate({ where, _max: { position: true } });
  const data = missing(await tx.touchpoint.findMany({ where, select }));
  const first = (last._max.position ?? 0) + 1;
  return (
    await tx.touchpoint.createMany({
      data: data.map((row, i) => ({ ...row, position: first + i })),
      skipDuplicates: true,
    })
  ).count;
}

/** The survey with all items of the file; new items make a new version, since a published one is never changed. */
async function ensureSurvey(
  tx: Tx,
  actor: Actor,
  target: NonNullable<ImportMapping["survey"]>,
  items: readonly PlannedItem[],
): Promise<{ id: string; versionId: string; itemIds: string[]; touchpointIds: (string | null)[]; created: number }> {
  const { workspaceId } = actor;
  const touchpoints = await tx.touchpoint.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  const touchpointId = (name: string) =>
    touchpoints.find((touchpoint) => touchpoint.name.toLowerCase() === name.trim().toLowerCase())?.id ?? null;
  const surveyId = target.mode === "existing" ? target.id : newId();
  if (target.mode === "new") {
    const draft = surveyDraft.parse({ about: "", thanks: "", promise: "identified", questions: [] });
    await tx.survey.create({
      data: { workspaceId, id: surveyId, name: target.name, draft, createdById: actor.userId },
    });
  }
  const survey = await tx.survey.findFirst({
    where: { workspaceId, id: surveyId },
    include: { items: true, versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!survey) throw new AppError("not_found", "The survey is no longer there.");
  const current = await tx.surveyVersion.findFirst({
    where: { workspaceId, surveyId, id: survey.currentVersionId ?? undefined },
    orderBy: { number: "desc" },
  });
  const promise = current?.promise ?? surveyDraft.safeParse(survey.draft).data?.promise ?? "identified";
  if (promise === "anonymous")
    throw new AppError(
      "invalid",
      "This survey promises to be anonymous: answers that name a customer cannot be added to it.",
    );

  // One import at a time gives out numbers.
  await rows(
    tx,
    actor,
    (w) => Prisma.sql`select pg_advisory_xact_lock(hashtextextended('item numbers ' || ${w}, 0))::text`,
  );
  const highest = await tx.item.aggregate({ where: { workspaceId }, _max: { no: true } });
  let no = highest._max.no ?? 0;
  const keys = new Set(survey.items.map((item) => item.key));
  const itemIds: string[] = [];
  const touchpointIds: (string | null)[] = [];
  const added: SurveyDefinition["questions"] = [];
  for (const item of items) {
    const known = survey.items.find((one) => one.id === item.itemId);
    const choices = [...item.choices].map(([lower, value]) => ({
      value,
      label: item.options.find((option) => option.toLowerCase() === lower) ?? lower,
    }));
    if (known) {
      itemIds.push(known.id);
      touchpointIds.push(known.touchpointId);
      const before = Array.isArray(known.options) ? known.options : [];
      if (known.kind === "choice" && choices.length > before.length) {
        await tx.item.update({ where: { workspaceId_id: { workspaceId, id: known.id } }, data: { options: choices } });
      }
      continue;
    }
    no += 1;
    const id = newId();
    const key = freeKey(item.label, keys);
    const at = touchpointId(item.touchpoint);
    const isScale = item.kind !== "choice" && item.kind !== "text";
    const fields = {
      key,
      kind: item.kind,
      label: item.label.slice(0, 300),
      touchpointId: at,
      scaleMin: isScale ? item.scaleMin : null,
      scaleMax: isScale ? item.scaleMax : null,
      direction: item.direction,
      measure: item.measure,
      options: item.kind === "choice" ? choices : [],
    };
    await tx.item.create({ data: { workspaceId, id, surveyId, no, isPlaced: at !== null, ...fields } });
    itemIds.push(id);
    touchpointIds.push(at);
    added.push({
      ...fields,
      help: "",
      required: false,
      notSay: item.kind !== "text",
      lowLabel: "",
      highLabel: "",
      itemId: id,
      touchpointName: at ? item.touchpoint : null,
    });
  }
  if (current && added.length === 0) return { id: surveyId, versionId: current.id, itemIds, touchpointIds, created: 0 };

  const definition: SurveyDefinition = current
    ? surveyDefinition.parse(current.definition)
    : { about: "", thanks: "", questions: [] };
  const questions = [...definition.questions, ...added];
  const versionId = newId();
  await tx.surveyVersion.create({
    data: {
      workspaceId,
      id: versionId,
      surveyId,
      number: (survey.versions[0]?.number ?? 0) + 1,
      promise: "identified",
      definition: { ...definition, questions },
      publishedById: actor.userId,
    },
  });
  const draft = surveyDraft.parse(survey.draft);
  const asked = added.map(({ itemId: _, touchpointName: __, ...question }) => question);
  await tx.survey.update({
    where: { workspaceId_id: { workspaceId, id: surveyId } },
    // A file may bring more questions than a person can build; the draft keeps as many as it may.
    data: { currentVersionId: versionId, draft: { ...draft, questions: [...draft.questions, ...asked].slice(0, 60) } },
  });
  return { id: surveyId, versionId, itemIds, touchpointIds, created: added.length };
}

/** A key for the item: a–z, 0–9 and _, beginning with a letter. */
function freeKey(label: string, taken: Set<string>): string {
  const base =
    label
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+/, "")
      .replace(/_+$/, "")
      .slice(0, 34) || "question";
  let key = base;
  for (let i = 2; taken.has(key); i += 1) key = `${base}_${i}`;
  taken.add(key);
  return key;
}
