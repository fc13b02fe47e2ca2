import { z } from "zod";

/** What a file may hold at most. */
export const LIMITS = {
  columns: 500,
  /** UTF-16 units of one cell */
  cell: 100_000,
  /** different words of a choice */
  choices: 100,
  /** different items of a file with one answer per row */
  items: 500,
  /** channels, touchpoints or products that one file may bring */
  names: 2_000,
} as const;

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "iso-8859-2",
  "windows-1251",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const KINDS = ["customers", "contacts", "answers", "orders", "interactions", "deals"] as const;
export type Kind = (typeof KINDS)[number];

/** Fields that every file may carry: they describe the row's customer. */
export const CUSTOMER_FIELDS = [
  "customerId",
  "name",
  "email",
  "phone",
  "city",
  "country",
  "language",
  "ownerEmail",
  "lifecycle",
  "customerKind",
  "side",
] as const;

/** Fields of the row itself, by kind. */
export const ROW_FIELDS = {
  customers: [],
  contacts: ["rowId", "contactName", "contactEmail", "contactPhone", "contactRole", "influence", "stance"],
  answers: ["rowId", "date", "channel", "item", "value"],
  orders: [
    "rowId",
    "date",
    "amount",
    "amountCents",
    "currency",
    "channel",
    "sellerEmail",
    "product",
    "quantity",
    "unitPrice",
  ],
  interactions: [
    "rowId",
    "date",
    "interactionKind",
    "outcome",
    "reason",
    "text",
    "channel",
    "touchpoint",
    "userEmail",
    "nextStep",
    "nextStepDueOn",
  ],
  deals: [
    "rowId",
    "dealName",
    "stage",
    "amount",
    "amountCents",
    "currency",
    "probability",
    "source",
    "expectedCloseOn",
    "date",
    "sellerEmail",
    "winReason",
    "lossReason",
  ],
} as const satisfies Record<Kind, readonly string[]>;

export type CustomerField = (typeof CUSTOMER_FIELDS)[number];
export type RowField = (typeof ROW_FIELDS)[Kind][number];
export type FieldName = CustomerField | RowField;

const FIELD_NAMES = [...new Set([...CUSTOMER_FIELDS, ...Object.values(ROW_FIELDS).flat()])] as [
  FieldName,
  ...FieldName[],
];

/** The fields a column of such a file may be mapped to. */
export function fieldsOf(kind: Kind, shape: "wide" | "long"): FieldName[] {
  const rows: readonly FieldName[] = ROW_FIELDS[kind];
  return [...CUSTOMER_FIELDS, ...rows.filter((field) => shape === "long" || (field !== "item" && field !== "value"))];
}

export const ATTRIBUTE_KINDS = ["text", "number", "boolean", "date", "choice", "money"] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];
export const ITEM_KINDS = ["nps", "rating", "effort", "choice", "text"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

const label = z.string().trim().min(1, "Give it a name.").max(200, "At most 200 characters.");
const notApplicable = z.array(z.string().trim().max(100)).max(20).default([]);

/** An item of a survey that a column becomes. */
export const itemTarget = z
  .object({
    /** An item of the chosen survey; null makes a new one. */
    itemId: z.uuid().nullable(),
    label,
    kind: z.enum(ITEM_KINDS),
    scaleMin: z.int().min(-100).max(100).nullable(),
    scaleMax: z.int().min(-100).max(100).nullable(),
    direction: z.enum(["higher", "lower", "none"]),
    measure: z.enum(["nps", "csat", "ces", "other"]),
    /** Values that are no answer, such as 0. */
    notApplicable,
    /** The words of a choice, worst first where they have an order. Words met in the file are added. */
    options: z.array(z.string().max(200)).max(LIMITS.choices).default([]),
    /** The name of a touchpoint, known or new; empty for none. */
    touchpoint: z.string().trim().max(200).default(""),
  })
  .superRefine((item, context) => {
    if (item.kind === "choice" || item.kind === "text") return;
    if (item.scaleMin === null || item.scaleMax === null || item.scaleMin >= item.scaleMax) {
      context.addIssue({
        code: "custom",
        path: ["scaleMin"],
        message: "The scale needs a lowest and a higher highest point.",
      });
    } else if (item.kind === "nps" && (item.scaleMin !== 0 || item.scaleMax !== 10)) {
      context.addIssue({ code: "custom", path: ["scaleMin"], message: "NPS is asked from 0 to 10." });
    }
  });
export type ItemTarget = z.output<typeof itemTarget>;

export const columnTarget = z.discriminatedUnion("to", [
  z.object({ to: z.literal("ignore") }),
  z.object({ to: z.literal("field"), field: z.enum(FIELD_NAMES) }),
  z.object({
    to: z.literal("attribute"),
    /** Letters, digits and _: known or new. */
    key: z.string().regex(/^[a-z0-9_]{1,60}$/, "Use small letters, digits and _."),
    label,
    kind: z.enum(ATTRIBUTE_KINDS),
  }),
  z.object({ to: z.literal("item"), item: itemTarget }),
]);
export type ColumnTarget = z.output<typeof columnTarget>;

const day = z.iso.date("Write the date as YYYY-MM-DD.");

export const answerDates = z.discriminatedUnion("from", [
  z.object({ from: z.literal("column") }),
  z.object({ from: z.literal("day"), day }),
  z.object({ from: z.literal("spread"), first: day, last: day }),
]);

/** Everything that says what a file means. */
export const importMapping = z
  .object({
    kind: z.enum(KINDS),
    /** Answers: a column for each item, or a row for each answer. */
    shape: z.enum(["wide", "long"]).default("wide"),
    encoding: z.enum(ENCODINGS),
    delimiter: z.enum(DELIMITERS),
    decimal: z.enum([".", ","]).default("."),
    /** How dates that are not YYYY-MM-DD are read. */
    dateOrder: z.enum(["dmy", "mdy"]).default("dmy"),
    columns: z.array(columnTarget).min(1).max(LIMITS.columns),
    /** A name for customers that come without one; {id} is their id. */
    customerName: z.string().trim().max(100).default("Customer {id}"),
    unknownCustomers: z.enum(["create", "refuse"]).default("create"),
    survey: z
      .discriminatedUnion("mode", [
        z.object({ mode: z.literal("new"), name: label }),
        z.object({ mode: z.literal("existing"), id: z.uuid("Choose a survey.") }),
      ])
      .optional(),
    dates: answerDates.default({ from: "column" }),
    /** What an item met in a file with one answer per row becomes when the survey does not know it. */
    longItem: itemTarget.optional(),
    /** Of orders whose row names none. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "Use the three letters of a currency, such as EUR.")
      .default("EUR"),
  })
  .superRefine((mapping, context) => {
    const problem = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const used = new Map<string, number>();
    mapping.columns.forEach((column, index) => {
      const name =
        column.to === "field"
          ? column.field
          : column.to === "attribute"
            ? `attribute ${column.key}`
            : column.to === "item" && column.item.itemId
              ? column.item.itemId
              : null;
      if (!name) return;
      const before = used.get(name);
      if (before !== undefined) problem(["columns", index], `Column ${before + 1} is already used for this.`);
      used.set(name, index);
      if (column.to === "field" && !fieldsOf(mapping.kind, mapping.shape).includes(column.field)) {
        problem(["columns", index], "This kind of import has no such field.");
      }
      if (column.to === "item" && (mapping.kind !== "answers" || mapping.shape !== "wide")) {
        problem(["columns", index], "Only answers have questions.");
      }
    });
    const has = (field: FieldName) => used.has(field);
    const who = has("customerId") || has("email");
    if (mapping.kind === "customers" && !who) {
      problem(
        ["columns"],
        "Choose the column that holds the customer’s id, or the e-mail: by it a customer is found again.",
      );
    }
    if (mapping.kind === "answers") {
      if (!mapping.survey) problem(["survey"], "Choose the survey that the answers belong to.");
      if (mapping.shape === "wide" && !mapping.columns.some((column) => column.to === "item")) {
        problem(["columns"], "Map at least one column to a question.");
      }
      if (mapping.shape === "long") {
        if (!has("item")) problem(["columns"], "Choose the column that names the question.");
        if (!has("value")) problem(["columns"], "Choose the column that holds the answer.");
        if (!has("rowId") && !who) problem(["columns"], "Choose the column of the response id, or of the customer.");
        if (!mapping.longItem) problem(["longItem"], "Say on which scale the answers are.");
      }
      if (mapping.dates.from === "column" && !has("date")) {
        problem(["dates"], "No column holds the date: choose one, or give a date or a period.");
      }
      if (mapping.dates.from === "spread" && mapping.dates.first > mapping.dates.last) {
        problem(["dates", "last"], "The period ends before it begins.");
      }
    }
    if (mapping.kind === "orders") {
      if (!who) problem(["columns"], "Choose the column that says which customer ordered.");
      if (!has("rowId")) problem(["columns"], "Choose the column of the order’s id: by it an order is found again.");
      if (!has("date")) problem(["columns"], "Choose the column of the order’s date.");
      if (!has("amount") && !has("amountCents") && !has("unitPrice"))
        problem(["columns"], "Choose the column of the amount.");
      if (has("amount") && has("amountCents")) problem(["columns"], "The amount is mapped twice.");
    }
    if (mapping.kind === "contacts") {
      if (!who) problem(["columns"], "Choose the column that says at which customer.");
      if (!has("rowId")) problem(["columns"], "Choose the column of the contact’s id: by it a contact is found again.");
      if (!has("contactName")) problem(["columns"], "Choose the column of the contact’s name.");
    }
    if (mapping.kind === "deals") {
      if (!who) problem(["columns"], "Choose the column that says with which customer.");
      if (!has("rowId")) problem(["columns"], "Choose the column of the deal’s id: by it a deal is found again.");
      if (!has("dealName")) problem(["columns"], "Choose the column of the deal’s name.");
      if (!has("amount") && !has("amountCents")) problem(["columns"], "Choose the column of the amount.");
      if (has("amount") && has("amountCents")) problem(["columns"], "The amount is mapped twice.");
    }
    if (mapping.kind === "interactions") {
      if (!who) problem(["columns"], "Choose the column that says with which customer.");
      if (!has("date")) problem(["columns"], "Choose the column that says when.");
    }
  });
export type ImportMapping = z.output<typeof importMapping>;

/** A mapping to be kept under a name; one of the same name is replaced. */
export const mappingToSave = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(80, "At most 80 characters."),
  header: z.array(z.string().max(1000)).max(LIMITS.columns),
  mapping: importMapping,
});
export type MappingToSave = z.output<typeof mappingToSave>;

/** saved_mappings.mapping */
export const storedMapping = z.object({ header: z.array(z.string()), mapping: importMapping });

/** What an import made beside its rows; import_jobs.result. */
export const importResult = z.object({
  customersCreated: z.int().default(0),
  customersUpdated: z.int().default(0),
  answers: z.int().default(0),
  items: z.int().default(0),
  touchpoints: z.int().default(0),
  attributes: z.int().default(0),
  orderLines: z.int().default(0),
  surveyId: z.uuid().nullable().default(null),
});
export type ImportResult = z.output<typeof importResult>;
