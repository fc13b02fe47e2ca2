import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false", ""])
  .optional()
  .transform((value) => value === "1" || value === "true");

/**
 * Every setting the server reads from its environment, with its meaning. Anything else in the environment is ignored.
 * A wrong value stops the server with the setting's name and what is wrong with it.
 */
export const envSchema = z.object({
  /** The app's connection. Without it `npm start` runs a Postgres of its own in .data/. */
  DATABASE_URL: z
    .string({ error: "is missing: the address of Postgres, postgres://user:password@host:5432/name" })
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://"),
  /** The connection that owns the tables and migrates; DATABASE_URL when absent. */
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
    .optional(),
  /** Connections of one server process to Postgres. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** Signs sessions. At least 32 characters; changing it signs everybody out. */
  AUTH_SECRET: z.string({ error: "is missing: at least 32 random characters" }).min(32, "needs at least 32 characters"),
  /** The address people use, without a slash at the end. */
  PUBLIC_URL: z.url("must be an address such as https://waymark.example.com").default("http://localhost:3000"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  /** One sign-in button per role, on the demo workspace. Never with a database of your own. */
  DEMO_MODE: flag,
  /** Run background jobs in this process (default); 0 when `npm run worker` does. */
  RUN_JOBS: z.enum(["0", "1", ""]).default("1"),
  /** Outgoing mail; without it invitations are links to copy. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().default("Waymark <waymark@localhost>"),
  /** OpenID Connect: all three or none. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** 1 for a provider that sends no email_verified and only knows addresses it has checked itself. */
  OIDC_TRUST_EMAIL: flag,
  /** Largest file that may be imported, in megabytes. */
  IMPORT_LIMIT_MB: z.coerce.number().int().min(1).max(4096).default(500),
  /** Answers a minute through open survey links from one address; 0 for no limit. */
  ANSWERS_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(600),
  /** Proxies in front of the server, each adding to X-Forwarded-For: so many of its entries, from the end, are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(1).max(10).default(1),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

const OIDC = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

export type Env = z.output<typeof envSchema>;

/**
 * Reads the settings. Empty strings count as absent, as in compose files.
 * @throws Error with one line per wrong setting.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = envSchema.safeParse(present);
  const halves = OIDC.filter((name) => present[name] === undefined);
  const missing = halves.length < OIDC.length ? halves : [];
  if (parsed.success && missing.length === 0) return parsed.data;
  const lines = [
    ...(parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join(".")} ${issue.message}`),
    ...missing.map((name) => `  ${name} is missing: single sign-on needs ${OIDC.join(", ")}`),
  ];
  throw new Error(`A setting is wrong:\n${lines.join("\n")}`);
}

let cached: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}
