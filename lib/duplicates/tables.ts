// What hangs on a customer, and what becomes of it when two records are made one. A test holds this list against the
// schema (tests/integration/merge.test.ts): a new table with a customer in it must say here what is to be done.

export type Moving = {
  table: string;
  /** The column that names the customer. */
  column: string;
  /** By which columns, beside the workspace, its rows are told apart; all are uuids. */
  keys: readonly string[];
  /** Moved only where the kept record has no row with the same of these. */
  unless?: readonly string[];
  /** A column that must not name the kept record: nobody is brought by themselves. */
  notItself?: string;
  /** How the preview counts it; rows that belong to another row of the list are not counted. */
  says?: (typeof COUNTED)[number];
};

/** What a preview counts, as its messages name it. */
export const COUNTED = [
  "orders",
  "interactions",
  "responses",
  "contacts",
  "cases",
  "deals",
  "contracts",
  "offers",
  "goals",
  "tasks",
  "promises",
  "notes",
  "handovers",
  "interviews",
  "links",
] as const;

export const MOVES: readonly Moving[] = [
  { table: "orders", column: "customer_id", keys: ["id"], says: "orders" },
  { table: "interactions", column: "customer_id", keys: ["id"], says: "interactions" },
  { table: "responses", column: "customer_id", keys: ["id"], says: "responses" },
  { table: "answers", column: "customer_id", keys: ["response_id", "item_id"] },
  { table: "contacts", column: "customer_id", keys: ["id"], says: "contacts" },
  { table: "cases", column: "customer_id", keys: ["id"], says: "cases" },
  { table: "deals", column: "customer_id", keys: ["id"], says: "deals" },
  { table: "contracts", column: "customer_id", keys: ["id"], says: "contracts" },
  { table: "offers", column: "customer_id", keys: ["id"], says: "offers" },
  { table: "success_goals", column: "customer_id", keys: ["id"], says: "goals" },
  { table: "tasks", column: "customer_id", keys: ["id"], says: "tasks" },
  { table: "promises", column: "customer_id", keys: ["id"], says: "promises" },
  { table: "customer_notes", column: "customer_id", keys: ["id"], says: "notes" },
  { table: "handovers", column: "customer_id", keys: ["id"], says: "handovers" },
  { table: "interviews", column: "customer_id", keys: ["id"], says: "interviews" },
  { table: "survey_links", column: "customer_id", keys: ["id"], says: "links" },
  { table: "referrals", column: "referrer_id", keys: ["id"], notItself: "referred_id" },
  { table: "referrals", column: "referred_id", keys: ["id"], unless: [], notItself: "referrer_id" },
  { table: "customer_follows", column: "customer_id", keys: ["user_id"], unless: ["user_id"] },
  { table: "customer_shares", column: "customer_id", keys: ["user_id"], unless: ["user_id"] },
  { table: "segment_list_entries", column: "customer_id", keys: ["segment_id"], unless: ["segment_id"] },
];

/** Columns that name a customer and stay as they are, each with the reason. */
export const STAYS: Readonly<Record<string, string>> = {
  "customer_changes.customer_id": "the history of each record's own fields",
  "lifecycle_transitions.customer_id": "the stages of each record: moved, somebody would have been won twice",
  "customer_experience.customer_id": "counted anew for both",
  "customer_health.customer_id": "worked out anew for the kept one",
  "segment_members.customer_id": "found anew for both",
  "segment_moves.customer_id": "what happened to each record",
  "import_rows.customer_id": "rows of a file that is being read",
  "customer_merges.kept_id": "the merges themselves",
  "customer_merges.merged_id": "the merges themselves",
  "not_duplicates.first_id": "said of the two records",
  "not_duplicates.second_id": "said of the two records",
};
