import "server-only";
import pg from "pg";
import { type RateLimiterAbstract, RateLimiterPostgres } from "rate-limiter-flexible";
import { env } from "../env";
import { log } from "../log";

/** Attempts allowed, per key, in so many seconds. */
const LIMITS = {
  "sign-in": { points: 10, duration: 300 },
  // Whatever address a request claims to come from: guessing one account's password stays hopeless.
  "sign-in-account": { points: 100, duration: 3600 },
  invite: { points: 50, duration: 3600 },
  "api-key": { points: 600, duration: 60 },
  // Addresses of shared maps that lead nowhere, by who tries them.
  "unknown-share": { points: 60, duration: 300 },
} as const;

export type RateLimitName = keyof typeof LIMITS;

const shared = globalThis as typeof globalThis & {
  waymarkLimiters?: Map<string, RateLimiterAbstract>;
  waymarkLimiterPool?: pg.Pool;
};

function newPool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 2 });
  // A connection that is lost while nobody uses it must not stop the server.
  pool.on("error", (error) => log.warn({ err: error }, "connection lost"));
  return pool;
}

function limiter(name: RateLimitName): RateLimiterAbstract {
  shared.waymarkLimiters ??= new Map();
  shared.waymarkLimiterPool ??= newPool();
  const known = shared.waymarkLimiters.get(name);
  if (known) return known;
  const made = new RateLimiterPostgres({
    storeClient: shared.waymarkLimiterPool,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    ...LIMITS[name],
  });
  shared.waymarkLimiters.set(name, made);
  return made;
}

/** Counts one attempt. @returns false when the key has used up its attempts */
export async function takeAttempt(name: RateLimitName, key: string): Promise<boolean> {
  try {
    await limiter(name).consume(key.slice(0, 200));
    return true;
  } catch (error) {
    if (error instanceof Error) throw error;
    return false;
  }
}
