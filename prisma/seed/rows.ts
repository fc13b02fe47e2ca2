import pg from "pg";
import { type InWorkspace, Prisma, run, type Tx } from "../../lib/db";

export type Row = Record<string, unknown>;

/** Rows to be written, by table, in the order in which foreign keys want them. */
export const TABLES = [
  "teams",
  "memberships",
  "team_goals",
  "coaching_notes",
  "channels",
  "touchpoints",
  "touchpoint_channels",
  "products",
  "attribute_definitions",
  "computed_fields",
  "customers",
  "customer_shares",
  "customer_follows",
  "contacts",
  "lifecycle_transitions",
  "referrals",
  "orders",
  "order_lines",
  "interactions",
  "customer_notes",
  "customer_changes",
  "promises",
  "contracts",
  "success_goals",
  "success_milestones",
  "deals",
  "deal_moves",
  "deal_lines",
  "tasks",
  "handovers",
  "sales_quotas",
  "offer_rules",
  "offers",
  "surveys",
  "survey_versions",
  "items",
  "survey_links",
  "responses",
  "answers",
  "segments",
  "health_conditions",
  "segment_list_entries",
  "interviews",
  "quotes",
  "segment_needs",
  "segment_need_quotes",
  "brand_values",
  "brand_feelings",
  "touchpoint_feelings",
  "journeys",
  "journey_stages",
  "journey_steps",
  "step_evidence",
  "journey_comments",
  "cases",
  "improvements",
  "notifications",
] as const;
export type TableName = (typeof TABLES)[number];
export type Batch = Record<TableName, Row[]>;

export const emptyBatch = (): Batch => Object.fromEntries(TABLES.map((name) => [name, []])) as unknown as Batch;

const AT_ONCE = 20_000;

/** Writes every row, a few statements a table. */
export async function insertBatch(tx: Tx, who: InWorkspace, batch: Batch): Promise<void> {
  for (const table of TABLES) await insertRows(tx, who, table, batch[table]);
}

/** Each row must have the same columns as the first. */
export async function insertRows(tx: Tx, who: InWorkspace, table: string, all: readonly Row[]): Promise<void> {
  const first = all[0];
  if (!first) return;
  const columns = Prisma.raw(["workspace_id", ...Object.keys(first)].map((name) => `"${name}"`).join(", "));
  const name = Prisma.raw(`"${table}"`);
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const json = JSON.stringify(
      all.slice(from, from + AT_ONCE).map((row) => ({ workspace_id: who.workspaceId, ...row })),
    );
    await run(
      tx,
      who,
      (w) => Prisma.sql`
        insert into ${name} (${columns})
        select ${columns} from json_populate_recordset(null::${name}, ${json}::json) where workspace_id = ${w}`,
    );
  }
}

/**
 * Tells the planner what was written: a database that was empty a moment ago counts the answers several times as fast
 * afterwards. Only the tables' owner may; without its address nothing happens.
 */
export async function analyzeTables(ownerUrl: string | undefined): Promise<void> {
  if (!ownerUrl) return;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`analyze ${["customers", "items", "orders", "interactions", "responses", "answers"].join(", ")}`);
  } finally {
    await owner.end();
  }
}

/** Takes a whole workspace's rows away, its audit trail too (by cascade, which runs as the tables' owner). */
export async function removeWorkspaceRows(tx: Tx, who: InWorkspace): Promise<void> {
  const others = [
    "insight_sentences",
    "insight_scans",
    "insight_dismissals",
    "segment_moves",
    "segment_sizes",
    "segment_members",
    "customer_health",
    "journey_versions",
    "journey_shares",
    "answer_rollups",
    "customer_experience",
    "import_refusals",
    "import_chunks",
    "import_jobs",
    "public_tokens",
    "invitations",
    "saved_views",
    "bulk_changes",
    "notifications",
    "tasks",
    "not_duplicates",
    "customer_merges",
    "computed_fields",
    "api_keys",
  ];
  for (const table of [...others, ...[...TABLES].reverse()]) {
    await run(tx, who, (w) => Prisma.sql`delete from ${Prisma.raw(`"${table}"`)} where workspace_id = ${w}`);
  }
  await run(tx, who, (w) => Prisma.sql`delete from workspaces where id = ${w}`);
}
