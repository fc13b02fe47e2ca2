import type { CsvFault } from "../csv";
import { isPhone } from "../customers/schema";
import { searchTextOf } from "../customers/search-text";
import {
  type AttributeKind,
  type CustomerField,
  type FieldName,
  type ImportMapping,
  type ItemKind,
  type ItemTarget,
  LIMITS,
  type RowField,
} from "./schema";
import { hashText, isAmount, isEmail, readBoolean, readCents, readDate, readNumber, spreadDay } from "./values";

/** A day without a time: its first moment in the workspace's zone, so that what came in today does not lie ahead. */
const START_OF_DAY = "00:00:00";

/** What the workspace knows already and a file may name. */
export type ImportCatalogue = {
  timeZone: string;
  currency: string;
  attributes: { key: string; label: string; kind: AttributeKind; options: string[] }[];
  channels: { id: string; name: string }[];
  touchpoints: { id: string; name: string }[];
  products: { id: string; name: string }[];
  members: { userId: string; email: string }[];
  surveys: {
    id: string;
    name: string;
    items: {
      id: string;
      key: string;
      label: string;
      kind: ItemKind;
      scaleMin: number | null;
      scaleMax: number | null;
      direction: ItemTarget["direction"];
      measure: ItemTarget["measure"];
      options: { value: number; label: string }[];
      /** Its touchpoint's name; empty for none. */
      touchpoint: string;
    }[];
  }[];
};

/** Positions in import_rows.fields. */
export const FIELD_ORDER = [
  "customerKind",
  "side",
  "name",
  "email",
  "phone",
  "city",
  "country",
  "language",
  "lifecycle",
  "ownerId",
  "searchText",
] as const;

/** A problem of one row. @param column where it stands, null for the whole row */
export type RowProblem = { column: number | null; reason: string };

export type StagedRow = {
  line: number;
  key: string | null;
  customerKey: string | null;
  at: string | null;
  fields: (string | null)[];
  /** JSON text of an object; null without attributes */
  attributes: string | null;
  details: (string | null)[];
  values: (number | null)[];
  texts: (string | null)[];
};

/** An item that answers of the file go to, as far as it is known before the file is read to its end. */
export type PlannedItem = ItemTarget & {
  /** Words of a choice to the value that is stored. */
  choices: Map<string, number>;
};

const INTERACTION_KINDS = ["call", "visit", "email", "chat", "meeting", "demo", "note", "service"];
const OUTCOMES = ["reached", "no_answer", "message", "done"];
const REASONS = [
  "lead_generation",
  "building_trust",
  "time",
  "demonstration",
  "contract",
  "engagement",
  "needs",
  "expectations",
  "price",
  "churn",
  "other",
];
const STAGES = ["attention", "interest", "desire", "action", "won", "lost"];
const LIFECYCLES = ["lead", "prospect", "new", "active", "loyal", "at_risk", "lost"];

const FAULTS: Record<CsvFault, string> = {
  quote_open: "A quotation mark is opened here and never closed.",
  quote_inside: "A quotation mark stands inside a quoted cell; it must be doubled.",
  cell_too_long: `A cell is longer than ${LIMITS.cell.toLocaleString("en")} characters.`,
};

const word = (text: string) => text.toLowerCase().replace(/[\s-]+/g, "_");

/**
 * Reads rows of a file by its mapping: what each cell means, or what is wrong with it. Holds what it learns on the way (new
 * words of choices, new channels, touchpoints and items), so one reader reads a file from its beginning to its end.
 */
export class RowReader {
  /** Wide: the mapped columns in order. Long: the survey's items, then those met in the file. */
  readonly items: PlannedItem[] = [];
  readonly channels = new Map<string, string>();
  readonly touchpoints = new Map<string, string>();
  readonly products = new Map<string, string>();
  /** Words met by attribute key, of choices only. */
  readonly choices = new Map<string, Set<string>>();
  private readonly width: number;
  private readonly read: ((cell: string, row: Draft) => void)[];
  private readonly members: Map<string, string>;
  private readonly itemColumns: { column: number; item: number }[] = [];
  private readonly longItems = new Map<string, number>();
  private readonly mapped: Set<FieldName>;
  private readonly searched: boolean;

  constructor(
    private readonly mapping: ImportMapping,
    private readonly header: readonly string[],
    catalogue: ImportCatalogue,
  ) {
    this.width = header.length;
    this.members = new Map(catalogue.members.map((member) => [member.email.toLowerCase(), member.userId]));
    for (const channel of catalogue.channels) this.channels.set(channel.name.toLowerCase(), channel.name);
    for (const touchpoint of catalogue.touchpoints)
      this.touchpoints.set(touchpoint.name.toLowerCase(), touchpoint.name);
    for (const product of catalogue.products) this.products.set(product.name.toLowerCase(), product.name);
    this.mapped = new Set(mapping.columns.flatMap((column) => (column.to === "field" ? [column.field] : [])));
    this.searched = this.mapped.has("name") || this.mapped.has("email") || this.mapped.has("phone");
    const surveyId = mapping.survey?.mode === "existing" ? mapping.survey.id : null;
    const survey = catalogue.surveys.find((one) => one.id === surveyId);
    if (mapping.kind === "answers" && mapping.shape === "long") {
      for (const item of survey?.items ?? []) {
        this.longItems.set(item.key.toLowerCase(), this.items.length);
        this.longItems.set(item.label.toLowerCase(), this.items.length);
        this.items.push({
          ...item,
          itemId: item.id,
          notApplicable: mapping.longItem?.notApplicable ?? [],
          options: item.options.map((option) => option.label),
          choices: new Map(item.options.map((option) => [option.label.toLowerCase(), option.value])),
        });
      }
    }
    this.read = mapping.columns.map((target, index) => {
      if (target.to === "field") return this.fieldReader(target.field, index);
      if (target.to === "attribute") {
        const known = catalogue.attributes.find((one) => one.key === target.key);
        return this.attributeReader(target.key, known?.kind ?? target.kind, known?.options ?? [], index);
      }
      if (target.to === "item") {
        const known = survey?.items.find((item) => item.id === target.item.itemId);
        const choices = known
          ? new Map(known.options.map((option) => [option.label.toLowerCase(), option.value]))
          : new Map(target.item.options.map((option, position) => [option.toLowerCase(), position + 1]));
        this.itemColumns.push({ column: index, item: this.items.length });
        this.items.push({
          ...target.item,
          ...(known ? { kind: known.kind, scaleMin: known.scaleMin, scaleMax: known.scaleMax } : {}),
          choices,
        });
        return this.answerReader(this.items.length - 1, index);
      }
      return () => {};
    });
  }

  /** The row, or what is wrong with it. */
  row(cells: readonly string[], line: number, fault: CsvFault | null): StagedRow | RowProblem[] {
    if (fault) return [{ column: null, reason: FAULTS[fault] }];
    const { mapping, width } = this;
    if (cells.length !== width) {
      if (cells.length < width)
        return [{ column: null, reason: `The row has ${cells.length} cells, the header has ${width}.` }];
      for (let i = width; i < cells.length; i += 1) {
        if (cells[i] !== "")
          return [{ column: null, reason: `The row has ${cells.length} cells, the header has ${width}.` }];
      }
    }
    const draft = new Draft(this.items.length);
    for (let i = 0; i < width; i += 1) {
      const cell = cells[i];
      if (cell === undefined || cell === "") continue;
      const text = cell.trim();
      if (text === "") continue;
      if (text.includes("\0")) {
        draft.refuse(i, "holds a zero byte, which no text may");
        continue;
      }
      this.read[i]?.(text, draft);
    }
    const { customer } = draft;
    const customerKey = draft.customerKey ?? customer.email ?? null;
    if (mapping.kind !== "answers" && customerKey === null) draft.refuse(null, "The customer’s id is missing.");
    let key = draft.key;
    if (mapping.kind === "answers") {
      if (mapping.dates.from === "column" && draft.at === null && !draft.problems)
        draft.refuse(null, "The date is missing.");
      key ??=
        customerKey === null
          ? `${line} ${hashCells(cells)}`
          : mapping.dates.from === "column"
            ? `${customerKey} ${draft.at}`
            : customerKey;
      if (mapping.dates.from === "day") draft.at = `${mapping.dates.day} ${START_OF_DAY}`;
      else if (mapping.dates.from === "spread") draft.at = spreadDay(key, mapping.dates.first, mapping.dates.last);
      if (mapping.shape === "long") this.longAnswer(draft);
    } else if (mapping.kind === "orders") {
      if (key === null && !draft.problems) draft.refuse(null, "The order’s id is missing.");
      if (draft.at === null && !draft.problems) draft.refuse(null, "The date is missing.");
      const { cents, unitCents, quantity } = draft.details;
      if (cents === undefined && unitCents === undefined && !draft.problems)
        draft.refuse(null, "The amount is missing.");
      if (cents === undefined && unitCents !== undefined) {
        const lineCents = Number(unitCents) * Number(quantity ?? 1);
        if (isAmount(lineCents)) draft.details.lineCents = String(lineCents);
        else if (!draft.problems) draft.refuse(null, "The amount is too large.");
      }
    } else if (mapping.kind === "contacts") {
      if (key === null && !draft.problems) draft.refuse(null, "The contact’s id is missing.");
      if (draft.taken.name === undefined && !draft.problems) draft.refuse(null, "The contact’s name is missing.");
    } else if (mapping.kind === "deals") {
      this.deal(draft, key);
    } else if (mapping.kind === "interactions") {
      if (draft.at === null && !draft.problems) draft.refuse(null, "The date is missing.");
      key ??= `${customerKey} ${draft.at} ${hashCells(cells)}`;
    }
    if (draft.problems) return draft.problems;
    if (draft.at !== null && draft.at.length === 10) draft.at = `${draft.at} ${START_OF_DAY}`;
    return {
      line,
      key,
      customerKey,
      at: draft.at,
      fields: this.customerFields(draft, customerKey),
      attributes: draft.attributes === "" ? null : `{${draft.attributes}}`,
      details: this.detailsOf(draft),
      values: draft.values,
      texts: draft.texts ?? [],
    };
  }

  /** A deal is taken whole: what it is called, what it is worth, and the day it was closed where it is. */
  private deal(draft: Draft, key: string | null): void {
    const { details, taken } = draft;
    if (draft.problems) return;
    if (key === null) draft.refuse(null, "The deal’s id is missing.");
    else if (taken.name === undefined) draft.refuse(null, "The deal’s name is missing.");
    else if (details.cents === undefined) draft.refuse(null, "The amount is missing.");
    else if (Number(details.cents) < 0) draft.refuse(null, "The amount is below zero.");
    taken.amountCents = Number(details.cents);
    taken.currency = details.currency ?? this.mapping.currency;
  }

  /** Which parts of a customer the file carries: only these are changed in customers that are known. */
  get customerColumns(): { fields: Set<string>; attributes: boolean } {
    return {
      fields: new Set([...this.mapped].map((field) => (field === "ownerEmail" ? "ownerId" : field))),
      attributes: this.mapping.columns.some((column) => column.to === "attribute"),
    };
  }

  private customerFields(draft: Draft, customerKey: string | null): (string | null)[] {
    if (customerKey === null) return [];
    const { customer } = draft;
    const name = customer.name ?? this.mapping.customerName.replaceAll("{id}", customerKey);
    const searchText = searchTextOf({
      name: name || customerKey,
      email: customer.email ?? null,
      phone: customer.phone ?? null,
      externalId: customerKey,
    });
    // Without one of its own the name stays out, so that a known customer keeps the name it has; the writer falls back on the text below.
    return [
      customer.customerKind ?? null,
      customer.side ?? null,
      this.searched || customer.name !== undefined ? (customer.name ?? null) : null,
      customer.email ?? null,
      customer.phone ?? null,
      customer.city ?? null,
      customer.country ?? null,
      customer.language ?? null,
      customer.lifecycle ?? null,
      customer.ownerId ?? null,
      searchText,
    ];
  }

  private detailsOf(draft: Draft): (string | null)[] {
    const { details } = draft;
    switch (this.mapping.kind) {
      case "customers":
        return [];
      case "contacts":
      case "deals":
        return [JSON.stringify(draft.taken)];
      case "answers":
        return [details.channel ?? null];
      case "orders":
        return [
          details.cents ?? details.lineCents ?? null,
          details.currency ?? this.mapping.currency,
          details.channel ?? null,
          details.sellerId ?? null,
          details.product ?? null,
          details.quantity ?? null,
          details.unitCents ?? null,
        ];
      case "interactions":
        return [
          details.kind ?? null,
          details.outcome ?? null,
          details.reason ?? null,
          details.text ?? null,
          details.channel ?? null,
          details.touchpoint ?? null,
          details.userId ?? null,
          details.nextStep ?? null,
          details.nextStepDueOn ?? null,
        ];
    }
  }

  private member(cell: string, column: number, row: Draft): string | null {
    const id = this.members.get(cell.toLowerCase());
    if (id === undefined) row.refuse(column, `nobody in this workspace has the e-mail “${short(cell)}”`);
    return id ?? null;
  }

  private named(
    known: Map<string, string>,
    cell: string,
    what: string,
    column: number,
    row: Draft,
  ): string | undefined {
    const lower = cell.toLowerCase();
    const name = known.get(lower);
    if (name !== undefined) return name;
    if (cell.length > 200) return row.refuse(column, "is longer than 200 characters");
    if (known.size >= LIMITS.names) return row.refuse(column, `names more than ${LIMITS.names} different ${what}`);
    known.set(lower, cell);
    return cell;
  }

  private fieldReader(field: FieldName, column: number): (cell: string, row: Draft) => void {
    const { mapping } = this;
    const text = (longest: number, put: (row: Draft, value: string) => void) => (cell: string, row: Draft) => {
      if (cell.length > longest) row.refuse(column, `is longer than ${longest} characters`);
      else put(row, cell);
    };
    const oneOf =
      (allowed: readonly string[], put: (row: Draft, value: string) => void) => (cell: string, row: Draft) => {
        const value = word(cell);
        if (allowed.includes(value)) put(row, value);
        else row.refuse(column, `“${short(cell)}” is none of ${allowed.join(", ")}`);
      };
    const customer = (name: keyof Draft["customer"], longest: number) =>
      text(longest, (row, value) => {
        row.customer[name] = value;
      });
    const taken = (name: string, longest: number) =>
      text(longest, (row, value) => {
        row.taken[name] = value;
      });
    const percent = (name: string) => (cell: string, row: Draft) => {
      const value = readNumber(cell.replace(/\s*%$/, ""), mapping.decimal);
      if (value !== null && value >= 0 && value <= 100) row.taken[name] = value;
      else row.refuse(column, `“${short(cell)}” is not a number from 0 to 100`);
    };
    const readers: Record<CustomerField | RowField, (cell: string, row: Draft) => void> = {
      customerId: text(200, (row, value) => {
        row.customerKey = value;
      }),
      rowId: text(200, (row, value) => {
        row.key = value;
      }),
      name: customer("name", 200),
      email: (cell, row) => {
        const email = cell.toLowerCase();
        if (isEmail(email)) row.customer.email = email;
        else row.refuse(column, `“${short(cell)}” is not an e-mail address`);
      },
      phone: customer("phone", 60),
      city: customer("city", 120),
      country: customer("country", 120),
      language: customer("language", 60),
      ownerEmail: (cell, row) => {
        row.customer.ownerId = this.member(cell, column, row) ?? undefined;
      },
      lifecycle: oneOf(LIFECYCLES, (row, value) => {
        row.customer.lifecycle = value;
      }),
      customerKind: oneOf(["person", "company"], (row, value) => {
        row.customer.customerKind = value;
      }),
      side: oneOf(["buyer", "seller", "both"], (row, value) => {
        row.customer.side = value;
      }),
      date: (cell, row) => {
        row.at = readDate(cell, mapping.dateOrder);
        if (row.at === null)
          row.refuse(column, `“${short(cell)}” is not a date written ${dateHint(mapping.dateOrder)}`);
      },
      channel: (cell, row) => {
        row.details.channel = this.named(this.channels, cell, "channels", column, row);
      },
      item: text(200, (row, value) => {
        row.item = value;
        row.itemColumn = column;
      }),
      value: (cell, row) => {
        row.value = cell;
        row.valueColumn = column;
      },
      amount: (cell, row) => {
        const cents = readCents(cell, mapping.decimal);
        if (cents === null) row.refuse(column, `“${short(cell)}” is not an amount${commaHint(cell, mapping.decimal)}`);
        else row.details.cents = String(cents);
      },
      amountCents: (cell, row) => {
        const cents = readNumber(cell, mapping.decimal);
        if (cents === null || !isAmount(cents)) row.refuse(column, `“${short(cell)}” is not a whole number of cents`);
        else row.details.cents = String(cents);
      },
      currency: (cell, row) => {
        const code = cell.toUpperCase();
        if (/^[A-Z]{3}$/.test(code)) row.details.currency = code;
        else row.refuse(column, `“${short(cell)}” is not the three letters of a currency`);
      },
      sellerEmail: (cell, row) => {
        row.details.sellerId = this.member(cell, column, row) ?? undefined;
        row.taken.owner = cell.toLowerCase();
      },
      product: (cell, row) => {
        row.details.product = this.named(this.products, cell, "products", column, row);
      },
      quantity: (cell, row) => {
        const value = readNumber(cell, mapping.decimal);
        if (value === null || !Number.isInteger(value) || value < 0 || value > 1_000_000)
          row.refuse(column, `“${short(cell)}” is not a whole number`);
        else row.details.quantity = String(value);
      },
      unitPrice: (cell, row) => {
        const cents = readCents(cell, mapping.decimal);
        if (cents === null) row.refuse(column, `“${short(cell)}” is not an amount${commaHint(cell, mapping.decimal)}`);
        else row.details.unitCents = String(cents);
      },
      contactName: taken("name", 200),
      contactEmail: (cell, row) => {
        const email = cell.toLowerCase();
        if (isEmail(email)) row.taken.email = email;
        else row.refuse(column, `“${short(cell)}” is not an e-mail address`);
      },
      contactPhone: (cell, row) => {
        if (isPhone(cell)) row.taken.phone = cell;
        else row.refuse(column, `“${short(cell)}” is not a phone number`);
      },
      contactRole: taken("role", 60),
      influence: percent("influence"),
      stance: (cell, row) => {
        const value = readNumber(cell, mapping.decimal);
        if (value === -1 || value === 0 || value === 1) row.taken.stance = value;
        else row.refuse(column, `“${short(cell)}” is none of -1 (against us), 0, 1 (for us)`);
      },
      dealName: taken("name", 200),
      stage: oneOf(STAGES, (row, value) => {
        row.taken.stage = value;
      }),
      probability: percent("probability"),
      source: taken("source", 80),
      winReason: taken("winReason", 300),
      lossReason: taken("lossReason", 300),
      expectedCloseOn: (cell, row) => {
        const date = readDate(cell, mapping.dateOrder);
        if (date === null) row.refuse(column, `“${short(cell)}” is not a date written ${dateHint(mapping.dateOrder)}`);
        else row.taken.expectedCloseOn = date.slice(0, 10);
      },
      interactionKind: oneOf(INTERACTION_KINDS, (row, value) => {
        row.details.kind = value;
      }),
      outcome: oneOf(OUTCOMES, (row, value) => {
        row.details.outcome = value;
      }),
      reason: oneOf(REASONS, (row, value) => {
        row.details.reason = value;
      }),
      text: text(20_000, (row, value) => {
        row.details.text = value;
      }),
      touchpoint: (cell, row) => {
        row.details.touchpoint = this.named(this.touchpoints, cell, "touchpoints", column, row);
      },
      userEmail: (cell, row) => {
        row.details.userId = this.member(cell, column, row) ?? undefined;
      },
      nextStep: text(500, (row, value) => {
        row.details.nextStep = value;
      }),
      nextStepDueOn: (cell, row) => {
        const date = readDate(cell, mapping.dateOrder);
        if (date === null) row.refuse(column, `“${short(cell)}” is not a date written ${dateHint(mapping.dateOrder)}`);
        else row.details.nextStepDueOn = date.slice(0, 10);
      },
    };
    return readers[field];
  }

  private attributeReader(
    key: string,
    kind: AttributeKind,
    options: readonly string[],
    column: number,
  ): (cell: string, row: Draft) => void {
    const { mapping } = this;
    const name = `${JSON.stringify(key)}:`;
    const put = (row: Draft, json: string) => {
      row.attributes += row.attributes === "" ? name + json : `,${name}${json}`;
    };
    switch (kind) {
      case "text":
        return (cell, row) =>
          cell.length > 2000 ? row.refuse(column, "is longer than 2,000 characters") : put(row, JSON.stringify(cell));
      case "number":
        return (cell, row) => {
          const value = readNumber(cell, mapping.decimal);
          if (value === null) row.refuse(column, `“${short(cell)}” is not a number${commaHint(cell, mapping.decimal)}`);
          else put(row, String(value));
        };
      case "money":
        return (cell, row) => {
          const cents = readCents(cell, mapping.decimal);
          if (cents === null)
            row.refuse(column, `“${short(cell)}” is not an amount${commaHint(cell, mapping.decimal)}`);
          else put(row, String(cents));
        };
      case "boolean":
        return (cell, row) => {
          const value = readBoolean(cell);
          if (value === null) row.refuse(column, `“${short(cell)}” is neither yes nor no`);
          else put(row, String(value));
        };
      case "date":
        return (cell, row) => {
          const date = readDate(cell, mapping.dateOrder);
          if (date === null)
            row.refuse(column, `“${short(cell)}” is not a date written ${dateHint(mapping.dateOrder)}`);
          else put(row, `"${date.slice(0, 10)}"`);
        };
      case "choice": {
        const spelling = new Map(options.map((option) => [option.toLowerCase(), JSON.stringify(option)]));
        const met = new Set<string>();
        this.choices.set(key, met);
        return (cell, row) => {
          const lower = cell.toLowerCase();
          let json = spelling.get(lower);
          if (json === undefined) {
            if (spelling.size >= LIMITS.choices)
              return row.refuse(column, `has more than ${LIMITS.choices} different words; map it as text`);
            if (cell.length > 200) return row.refuse(column, "is longer than 200 characters");
            json = JSON.stringify(cell);
            spelling.set(lower, json);
            met.add(cell);
          }
          put(row, json);
        };
      }
    }
  }

  private answerReader(position: number, column: number): (cell: string, row: Draft) => void {
    const meaning = this.meaningOf(position);
    return (cell, row) => {
      const value = meaning(cell);
      if (value === null) return;
      if (typeof value === "number") row.values[position] = value;
      else if ("text" in value) {
        row.texts ??= new Array<string | null>(this.items.length).fill(null);
        row.texts[position] = value.text;
      } else row.refuse(column, value.reason);
    };
  }

  /** What a cell says to an item: a value, a text, nothing (null), or what is wrong. */
  private meaningOf(position: number): (cell: string) => number | null | { text: string } | { reason: string } {
    const item = this.items[position];
    if (!item) return () => null;
    const nothing = new Set(item.notApplicable.map((value) => value.toLowerCase()));
    if (item.kind === "text") {
      return (cell) =>
        nothing.has(cell.toLowerCase())
          ? null
          : cell.length > 20_000
            ? { reason: "is longer than 20,000 characters" }
            : { text: cell };
    }
    // The same few cells come again and again: each is understood once.
    const seen = new Map<string, number | null | { reason: string }>();
    const understand = (cell: string): number | null | { reason: string } => {
      const lower = cell.toLowerCase();
      if (nothing.has(lower)) return null;
      if (item.kind === "choice") {
        const known = item.choices.get(lower);
        if (known !== undefined) return known;
        if (item.choices.size >= LIMITS.choices)
          return { reason: `has more than ${LIMITS.choices} different words; map it as text` };
        if (cell.length > 200) return { reason: "is longer than 200 characters" };
        const value = Math.max(0, ...item.choices.values()) + 1;
        item.choices.set(lower, value);
        item.options.push(cell);
        return value;
      }
      const value = readNumber(cell, this.mapping.decimal);
      if (value === null) return { reason: `“${short(cell)}” is not a number` };
      const [low, high] = [item.scaleMin ?? 0, item.scaleMax ?? 10];
      if (!Number.isInteger(value) || value < low || value > high)
        return { reason: `${short(cell)} is not on the scale of ${low} to ${high}` };
      return value;
    };
    return (cell) => {
      let found = seen.get(cell);
      if (found === undefined) {
        found = understand(cell);
        if (seen.size < 1000) seen.set(cell, found);
      }
      return found;
    };
  }

  private readonly longMeanings: ReturnType<RowReader["meaningOf"]>[] = [];

  private longAnswer(row: Draft): undefined {
    if (row.item === null) {
      if (!row.problems) row.refuse(null, "The question is missing.");
      return undefined;
    }
    if (row.value === null) {
      if (!row.problems) row.refuse(null, "The answer is missing.");
      return undefined;
    }
    const lower = row.item.toLowerCase();
    let position = this.longItems.get(lower);
    if (position === undefined) {
      const like = this.mapping.longItem;
      if (!like || this.items.length >= LIMITS.items)
        return row.refuse(row.itemColumn, `names more than ${LIMITS.items} questions`);
      position = this.items.length;
      this.longItems.set(lower, position);
      this.items.push({
        ...like,
        itemId: null,
        label: row.item,
        options: [],
        choices: new Map(),
        touchpoint: like.kind === "rating" || like.kind === "effort" ? row.item : "",
      });
    }
    this.longMeanings[position] ??= this.meaningOf(position);
    const meaning = this.longMeanings[position]?.(row.value) ?? null;
    if (meaning !== null && typeof meaning === "object" && "reason" in meaning)
      return row.refuse(row.valueColumn, meaning.reason);
    // Position (from 1), value; the text where the item takes one.
    row.values = [position + 1, typeof meaning === "number" ? meaning : null];
    row.texts = [meaning !== null && typeof meaning === "object" ? meaning.text : null];
    return undefined;
  }

  /** The reason with the column's name before it. */
  describe(problem: RowProblem): string {
    return problem.column === null
      ? problem.reason
      : `${this.header[problem.column] ?? `Column ${problem.column + 1}`}: ${problem.reason}${problem.reason.endsWith("?") ? "" : "."}`;
  }
}

class Draft {
  key: string | null = null;
  customerKey: string | null = null;
  at: string | null = null;
  customer: Partial<
    Record<
      "customerKind" | "side" | "name" | "email" | "phone" | "city" | "country" | "language" | "lifecycle" | "ownerId",
      string
    >
  > = {};
  attributes = "";
  details: Partial<Record<string, string>> = {};
  /** Contacts and deals: the row as lib/intake takes it. */
  taken: Record<string, unknown> = {};
  values: (number | null)[];
  texts: (string | null)[] | null = null;
  item: string | null = null;
  itemColumn = 0;
  value: string | null = null;
  valueColumn = 0;
  problems: RowProblem[] | null = null;

  constructor(items: number) {
    this.values = items === 0 ? [] : new Array<number | null>(items).fill(null);
  }

  refuse(column: number | null, reason: string): undefined {
    this.problems ??= [];
    if (this.problems.length < 20) this.problems.push({ column, reason });
    return undefined;
  }
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
const dateHint = (order: "dmy" | "mdy") => `YYYY-MM-DD or ${order === "dmy" ? "DD.MM.YYYY" : "MM/DD/YYYY"}`;
const commaHint = (cell: string, decimal: "." | ",") =>
  decimal === "." && /\d,\d/.test(cell)
    ? "; is the comma its decimal sign?"
    : decimal === "," && /\d\.\d/.test(cell)
      ? "; is the point its decimal sign?"
      : "";

/** Two hashes of different texts, 64 bits together: enough to tell rows without an id apart. */
function hashCells(cells: readonly string[]): string {
  const text = cells.join("\u001f");
  return hashText(text).toString(16).padStart(8, "0") + hashText(`again ${text}`).toString(16).padStart(8, "0");
}
