import type { ImportCatalogue } from "./plan";
import type { ColumnProfile } from "./profile";
import {
  type AttributeKind,
  type ColumnTarget,
  type Encoding,
  type FieldName,
  fieldsOf,
  type ImportMapping,
  type ItemTarget,
  type Kind,
} from "./schema";

// The first proposal of what a file means, from its header and a sample. Everything in it can be changed on the mapping screen.

/** Names that a column may have, in small letters and with single spaces, best first. */
const ALIASES: Partial<Record<FieldName, readonly string[]>> = {
  customerId: [
    "customer id",
    "customer no",
    "customer number",
    "customer key",
    "customer",
    "client id",
    "client",
    "passenger id",
    "account id",
    "account number",
    "account",
    "member id",
    "guest id",
    "user id",
    "contact id",
    "crm id",
    "external id",
    "id klienta",
    "kundennummer",
  ],
  rowId: [
    "response id",
    "order id",
    "order number",
    "order no",
    "invoice id",
    "invoice number",
    "invoice",
    "transaction id",
    "interaction id",
    "ticket id",
    "activity id",
    "contact id",
    "deal id",
    "opportunity id",
    "row id",
    "external id",
  ],
  name: [
    "name",
    "full name",
    "customer name",
    "client name",
    "passenger name",
    "company",
    "company name",
    "account name",
  ],
  email: ["email", "e mail", "mail", "email address", "e mail address", "customer email"],
  phone: ["phone", "phone number", "telephone", "tel", "mobile", "mobile phone"],
  city: ["city", "town"],
  country: ["country", "country code"],
  language: ["language", "lang", "locale"],
  ownerEmail: ["owner", "owner email", "owner e mail", "account owner"],
  lifecycle: ["lifecycle", "lifecycle stage", "stage"],
  customerKind: ["customer kind", "kind of customer", "record type"],
  side: ["side", "buyer or seller"],
  date: [
    "date",
    "answered at",
    "answered on",
    "response date",
    "submitted at",
    "submitted",
    "timestamp",
    "created at",
    "order date",
    "ordered at",
    "ordered on",
    "purchase date",
    "invoice date",
    "happened at",
    "happened on",
    "when",
    "time",
  ],
  channel: ["channel", "sales channel", "source channel"],
  item: ["item", "question", "question text", "question id", "touchpoint question"],
  value: ["value", "answer", "score", "rating", "response"],
  amount: ["amount", "total", "order total", "total amount", "revenue", "sum", "price", "value"],
  amountCents: ["amount cents", "total cents", "cents"],
  currency: ["currency", "currency code"],
  sellerEmail: ["seller", "seller email", "sold by", "sales rep"],
  product: ["product", "product name", "item", "sku", "article"],
  quantity: ["quantity", "qty", "units", "pieces"],
  unitPrice: ["unit price", "price each", "price per unit"],
  contactName: ["contact name", "contact", "person", "full name", "name"],
  contactEmail: ["contact email", "contact e mail", "email", "e mail", "mail"],
  contactPhone: ["contact phone", "phone", "phone number", "mobile", "tel"],
  contactRole: ["role", "contact role", "title", "job title", "position", "function"],
  influence: ["influence", "influence percent", "weight"],
  stance: ["stance", "attitude"],
  dealName: ["deal name", "deal", "opportunity", "opportunity name", "name", "title"],
  stage: ["stage", "deal stage", "pipeline stage"],
  probability: ["probability", "chance"],
  source: ["source", "lead source"],
  expectedCloseOn: ["expected close", "expected close on", "close date", "expected close date"],
  winReason: ["win reason", "won because"],
  lossReason: ["loss reason", "lost reason", "lost because"],
  interactionKind: ["kind", "type", "interaction kind", "interaction type", "activity type"],
  outcome: ["outcome", "result"],
  reason: ["reason"],
  text: ["text", "note", "notes", "summary", "description", "comment", "body", "subject"],
  touchpoint: ["touchpoint"],
  userEmail: ["user", "user email", "by", "agent", "agent email", "employee"],
  nextStep: ["next step", "follow up"],
  nextStepDueOn: ["next step due", "next step due on", "due", "due on", "follow up date"],
};

const plain = (header: string) =>
  header
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const SCORED = /nps|recommend|satisf|rating|score|csat|ces|ease|effort/;
const FREE_TEXT = /comment|feedback|verbatim|reason|why|suggest|remark|free text|tell us/;
const NOT_RATED =
  /\b(id|age|year|day|month|hour|count|number|qty|quantity|amount|price|cost|total|delay|distance|duration|minutes|zip|code|children|size|class|level|tier|visits|orders)\b/;

/** A new key for customers.attributes. */
export function attributeKey(header: string): string {
  const key = plain(header)
    .normalize("NFD")
    .replace(/[^a-z0-9 ]/g, "")
    .trim()
    .replace(/ +/g, "_")
    .slice(0, 60);
  return key || "attribute";
}

/** Words of a two- or many-word satisfaction, worst first. */
function sortWords(words: readonly string[]): string[] {
  const rank = (word: string) => {
    const text = word.toLowerCase();
    if (/neutral/.test(text)) return /dis|un|bad/.test(text) ? 2 : 3;
    const bad = /dissatisf|unsatisf|not satisf|unhappy|bad|poor|^no$|detractor|disagree/.test(text);
    const strong = /very|extremely|strongly|completely/.test(text);
    if (bad) return strong ? 0 : 1;
    return /satisf|happy|good|excellent|^yes$|promoter|agree/.test(text) ? (strong ? 5 : 4) : 3;
  };
  return [...words].sort((a, b) => rank(a) - rank(b));
}

/** What a column would be as an item of a survey; null when it does not look like answers. */
export function guessItem(column: ColumnProfile): ItemTarget | null {
  const name = plain(column.header);
  const base = {
    itemId: null,
    label: column.header.trim() || `Column ${column.index + 1}`,
    notApplicable: [] as string[],
    options: [] as string[],
    touchpoint: "",
  };
  if (
    column.type === "integer" &&
    column.min !== null &&
    column.max !== null &&
    column.values &&
    column.values.length >= 3 &&
    column.values.length <= 16
  ) {
    if (NOT_RATED.test(name) && !SCORED.test(name)) return null;
    const { min, max } = column;
    if (min < 0 || max > 10) return null;
    if (/nps|recommend/.test(name))
      return { ...base, kind: "nps", scaleMin: 0, scaleMax: 10, direction: "higher", measure: "nps" };
    const effort = /effort|\bces\b/.test(name);
    if (effort && max <= 7)
      return {
        ...base,
        kind: "effort",
        scaleMin: 1,
        scaleMax: max <= 5 ? 5 : 7,
        direction: "higher",
        measure: "ces",
        notApplicable: min === 0 ? ["0"] : [],
      };
    if (max < 3) return null;
    const scaleMax = max <= 5 ? 5 : max <= 7 ? 7 : 10;
    // On scales of 5 and 7 points a 0 is what surveys write when the question did not apply.
    const zeroIsNothing = min === 0 && scaleMax < 10;
    return {
      ...base,
      kind: "rating",
      scaleMin: scaleMax === 10 && min === 0 ? 0 : 1,
      scaleMax,
      direction: "higher",
      measure: "csat",
      notApplicable: zeroIsNothing ? ["0"] : [],
      touchpoint: base.label.replace(/\s*\((rating|score|1-5|1-7|1-10)\)\s*$/i, "").replace(/\s+(rating|score)$/i, ""),
    };
  }
  if (
    (column.type === "text" || column.type === "boolean") &&
    column.values &&
    column.values.length >= 2 &&
    column.values.length <= 7 &&
    /satisf|agree|happy/.test(name)
  ) {
    const options = sortWords(column.values);
    return { ...base, kind: "choice", scaleMin: null, scaleMax: null, direction: "higher", measure: "csat", options };
  }
  if (column.type === "text" && (FREE_TEXT.test(name) || column.length > 40)) {
    return { ...base, kind: "text", scaleMin: null, scaleMax: null, direction: "none", measure: "other" };
  }
  return null;
}

/** The attribute that a column would become: the known one of that name, or a new one under a free key. */
export function guessAttribute(column: ColumnProfile, catalogue: ImportCatalogue, taken: Set<string>): ColumnTarget {
  const label = column.header.trim() || `Column ${column.index + 1}`;
  const known = catalogue.attributes.find(
    (one) => plain(one.label) === plain(label) || one.key === attributeKey(label),
  );
  if (known && !taken.has(known.key)) {
    taken.add(known.key);
    return { to: "attribute", key: known.key, label: known.label, kind: known.kind };
  }
  let key = attributeKey(label);
  for (let i = 2; taken.has(key); i += 1) key = `${attributeKey(label).slice(0, 56)}_${i}`;
  taken.add(key);
  const kind: AttributeKind =
    column.type === "integer" || column.type === "decimal"
      ? "number"
      : column.type === "date"
        ? "date"
        : column.type === "boolean"
          ? "boolean"
          : column.values && column.values.length <= 30 && column.filled > column.values.length
            ? "choice"
            : "text";
  return { to: "attribute", key, label: label.slice(0, 200), kind };
}

type Facts = { encoding: Encoding; delimiter: ImportMapping["delimiter"]; fileName: string; today: string };

function guessKind(columns: readonly ColumnProfile[]): { kind: Kind; shape: "wide" | "long" } {
  const names = new Set(columns.map((column) => plain(column.header)));
  const any = (field: FieldName) => (ALIASES[field] ?? []).some((alias) => names.has(alias));
  const ratings = columns.filter((column) => {
    const item = guessItem(column);
    return item !== null && item.kind !== "text";
  });
  if (
    ["item", "question", "question text", "question id"].some((name) => names.has(name)) &&
    any("value") &&
    ratings.length <= 1
  ) {
    return { kind: "answers", shape: "long" };
  }
  const has = (...wanted: string[]) => wanted.some((name) => names.has(name));
  const who = has("customer id", "customer", "account id", "account", "client id", "company id");
  if (who && ratings.length === 0 && (has("influence", "stance") || (has("contact id") && has("contact name", "name"))))
    return { kind: "contacts", shape: "wide" };
  if (who && ratings.length === 0 && has("deal id", "deal", "deal name", "opportunity", "opportunity id"))
    return { kind: "deals", shape: "wide" };
  const amount = any("amount") || any("amountCents") || any("unitPrice");
  if (amount && (any("date") || [...names].some((name) => name.startsWith("order"))) && ratings.length === 0)
    return { kind: "orders", shape: "wide" };
  const talk = any("interactionKind") && any("date") && (any("text") || any("outcome"));
  if (talk && ratings.length === 0) return { kind: "interactions", shape: "wide" };
  if (ratings.length >= 2 || ratings.some((column) => /nps|recommend/.test(plain(column.header))))
    return { kind: "answers", shape: "wide" };
  return { kind: "customers", shape: "wide" };
}

/** Columns to their targets for a kind: used at first sight and again when a person chooses another kind. */
export function guessColumns(
  columns: readonly ColumnProfile[],
  catalogue: ImportCatalogue,
  kind: Kind,
  shape: "wide" | "long",
): ColumnTarget[] {
  // A file of people or deals speaks of its customer in passing: its name and mail are the row's own.
  const isRowFirst = kind === "contacts" || kind === "deals";
  const allowed = isRowFirst ? fieldsOf(kind, shape).reverse() : fieldsOf(kind, shape);
  const targets = new Map<number, ColumnTarget>();
  const used = new Set<FieldName>();
  const claim = (field: FieldName, column: ColumnProfile | undefined) => {
    if (!column || targets.has(column.index) || used.has(field)) return;
    used.add(field);
    targets.set(column.index, { to: "field", field });
  };
  for (const field of allowed) {
    for (const alias of ALIASES[field] ?? []) {
      const found = columns.find((column) => plain(column.header) === alias && !targets.has(column.index));
      if (
        field === "lifecycle" &&
        found?.values?.some((value) => !LIFECYCLES.has(value.toLowerCase().replace(/[ -]/g, "_")))
      )
        continue;
      if (found) claim(field, found);
    }
  }
  // A bare "id" is the row's own where the customer has another column, and the customer's otherwise.
  const bare = columns.find((column) => plain(column.header) === "id");
  if (bare && !targets.has(bare.index)) {
    claim(
      used.has("customerId") || used.has("email") ? (allowed.includes("rowId") ? "rowId" : "customerId") : "customerId",
      bare,
    );
  }
  if (!used.has("email"))
    claim(
      "email",
      columns.find((column) => column.type === "email"),
    );
  if (!used.has("date") && allowed.includes("date")) {
    const dates = columns.filter((column) => column.type === "date" && !targets.has(column.index));
    if (dates.length === 1 || kind !== "customers") claim("date", dates[0]);
  }
  const taken = new Set<string>();
  const items = new Map(columns.map((column) => [column.index, guessItem(column)]));
  // A file that writes 0 for "did not apply" does so in all its ratings, though a sample may show it in some only.
  if ([...items.values()].some((item) => item?.notApplicable.includes("0"))) {
    for (const item of items.values()) {
      if ((item?.kind === "rating" || item?.kind === "effort") && (item.scaleMin ?? 0) > 0) item.notApplicable = ["0"];
    }
  }
  return columns.map((column) => {
    const field = targets.get(column.index);
    if (field) return field;
    if (column.type === "empty" || column.header.trim() === "") return { to: "ignore" };
    if (kind === "answers" && shape === "wide") {
      const known = catalogue.touchpoints.find((touchpoint) => plain(touchpoint.name) === plain(column.header));
      const item = items.get(column.index);
      if (item) return { to: "item", item: known ? { ...item, touchpoint: known.name } : item };
    }
    if (kind === "orders" || kind === "interactions" || isRowFirst || (kind === "answers" && shape === "long"))
      return { to: "ignore" };
    return guessAttribute(column, catalogue, taken);
  });
}

const LIFECYCLES = new Set(["lead", "prospect", "new", "active", "loyal", "at_risk", "lost"]);

/** Where new items of a file with one answer per row are put, unless a person says otherwise. */
export function guessLongItem(columns: readonly ColumnProfile[], targets: readonly ColumnTarget[]): ItemTarget {
  const column = columns.find((_, index) => {
    const target = targets[index];
    return target?.to === "field" && target.field === "value";
  });
  const max = column?.max ?? 5;
  const min = column?.min ?? 1;
  const scaleMax = max <= 5 ? 5 : max <= 7 ? 7 : 10;
  return {
    itemId: null,
    label: "Items of the file",
    kind: column && column.type === "text" ? "text" : "rating",
    scaleMin: scaleMax === 10 && min === 0 ? 0 : 1,
    scaleMax,
    direction: "higher",
    measure: "csat",
    notApplicable: min === 0 && scaleMax < 10 ? ["0"] : [],
    options: [],
    touchpoint: "",
  };
}

/** The whole proposal. */
export function guessMapping(
  columns: readonly ColumnProfile[],
  catalogue: ImportCatalogue,
  { encoding, delimiter, fileName, today }: Facts,
): ImportMapping {
  const { kind, shape } = guessKind(columns);
  const targets = guessColumns(columns, catalogue, kind, shape);
  const hasDate = targets.some((target) => target.to === "field" && target.field === "date");
  const name = fileName
    .replace(/\.[a-z0-9]+$/i, "")
    .replace(/[_-]+/g, " ")
    .trim();
  const title = name === "" ? "Imported answers" : name.charAt(0).toUpperCase() + name.slice(1);
  const known = catalogue.surveys.find((survey) => plain(survey.name) === plain(title));
  return {
    kind,
    shape,
    encoding,
    delimiter,
    decimal: columns.some((column) => column.decimalComma) ? "," : ".",
    dateOrder: columns.find((column) => column.dateOrder)?.dateOrder ?? "dmy",
    columns: known ? adoptItems(targets, known.items) : targets,
    customerName: "Customer {id}",
    unknownCustomers: "create",
    survey: known ? { mode: "existing", id: known.id } : { mode: "new", name: title },
    dates: hasDate || kind !== "answers" ? { from: "column" } : { from: "day", day: today },
    longItem: guessLongItem(columns, targets),
    currency: catalogue.currency,
  };
}

/** Item columns take over the identity of the survey's items that have the same name, so that a file sent again adds no items. */
export function adoptItems(
  targets: readonly ColumnTarget[],
  items: ImportCatalogue["surveys"][number]["items"],
): ColumnTarget[] {
  return targets.map((target) => {
    if (target.to !== "item") return target;
    const found = items.find((item) => plain(item.label) === plain(target.item.label));
    if (!found) return { ...target, item: { ...target.item, itemId: null } };
    return {
      to: "item",
      item: {
        ...target.item,
        itemId: found.id,
        label: found.label,
        kind: found.kind,
        scaleMin: found.scaleMin,
        scaleMax: found.scaleMax,
        direction: found.direction,
        measure: found.measure,
        options: found.options.map((option) => option.label),
        touchpoint: found.touchpoint,
      },
    };
  });
}
