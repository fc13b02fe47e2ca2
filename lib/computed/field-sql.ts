import "server-only";
import { TZDate } from "@date-fns/tz";
import { Prisma } from "../db";
import { invalid } from "../errors";
import { dayIn } from "../period";
import { type ComputedDefinition, FormulaFault, kindOf, type Names } from "./formula";
import {
  type Definition,
  MOST_NESTING,
  MOST_ROLL_UPS,
  type Node,
  type NumberKind,
  type RollUp,
  type SourceKey,
} from "./schema";

/** What a computed field means depends on the clock, on where a day begins, and on the other fields. */
export type ComputedContext = { now: Date; timeZone: string; names: Names };

const { sql, join, empty } = Prisma;

/** The instant at which a calendar day begins in a zone. */
const startOf = (day: string, timeZone: string): Prisma.Sql => {
  const [year, month, date] = day.split("-").map(Number);
  return sql`${new Date(+new TZDate(year ?? 1970, (month ?? 1) - 1, date ?? 1, timeZone)).toISOString()}::timestamptz`;
};
const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

type Table = {
  from: Prisma.Sql;
  /** When it happened, by state; the state's own moment where it has one. */
  at: (state: string | undefined) => Prisma.Sql;
  /** A calendar day instead of an instant. */
  byDay?: boolean;
  id: Prisma.Sql;
  values: Record<string, Prisma.Sql>;
  states: Record<string, Prisma.Sql>;
  narrow?: Prisma.Sql;
};

class Compiler {
  private readonly today: string;
  private rollUps = 0;

  constructor(private readonly context: ComputedContext) {
    this.today = dayIn(context.timeZone, context.now);
  }

  /** Everything hangs on c.workspace_id and c.id; money of another currency is left out, never added. */
  private table(source: SourceKey, { item }: RollUp): Table {
    const { currency } = this.context.names;
    const today = sql`${this.today}::date`;
    const now = sql`${this.context.now.toISOString()}::timestamptz`;
    const mine = (alias: Prisma.Sql) => sql`${alias}.workspace_id = c.workspace_id and ${alias}.customer_id = c.id`;
    switch (source) {
      case "orders":
        return {
          from: sql`from orders e where ${mine(sql`e`)}`,
          at: () => sql`e.ordered_at`,
          id: sql`e.id`,
          values: { amount: sql`(case when e.currency = ${currency} then e.total_cents end)` },
          states: {},
        };
      case "interactions":
        return {
          from: sql`from interactions e where ${mine(sql`e`)} and e.archived_at is null`,
          at: () => sql`e.happened_at`,
          id: sql`e.id`,
          values: {},
          states: {},
          narrow: sql`e.kind::text`,
        };
      case "deals":
        return {
          from: sql`from deals e where ${mine(sql`e`)} and e.archived_at is null`,
          at: (state) => (state === "won" ? sql`e.won_at` : state === "lost" ? sql`e.lost_at` : sql`e.created_at`),
          id: sql`e.id`,
          values: {
            amount: sql`(case when e.currency = ${currency} then e.amount_cents end)`,
            probability: sql`(e.probability * 100)::numeric`,
          },
          states: {
            open: sql`e.stage not in ('won', 'lost')`,
            won: sql`e.stage = 'won'`,
            lost: sql`e.stage = 'lost'`,
          },
          narrow: sql`e.stage::text`,
        };
      case "cases":
        return {
          from: sql`from cases e where ${mine(sql`e`)}`,
          at: (state) => (state === "resolved" ? sql`e.resolved_at` : sql`e.opened_at`),
          id: sql`e.id`,
          values: { hours: sql`(extract(epoch from e.resolved_at - e.opened_at) / 3600)` },
          states: {
            open: sql`e.resolved_at is null`,
            late: sql`e.resolved_at is null and e.due_at < ${now}`,
            resolved: sql`e.resolved_at is not null`,
          },
        };
      case "tasks":
        return {
          from: sql`from tasks e where ${mine(sql`e`)} and e.archived_at is null`,
          at: (state) => (state === "done" ? sql`e.done_at` : sql`e.created_at`),
          id: sql`e.id`,
          values: {},
          states: {
            open: sql`e.done_at is null`,
            late: sql`e.done_at is null and e.due_on < ${today}`,
            done: sql`e.done_at is not null`,
          },
        };
      case "contracts":
        return {
          from: sql`from contracts e where ${mine(sql`e`)}`,
          at: (state) => (state === "ended" ? sql`e.ended_on` : sql`e.starts_on`),
          byDay: true,
          id: sql`e.id`,
          values: { year: sql`(case when e.currency = ${currency} then e.year_cents end)` },
          states: {
            running: sql`e.starts_on <= ${today} and (e.ended_on is null or e.ended_on > ${today})`,
            ended: sql`e.ended_on <= ${today}`,
          },
        };
      case "promises":
        return {
          from: sql`from promises e where ${mine(sql`e`)} and e.archived_at is null`,
          at: (state) => (state === "kept" ? sql`e.kept_at` : sql`e.made_at`),
          id: sql`e.id`,
          values: {},
          states: {
            open: sql`e.kept_at is null`,
            late: sql`e.kept_at is null and e.due_on < ${today}`,
            kept: sql`e.kept_at is not null`,
          },
        };
      case "answers":
        return {
          from: sql`from answers e
            join items q on q.workspace_id = e.workspace_id and q.id = e.item_id and q.no = ${item ?? -1}::int
            join responses r on r.workspace_id = e.workspace_id and r.id = e.response_id and r.archived_at is null
            where ${mine(sql`e`)} and e.value is not null`,
          at: () => sql`e.answered_at`,
          id: sql`e.response_id`,
          values: { value: sql`e.value` },
          states: {},
        };
    }
  }

  private within({ window, days }: RollUp, at: Prisma.Sql, byDay: boolean): Prisma.Sql {
    if (window === "all") return empty;
    const year = Number(this.today.slice(0, 4));
    const [from, to] =
      window === "thisYear"
        ? [`${year}-01-01`, `${year + 1}-01-01`]
        : window === "lastYear"
          ? [`${year - 1}-01-01`, `${year}-01-01`]
          : [shift(this.today, 1 - (days ?? 1)), shift(this.today, 1)];
    const edge = (day: string) => (byDay ? sql`${day}::date` : startOf(day, this.context.timeZone));
    return sql` and ${at} >= ${edge(from)} and ${at} < ${edge(to)}`;
  }

  private rollUp(given: RollUp): Prisma.Sql {
    this.rollUps += 1;
    if (this.rollUps > MOST_ROLL_UPS) throw invalid("A computed field is made of too much.");
    const table = this.table(given.source, given);
    const at = table.at(given.state);
    const state = given.state === undefined ? undefined : table.states[given.state];
    if (given.state !== undefined && !state) throw invalid("A computed field asks for what is not there.");
    const chosen = given.kinds ?? given.stages;
    const narrowed =
      chosen && table.narrow ? sql` and ${table.narrow} in (${join(chosen.map((one) => sql`${one}::text`))})` : empty;
    const from = sql`${table.from}${state ? sql` and ${state}` : empty}${narrowed}${this.within(given, at, table.byDay ?? false)}`;
    const value = table.values[given.value ?? ""] ?? sql`null::numeric`;
    switch (given.how) {
      case "count":
        return sql`(select count(*)::numeric ${from})`;
      case "sum":
        return sql`(select coalesce(sum(${value}), 0)::numeric ${from})`;
      case "mean":
        return sql`(select avg(${value})::numeric ${from})`;
      case "min":
        return sql`(select min(${value})::numeric ${from})`;
      case "max":
        return sql`(select max(${value})::numeric ${from})`;
      case "last":
        return sql`(select (${value})::numeric ${from} and ${value} is not null order by ${at} desc, ${table.id} desc limit 1)`;
      case "daysSince": {
        const day = table.byDay ? at : sql`(${at} at time zone ${this.context.timeZone})::date`;
        // What lies ahead was not yet.
        return sql`(select (${this.today}::date - max(${day}))::numeric ${from} and ${day} <= ${this.today}::date)`;
      }
    }
  }

  private node(node: Node, path: readonly string[]): Prisma.Sql {
    if ("number" in node) return sql`${String(node.number)}::numeric`;
    if ("money" in node) return sql`${String(node.money)}::numeric`;
    if ("field" in node) return this.field(node.field, path);
    if ("attribute" in node)
      return sql`(case when jsonb_typeof(c.attributes->${node.attribute}::text) = 'number' then (c.attributes->>${node.attribute}::text)::numeric end)`;
    const [left, right] = [this.node(node.left, path), this.node(node.right, path)];
    switch (node.sign) {
      case "+":
        return sql`(${left} + ${right})`;
      case "-":
        return sql`(${left} - ${right})`;
      case "*":
        return sql`(${left} * ${right})`;
      case "/":
        // By nothing: unknown.
        return sql`(${left} / nullif(${right}, 0))`;
    }
  }

  field(key: string, path: readonly string[] = []): Prisma.Sql {
    const found = this.context.names.fields.find((one) => one.key === key);
    if (!found) throw invalid(`The computed field “${key}” is not there.`);
    if (path.includes(key) || path.length > MOST_NESTING) throw invalid("A computed field is made of itself.");
    return this.definition(found.definition, [...path, key]);
  }

  definition(given: Definition, path: readonly string[] = []): Prisma.Sql {
    const isMoney = this.kind(given) === "money";
    const value = given.type === "rollUp" ? this.rollUp(given) : this.node(given.node, path);
    // Money is whole cents.
    const whole = isMoney ? sql`round(${value})` : value;
    if (given.type === "rollUp") return whole;
    // What no longer fits any number on a screen is unknown; "offset 0" keeps the database from working it out twice.
    return sql`(select case when abs(v.n) <= 1e18 then v.n end from (select ${whole} as n offset 0) v)`;
  }

  private kind(given: Definition): NumberKind {
    try {
      return kindOf(given, this.context.names);
    } catch (error) {
      if (error instanceof FormulaFault) throw invalid(error.message);
      throw error;
    }
  }
}

/**
 * The only meaning of a computed field: a numeric, or null for unknown, over `c` (customers). The query around it confines
 * `c` to the workspace; everything here hangs on c.workspace_id and c.id. Nothing of the definition becomes SQL.
 * @throws AppError invalid when it is made of what is gone
 */
export const computedToSql = (key: string, context: ComputedContext): Prisma.Sql => new Compiler(context).field(key);

/** The same for a definition that is not stored yet. */
export const definitionToSql = (given: Definition, context: ComputedContext): Prisma.Sql =>
  new Compiler(context).definition(given);

/** One JSON object of several fields: { key: number | null }. */
export function computedObjectSql(fields: readonly ComputedDefinition[], context: ComputedContext): Prisma.Sql {
  if (fields.length === 0) return sql`'{}'::jsonb`;
  return sql`jsonb_build_object(${join(fields.map(({ key }) => sql`${key}::text, (${computedToSql(key, context)})::float8`))})`;
}
