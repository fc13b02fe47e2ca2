import { type AttributeDefinition, type AttributeValue, readAttributes } from "../customers/attributes";
import { searchTextOf } from "../customers/search-text";
import { usualProbability } from "../deals/stages";
import type { Columns, Directory, Known } from "./rows-sql";
import type { RowOf } from "./schema";

// From a row of a batch to the columns of its record. What the row leaves out is left out here, too. Pure.

/** The columns a row sets, or what is wrong with it, a sentence by field. */
export type Made = { columns: Columns } | { errors: Record<string, string> };

export type Context = {
  directory: Directory;
  definitions: readonly AttributeDefinition[];
  /** Of the workspace. */
  currency: string;
  now: string;
};

/** Only what was given: undefined is nothing, null takes away. */
const given = (columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));

/** Collects what a row refers to and could not be found. */
class References {
  readonly errors: Record<string, string> = {};
  constructor(private readonly directory: Directory) {}

  customer(name: string): string | undefined {
    const id = this.directory.customers.get(name);
    if (!id) this.errors.customer = `No customer has the external id “${name.slice(0, 80)}”.`;
    return id;
  }

  user(field: string, email: string | null | undefined): string | null | undefined {
    if (!email) return email;
    const id = this.directory.users.get(email);
    if (!id) this.errors[field] = `Nobody in this workspace has the e-mail “${email.slice(0, 80)}”.`;
    return id;
  }

  place(kind: "channels" | "touchpoints", name: string | null | undefined): string | null | undefined {
    if (!name) return name === undefined ? undefined : null;
    const id = this.directory[kind].get(name.toLowerCase());
    if (!id) this.errors[kind.slice(0, -1)] = `There is no ${kind.slice(0, -1)} “${name.slice(0, 80)}”.`;
    return id;
  }

  contact(externalId: string | null | undefined, customerId: string | undefined): string | null | undefined {
    if (!externalId) return externalId === undefined ? undefined : null;
    const found = this.directory.contacts.get(externalId);
    if (found?.customerId === customerId) return found?.id;
    this.errors.contact = `This customer has no contact with the external id “${externalId.slice(0, 80)}”.`;
    return undefined;
  }

  made(columns: Columns): Made {
    return Object.keys(this.errors).length > 0 ? { errors: this.errors } : { columns: given(columns) };
  }
}

export function customerRecord(row: RowOf<"customers">, known: Known | undefined, context: Context): Made {
  const refers = new References(context.directory);
  if (!known && !row.name) refers.errors.name = "A new customer needs a name.";
  const typed = readAttributes(context.definitions, row.attributes ?? {});
  Object.assign(refers.errors, typed.errors);
  const before = (known?.attributes ?? {}) as Record<string, AttributeValue>;
  const attributes = Object.fromEntries(
    Object.entries({ ...before, ...typed.values }).filter(([, value]) => value !== null),
  );
  const searched = {
    name: row.name ?? String(known?.name ?? ""),
    email: row.email === undefined ? ((known?.email ?? null) as string | null) : row.email,
    phone: row.phone === undefined ? ((known?.phone ?? null) as string | null) : row.phone,
    externalId: row.externalId,
  };
  return refers.made({
    name: row.name,
    kind: row.kind,
    side: row.side,
    email: row.email,
    phone: row.phone,
    city: row.city,
    country: row.country,
    language: row.language,
    lifecycle: row.lifecycle,
    tags: row.tags,
    owner_id: refers.user("owner", row.owner),
    attributes: row.attributes ? attributes : undefined,
    search_text: searchTextOf(searched),
  });
}

export function contactRecord(row: RowOf<"contacts">, known: Known | undefined, { directory }: Context): Made {
  const refers = new References(directory);
  if (!known && !row.name) refers.errors.name = "A new contact needs a name.";
  return refers.made({
    customer_id: refers.customer(row.customer),
    name: row.name,
    email: row.email,
    phone: row.phone,
    role: row.role,
    influence: row.influence === undefined || row.influence === null ? row.influence : row.influence / 100,
    stance: row.stance,
  });
}

export function interactionRecord(
  row: RowOf<"interactions">,
  known: Known | undefined,
  { directory, now }: Context,
): Made {
  const refers = new References(directory);
  const customerId = refers.customer(row.customer);
  if (row.happenedAt > now) refers.errors.happenedAt = "This lies in the future.";
  if (row.nextStepDueOn && !(row.nextStep ?? known?.next_step)) refers.errors.nextStep = "Say what is due on this day.";
  return refers.made({
    customer_id: customerId,
    kind: row.kind,
    happened_at: row.happenedAt,
    outcome: row.outcome,
    reason: row.reason,
    text: row.text,
    channel_id: refers.place("channels", row.channel),
    touchpoint_id: refers.place("touchpoints", row.touchpoint),
    user_id: refers.user("user", row.user),
    contact_id: refers.contact(row.contact, customerId),
    next_step: row.nextStep,
    next_step_due_on: row.nextStepDueOn,
  });
}

export function orderRecord(row: RowOf<"orders">, _known: Known | undefined, { directory, now }: Context): Made {
  const refers = new References(directory);
  if (row.orderedAt > now) refers.errors.orderedAt = "This lies in the future.";
  return refers.made({
    customer_id: refers.customer(row.customer),
    ordered_at: row.orderedAt,
    total_cents: row.totalCents,
    currency: row.currency,
    channel_id: refers.place("channels", row.channel),
    seller_id: refers.user("seller", row.seller),
  });
}

export function dealRecord(row: RowOf<"deals">, known: Known | undefined, { directory, currency, now }: Context): Made {
  const refers = new References(directory);
  if (!known && !row.name) refers.errors.name = "A new deal needs a name.";
  if (!known && row.amountCents === undefined) refers.errors.amountCents = "A new deal needs an amount.";
  const stage = row.stage ?? (known ? undefined : "attention");
  const moves = stage !== undefined && stage !== known?.stage;
  const closed = stage === "won" || stage === "lost";
  if (row.closedAt && row.closedAt > now) refers.errors.closedAt = "This lies in the future.";
  if (row.closedAt && !closed) refers.errors.closedAt = "Only a deal that is won or lost has been closed.";
  // A deal that moves takes its new stage's dates and usual chance; one that stays keeps its own unless told otherwise.
  const closedAt = row.closedAt ?? (moves && closed ? now : undefined);
  const date = (is: boolean) => (is ? closedAt : moves ? null : undefined);
  return refers.made({
    customer_id: refers.customer(row.customer),
    name: row.name,
    stage,
    amount_cents: row.amountCents,
    currency: row.currency ?? (known ? undefined : currency),
    probability:
      row.probability === undefined ? (moves && stage ? usualProbability(stage) : undefined) : row.probability / 100,
    source: row.source,
    expected_close_on: row.expectedCloseOn,
    owner_id: refers.user("owner", row.owner),
    won_at: date(stage === "won"),
    lost_at: date(stage === "lost"),
    stage_since: moves ? (closedAt ?? now) : undefined,
    loss_reason: row.lossReason ?? (moves && known && stage !== "lost" ? "" : undefined),
    win_reason: row.winReason ?? (moves && known && stage !== "won" ? "" : undefined),
  });
}
