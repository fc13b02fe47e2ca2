import "server-only";
import { TZDate } from "@date-fns/tz";
import { computedToSql } from "../computed/field-sql";
import type { NumericAttribute } from "../computed/formula";
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

const numericAttributes = ({ attributes }: SegmentCatalogue): NumericAttribute[] =>
  attributes.flatMap(({ key, label, kind }) => (kind === "number" || kind === "money" ? [{ key, label, kind }] : []));

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

  private words(column: Prisma.Sql, words: string[] | undefined): Prisma.Sql {
    return words ? sql` and ${column}::text in (${join(words.map((word) => sql`${word}::text`))})` : empty;
  }

  /** The orders a condition takes in, "from … where …"; with products their lines too, as l. */
  private ordersFrom({ where = {} }: Condition): Prisma.Sql {
    const narrowed = sql`o.workspace_id = c.workspace_id and o.customer_id = c.id${this.within(sql`o.ordered_at`, where.days)}${this.ids(sql`o.channel_id`, where.channels)}`;
    if (!where.products) return sql`from orders o where ${narrowed}`;
    return sql`from orders o join order_lines l on l.workspace_id = o.workspace_id and l.order_id = o.id
      where ${narrowed}${this.ids(sql`l.product_id`, where.products)}`;
  }

  // As in the experience row: money of another currency is never added without a rate.
  private get inCurrency(): Prisma.Sql {
    return sql`o.currency = ${this.context.catalogue.currency}`;
  }

  /** Of some products: the sum of their lines, not of the orders they were part of. */
  private spent(condition: Condition): Prisma.Sql {
    const amount = condition.where?.products ? sql`l.quantity * l.unit_cents` : sql`o.total_cents`;
    return sql`(select coalesce(sum(${amount}) filter (where ${this.inCurrency}), 0) ${this.ordersFrom(condition)})`;
  }

  private interactionsFrom({ where = {} }: Condition): Prisma.Sql {
    return sql`from interactions i where i.workspace_id = c.workspace_id and i.customer_id = c.id
      and i.archived_at is null${this.within(sql`i.happened_at`, where.days)}${this.ids(sql`i.channel_id`, where.channels)}${this.words(sql`i.kind`, where.kinds)}${this.words(sql`i.outcome`, where.outcomes)}${this.words(sql`i.reason`, where.reasons)}`;
  }

  private responsesFrom({ where = {} }: Condition): Prisma.Sql {
    return sql`from responses r where r.workspace_id = c.workspace_id and r.customer_id = c.id
      and r.archived_at is null${this.within(sql`r.answered_at`, where.days)}${this.ids(sql`r.channel_id`, where.channels)}`;
  }

  private answersFrom({ where = {} }: Condition, also: Prisma.Sql): Prisma.Sql {
    return sql`from answers a join responses r on r.workspace_id = a.workspace_id and r.id = a.response_id
      where a.workspace_id = c.workspace_id and a.customer_id = c.id and ${also}
        and r.archived_at is null${this.within(sql`a.answered_at`, where.days)}${this.ids(sql`a.channel_id`, where.channels)}${this.ids(sql`a.touchpoint_id`, where.touchpoints)}`;
  }

  private casesFrom({ where = {} }: Condition, also: Prisma.Sql): Prisma.Sql {
    return sql`from cases k where k.workspace_id = c.workspace_id and k.customer_id = c.id${also}${this.within(sql`k.opened_at`, where.days)}${this.ids(sql`k.touchpoint_id`, where.touchpoints)}`;
  }

  private dealsFrom(also: Prisma.Sql): Prisma.Sql {
    return sql`from deals d where d.workspace_id = c.workspace_id and d.customer_id = c.id and d.archived_at is null${also}`;
  }

  /**
   * Where the events lie that a count counts; null: the count is kept in the experience row. That somebody has any is
   * asked by exists, which the database answers for all customers at once.
   */
  private eventsOf(condition: Condition): Prisma.Sql | null {
    const { field, where } = condition;
    switch (field) {
      case "orders":
        return where ? this.ordersFrom(condition) : null;
      case "interactions":
        return where ? this.interactionsFrom(condition) : null;
      case "responses":
        return where ? this.responsesFrom(condition) : null;
      case "cases":
        return this.casesFrom(condition, empty);
      case "openCases":
        return this.casesFrom(condition, sql` and k.resolved_at is null`);
      case "dealsWon":
        return this.dealsFrom(sql` and d.won_at is not null${this.within(sql`d.won_at`, where?.days)}`);
      case "dealsLost":
        return this.dealsFrom(sql` and d.lost_at is not null${this.within(sql`d.lost_at`, where?.days)}`);
      default:
        return null;
    }
  }

  private count(condition: Condition, kept: Prisma.Sql): Prisma.Sql {
    const events = this.eventsOf(condition);
    if (!events) return kept;
    const isOfLines = condition.field === "orders" && condition.where?.products;
    return sql`(select ${isOfLines ? sql`count(distinct o.id)` : sql`count(*)`} ${events})`;
  }

  /** "At least one" and "none" of a count of events, as exists; null for any other test. */
  private someOrNone(condition: Condition): Prisma.Sql | null {
    const { op } = condition;
    if (!("value" in condition) || typeof condition.value !== "number") return null;
    const events = this.eventsOf(condition);
    if (!events) return null;
    const { value } = condition;
    if ((op === "atLeast" && value === 1) || (op === "above" && value === 0)) return sql`exists (select ${events})`;
    if ((op === "equals" && value === 0) || (op === "below" && value === 1) || (op === "atMost" && value === 0))
      return sql`not exists (select ${events})`;
    return null;
  }

  /** 1 and one more for every border reached; null without borders or orders. */
  private classOf(value: Prisma.Sql, borders: Prisma.Sql[] | undefined): Prisma.Sql {
    if (!borders) return sql`null::int`;
    return sql`(case when x.orders > 0 then 1 ${join(
      borders.map((border) => sql`+ (${value} >= ${border})::int`),
      " ",
    )} end)`;
  }

  private cents(borders: number[] | undefined): Prisma.Sql[] | undefined {
    return borders?.map((border) => sql`${String(border)}::bigint`);
  }

  /** Of a set: customers who have one of these. */
  private hasOne(condition: Condition, values: string[]): Prisma.Sql {
    switch (condition.field) {
      case "bought":
        return sql`exists (select ${this.ordersFrom({ ...condition, where: { ...condition.where, products: values } })})`;
      case "dealStage":
        return sql`exists (select ${this.dealsFrom(this.words(sql`d.stage`, values))})`;
      case "list":
        return sql`exists (select from segment_list_entries e
          where e.workspace_id = c.workspace_id and e.customer_id = c.id${this.ids(sql`e.segment_id`, values)})`;
      default:
        throw invalid("A comparison of this rule does not fit what it asks about.");
    }
  }

  private set(condition: Condition): Prisma.Sql {
    switch (condition.op) {
      case "is":
        return this.hasOne(condition, condition.value.map(String));
      case "isNot":
        return sql`not ${this.hasOne(condition, condition.value.map(String))}`;
      case "hasAll":
        return sql`(${join(
          condition.value.map((one) => this.hasOne(condition, [String(one)])),
          " and ",
        )})`;
      default: {
        const any = sql`exists (select ${this.dealsFrom(empty)})`;
        return condition.op === "known" ? any : sql`not ${any}`;
      }
    }
  }

  /** Comments that say something; found in any case, by the letters as they stand. */
  private comments(condition: Condition): Prisma.Sql {
    const said = (also: Prisma.Sql) => sql`exists (select ${this.answersFrom(condition, sql`a.text <> ''${also}`)})`;
    if (condition.op === "known") return said(empty);
    if (condition.op === "unknown") return sql`not ${said(empty)}`;
    if (condition.op !== "is" && condition.op !== "isNot" && condition.op !== "hasAll")
      throw invalid("A comparison of this rule does not fit what it asks about.");
    const holds = condition.value.map((word) => sql`position(lower(${String(word)}::text) in lower(a.text)) > 0`);
    const found = said(sql` and (${join(holds, condition.op === "hasAll" ? " and " : " or ")})`);
    return condition.op === "isNot" ? sql`not ${found}` : found;
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
    lifecycleSince: () =>
      sql`(select max(t.at) from lifecycle_transitions t where t.workspace_id = c.workspace_id and t.customer_id = c.id)`,
    // Sets and words are compiled as a whole: set() and comments().
    list: () => empty,
    bought: () => empty,
    dealStage: () => empty,
    comment: () => empty,
    orders: (condition) => this.count(condition, sql`coalesce(x.orders, 0)`),
    revenue: (condition) => (condition.where ? this.spent(condition) : sql`coalesce(x.revenue_cents, 0)`),
    averageOrder: (condition) => {
      if (!condition.where) return sql`round(x.revenue_cents::numeric / nullif(x.orders, 0))`;
      const amount = condition.where.products ? sql`l.quantity * l.unit_cents` : sql`o.total_cents`;
      return sql`(select round(coalesce(sum(${amount}) filter (where ${this.inCurrency}), 0)::numeric / nullif(count(distinct o.id), 0))
        ${this.ordersFrom(condition)})`;
    },
    firstOrderAt: (condition) =>
      condition.where ? sql`(select min(o.ordered_at) ${this.ordersFrom(condition)})` : sql`x.first_order_at`,
    lastOrderAt: (condition) =>
      condition.where ? sql`(select max(o.ordered_at) ${this.ordersFrom(condition)})` : sql`x.last_order_at`,
    interactions: (condition) => this.count(condition, sql`coalesce(x.interactions, 0)`),
    lastInteractionAt: (condition) =>
      condition.where
        ? sql`(select max(i.happened_at) ${this.interactionsFrom(condition)})`
        : sql`x.last_interaction_at`,
    openDealAmount: () =>
      sql`(select coalesce(sum(d.amount_cents), 0) ${this.dealsFrom(
        sql` and d.stage not in ('won', 'lost') and d.currency = ${this.context.catalogue.currency}`,
      )})`,
    dealsWon: (condition) => this.count(condition, empty),
    dealsLost: (condition) => this.count(condition, empty),
    computed: ({ computed }) => {
      const { now, timeZone, catalogue } = this.context;
      const names = {
        currency: catalogue.currency,
        fields: catalogue.computed,
        attributes: numericAttributes(catalogue),
      };
      return computedToSql(computed ?? "", { now, timeZone, names });
    },
    rfmRecency: () =>
      this.classOf(
        sql`x.last_order_at`,
        this.context.catalogue.rfm?.recency.map((border) => sql`${border}::timestamptz`),
      ),
    rfmFrequency: () => this.classOf(sql`x.orders`, this.cents(this.context.catalogue.rfm?.frequency)),
    rfmMonetary: () => this.classOf(sql`x.revenue_cents`, this.cents(this.context.catalogue.rfm?.monetary)),
    valueTier: () => {
      const borders = this.cents(this.context.catalogue.rfm?.tiers);
      if (!borders) return sql`null::text`;
      return sql`(case when x.orders > 0 then case when x.revenue_cents >= ${borders[1]} then 'top'
        when x.revenue_cents >= ${borders[0]} then 'middle' else 'base' end end)`;
    },
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
      sql`(select avg(a.value) ${this.answersFrom(condition, sql`a.item_id = ${this.itemId(condition)} and a.value is not null`)})`,
    // Kept in thousandths of the scales; asked in hundredths.
    touchpointScore: ({ touchpoint }) => {
      const kept = sql`x.touchpoints->${touchpoint ?? ""}::text`;
      return sql`((${kept}->>1)::numeric / (10 * nullif((${kept}->>0)::numeric, 0)))`;
    },
    responses: (condition) => this.count(condition, sql`coalesce(x.responses, 0)`),
    openCases: (condition) => this.count(condition, empty),
    cases: (condition) => this.count(condition, empty),
    lastAnswerAt: () => sql`x.last_answer_at`,
    health: () =>
      sql`(select h.score from customer_health h where h.workspace_id = c.workspace_id and h.customer_id = c.id)`,
  };

  /** What a condition asks about, as jsonb; null for sets and words, which can only be met or not. */
  value(condition: Condition): Prisma.Sql | null {
    const kind = checkCondition(condition, this.context.catalogue);
    if (kind === "set" || kind === "words") return null;
    return sql`to_jsonb(${this.columns[condition.field](condition, kind)})`;
  }

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
    if (kind === "set") return this.set(condition);
    if (kind === "words") return this.comments(condition);
    const some = this.someOrNone(condition);
    if (some) return some;
    const column = this.columns[condition.field](condition, kind);
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

/**
 * The same for a place where null counts as false: in "where", joined by "and" only. Without a function around it the
 * database can estimate the parts and answer them for all customers at once.
 */
export function ruleToWhere(rule: SegmentRule, context: RuleContext): Prisma.Sql {
  return sql`(c.archived_at is null and (${new Compiler(context).rule(rule)}))`;
}

/** A rule's outermost conditions: what can be named when somebody no longer fits. */
export function outermost(rule: SegmentRule): SegmentRule[] {
  if (isCondition(rule)) return [rule];
  const { match, rules } = groupOf(rule);
  return match === "none" ? [] : rules;
}

/** One part of a rule, never null; archived customers are not left out. */
export function partToSql(rule: SegmentRule, context: RuleContext): Prisma.Sql {
  return sql`coalesce((${new Compiler(context).rule(rule)}), false)`;
}

/** A customer's own value of what a condition asks about, as jsonb; null where there is none to show. */
export function valueToSql(condition: Condition, context: RuleContext): Prisma.Sql | null {
  return new Compiler(context).value(condition);
}

/** The tables ruleToSql speaks about. @param w the workspace, as rows() and run() hand it over */
export const ruleFrom = (w: Prisma.Sql): Prisma.Sql =>
  sql`customers c left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id`;
