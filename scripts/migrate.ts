// Brings the database to the newest migration: npm run db:migrate
import { prepareDatabase } from "../lib/prepare-database";

const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
if (!url) {
  process.stderr.write("DATABASE_URL is missing: the address of the Postgres to migrate.\n");
  process.exit(1);
}
try {
  const applied = await prepareDatabase(url, process.cwd());
  process.stdout.write(applied.length ? `Applied ${applied.join(", ")}.\n` : "The database is up to date.\n");
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
