import "server-only";
import { TZDate } from "@date-fns/tz";
import { Prisma } from "../db";
import { invalid } from "../errors";
import { dayIn } from "../period";
import { checkCondition } from "./check";
import type { FieldKey, SegmentCatalogue, ValueKind } from "./fields";
import { type Condition, groupOf, isCondition, type SegmentRule } from "./schema";

/** What a rule means depends on the clock, on where a day begins, and on the workspace's attributes and questions. */
export type RuleContext = { now: Date; timeZone: string; catalogue: SegmentCatalogue };

const { sql, join, empty } = Prisma;

/** YYYY-MM-DD moved by whole days. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a calendar day begins in a zone. */
export function startOfDayIn(day: string, timeZone: string): Date {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(+new TZDate(year!, month! - 1, date!, timeZone));
}

class Compiler {
  private readonly today: string;

  constructor(private readonly context: RuleContext) {
    this.today = dayIn(context.timeZone, context.now);
  }

  private startOf(day: string): Prisma.Sql {
    return sql`${startOfDayIn(day, this.context.timeZone).toISOString()}::timestamptz`;
  }

  /** The first of the last `days` calendar days, today being one of them. */
  private firstOfLast(days: number): string {
    return shiftDay(this.today, 1 - days);
  }

  /** " and at >= … and at < tomorrow", or nothing. */
  private within(at: Prisma.Sql, days: number | undefined): Prisma.Sql {
    if (days === undefined) return empty;
    return sql` and ${at} >= ${this.startOf(this.firstOfLast(days))} and ${at} < ${this.startOf(shiftDay(this.today, 1))}`;
  }

  private ids(column: Prisma.Sql, ids: string[] | undefined): Prisma.Sql {
    return ids ? sql` and ${column} in (${join(ids.map((id) => sql`${id}::uuid`))})` : empty;
  }

  private itemId(condition: Condition): Prisma.Sql {
    const item = this.context.catalogue.items.find(({ no }) => no === condition.item);
    if (!item) throw invalid("A question of this rule is not there.");
    return sql`${item.id}::uuid`;
  }

  private orders(condition: Condition, kept: Prisma.Sql, what: "count" | "sum"): Prisma.Sql {
    const { where } = condition;
    if (!where) return kept;
    const narrowed = sql`o.workspace_id = c.workspace_id and o.customer_id = c.id${this.within(sql`o.ordered_at`, where.days)}${this.ids(sql`o.channel_id`, where.channels)}`;
    // As in the experience row: money of another currency is never added without a rate.
    const inCurrency = sql` and o.currency = ${this.context.catalogue.currency}`;
    if (!where.products) {
      return what === "count"
        ? sql`(select count(*) from orders o where ${narrowed})`
        : sql`(select coalesce(sum(o.total_cents), 0) from orders o where ${narrowed}${inCurrency})`;
    }
    // Spent on some products is the sum of their lines, not of the orders they were part of.
    const lines = sql`from orders o join order_lines l on l.workspace_id = o.workspace_id and l.order_id = o.id
      where ${narrowed}${this.ids(sql`l.product_id`, where.products)}`;
    return what === "count"
      ? sql`(select count(distinct o.id) ${lines})`
      : sql`(select coalesce(sum(l.quantity * l.unit_cents), 0) ${lines}${inCurrency})`;
  }

  /** The attribute's value as its definition's kind; a value stored as something else counts as unknown. */
  private attribute(condition: Condition, kind: ValueKind): Prisma.Sql {
    const key = sql`${condition.attribute ?? ""}::text`;
    const value = sql`c.attributes->>${key}`;
    switch (kind) {
      case "number":
      case "money":
        return sql`(case when jsonb_typeof(c.attributes->${key}) = 'number' then (${value})::numeric end)`;
      case "boolean":
        return sql`(case when jsonb_typeof(c.attributes->${key}) = 'boolean' then (${value})::boolean end)`;
      case "day":
        return sql`(case when ${value} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then ${value} end)`;
      default:
        return sql`nullif(${value}, '')`;
    }
  }

  /** Where each field lives. A field without an entry does not compile. */
  private readonly columns: Record<FieldKey, (condition: Condition, kind: ValueKind) => Prisma.Sql> = {
    name: () => sql`c.name`,
    kind: () => sql`c.kind::text`,
    side: () => sql`c.side::text`,
    lifecycle: () => sql`c.lifecycle::text`,
    country: () => sql`nullif(c.country, '')`,
    city: () => sql`nullif(c.city, '')`,
    language: () => sql`nullif(c.language, '')`,
    email: () => sql`nullif(c.email, '')`,
    owner: () => sql`c.owner_id`,
    tags: () => sql`coalesce(c.tags, array[]::text[])`,
    createdAt: () => sql`c.created_at`,
    attribute: (condition, kind) => this.attribute(condition, kind),
    orders: (condition) => this.orders(condition, sql`coalesce(x.orders, 0)`, "count"),
    revenue: (condition) => this.orders(condition, sql`coalesce(x.revenue_cents, 0)`, "sum"),
    averageOrder: () => sql`round(x.revenue_cents::numeric / nullif(x.orders, 0))`,
    firstOrderAt: () => sql`x.first_order_at`,
    lastOrderAt: () => sql`x.last_order_at`,
    interactions: ({ where }) =>
      where
        ? sql`(select count(*) from interactions i where i.workspace_id = c.workspace_id and i.customer_id = c.id
            and i.archived_at is null${this.within(sql`i.happened_at`, where.days)}${this.ids(sql`i.channel_id`, where.channels)})`
        : sql`coalesce(x.interactions, 0)`,
    lastInteractionAt: () => sql`x.last_interaction_at`,
    lastNps: () => sql`x.last_nps`,
    npsClass: () =>
      sql`(case when x.last_nps >= 9 then 'promoter' when x.last_nps >= 7 then 'passive' when x.last_nps >= 0 then 'detractor' end)`,
    lastNpsAt: () => sql`x.last_nps_at`,
    item: ({ item, where }) => {
      const latest = sql`x.latest->${String(item)}::text`;
      const value = sql`(${latest}->>0)::numeric`;
      if (where?.days === undefined) return value;
      const since = +startOfDayIn(this.firstOfLast(where.days), this.context.timeZone);
      const until = +startOfDayIn(shiftDay(this.today, 1), this.context.timeZone);
      return sql`(case when (${latest}->>1)::numeric >= ${String(since)}::numeric and (${latest}->>1)::numeric < ${String(until)}::numeric then ${value} end)`;
    },
    itemMean: (condition) =>
      sql`(select avg(a.value) from answers a join responses r on r.workspace_id = a.workspace_id and r.id = a.response_id
        where a.workspace_id = c.workspace_id and a.customer_id = c.id and a.item_id = ${this.itemId(condition)}
        and a.value is not null and r.archived_at is null${this.within(sql`a.answered_at`, condition.where?.days)})`,
    comment: ({ where }) =>
      sql`exists (select 1 from answers a join responses r on r.workspace_id = a.workspace_id and r.id = a.response_id
        where a.workspace_id = c.workspace_id and a.customer_id = c.id and a.text <> '' and r.archived_at is null${this.within(sql`a.answered_at`, where?.days)})`,
    responses: ({ where }) =>
      where
        ? sql`(select count(*) from responses r where r.workspace_id = c.workspace_id and r.customer_id = c.id
            and r.archived_at is null${this.within(sql`r.answered_at`, where.days)})`
        : sql`coalesce(x.responses, 0)`,
    lastAnswerAt: () => sql`x.last_answer_at`,
  };

  private literal(value: string | number | boolean, kind: ValueKind): Prisma.Sql {
    if (typeof value === "number")
      return Number.isInteger(value) ? sql`${String(value)}::bigint` : sql`${String(value)}::numeric`;
    if (typeof value === "boolean") return sql`${value}::boolean`;
    // Lower case on both sides by the database, so that both mean the same.
    if (kind === "text") return sql`lower(${value}::text)`;
    return kind === "person" ? sql`${value}::uuid` : sql`${value}::text`;
  }

  private day(day: string, kind: ValueKind): Prisma.Sql {
    return kind === "day" ? sql`${day}::text collate "C"` : this.startOf(day);
  }

  condition(condition: Condition): Prisma.Sql {
    const kind = checkCondition(condition, this.context.catalogue);
    const column = this.columns[condition.field](condition, kind);
    if (kind === "happened") return condition.op === "known" ? column : sql`not ${column}`;
    switch (condition.op) {
      case "known":
        return kind === "tags" ? sql`cardinality(${column}) > 0` : sql`${column} is not null`;
      case "unknown":
        return kind === "tags" ? sql`cardinality(${column}) = 0` : sql`${column} is null`;
      case "is":
      case "isNot":
      case "hasAll": {
        const values = join(condition.value.map((value) => this.literal(value, kind)));
        if (kind === "tags") {
          const tags = sql`array[${values}]::text[]`;
          if (condition.op === "hasAll") return sql`${column} @> ${tags}`;
          return condition.op === "is" ? sql`${column} && ${tags}` : sql`not (${column} && ${tags})`;
        }
        const side = kind === "text" ? sql`lower(${column})` : column;
        return condition.op === "is" ? sql`${side} in (${values})` : sql`${side} not in (${values})`;
      }
      case "contains":
        return sql`position(lower(${condition.value}::text) in lower(${column})) > 0`;
      case "startsWith":
        return sql`starts_with(lower(${column}), lower(${condition.value}::text))`;
      case "below":
        return sql`${column} < ${this.literal(condition.value, kind)}`;
      case "above":
        return sql`${column} > ${this.literal(condition.value, kind)}`;
      case "atLeast":
        return sql`${column} >= ${this.literal(condition.value, kind)}`;
      case "atMost":
        return sql`${column} <= ${this.literal(condition.value, kind)}`;
      case "equals":
        return sql`${column} = ${this.literal(condition.value, kind)}`;
      case "between":
        return sql`${column} between ${this.literal(condition.value[0], kind)} and ${this.literal(condition.value[1], kind)}`;
      case "withinLast":
        return sql`(${column} >= ${this.day(this.firstOfLast(condition.value), kind)} and ${column} < ${this.day(shiftDay(this.today, 1), kind)})`;
      case "olderThan":
        return sql`${column} < ${this.day(this.firstOfLast(condition.value), kind)}`;
      case "withinNext":
        return sql`(${column} >= ${this.day(this.today, kind)} and ${column} < ${this.day(shiftDay(this.today, condition.value), kind)})`;
      case "before":
        return sql`${column} < ${this.day(condition.value, kind)}`;
      case "from":
        return sql`${column} >= ${this.day(condition.value, kind)}`;
      case "during":
        return sql`(${column} >= ${this.day(condition.value[0], kind)} and ${column} < ${this.day(shiftDay(condition.value[1], 1), kind)})`;
    }
  }

  rule(rule: SegmentRule): Prisma.Sql {
    if (isCondition(rule)) return this.condition(rule);
    const { match, rules } = groupOf(rule);
    if (rules.length === 0) return match === "any" ? sql`false` : sql`true`;
    const parts = rules.map((part) => sql`(${this.rule(part)})`);
    if (match === "all") return join(parts, " and ");
    // Unknown counts as "does not hold"; it only matters where it would be turned round.
    return match === "any" ? join(parts, " or ") : sql`not coalesce(${join(parts, " or ")}, false)`;
  }
}

/**
 * The only meaning of a segment: a boolean, never null, over `c` (customers) and `x` (customer_experience, left-joined on
 * workspace and customer). Archived customers are out. The query around it confines `c` to the workspace; everything
 * here hangs on c.workspace_id. Nothing of the rule becomes SQL: fields and operators pick from our tables, the rest are parameters.
 * @throws AppError invalid when the rule asks about an attribute or question that is not there
 */
export function ruleToSql(rule: SegmentRule, context: RuleContext): Prisma.Sql {
  return sql`(c.archived_at is null and coalesce((${new Compiler(context).rule(rule)}), false))`;
}

/** The tables ruleToSql speaks about. @param w the workspace, as rows() and run() hand it over */
export const ruleFrom = (w: Prisma.Sql): Prisma.Sql =>
  sql`customers c left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id`;
