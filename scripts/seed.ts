// Loads the demo workspace: npm run db:seed. With --again an existing demo workspace is taken away first; with
// --if-empty nothing happens when anybody has an account already.
import { closeDb, installationDb } from "../lib/db";
import { hasDemo, removeDemo, seedDemo } from "../prisma/seed/demo";

const again = process.argv.includes("--again");
const started = Date.now();
try {
  if (process.argv.includes("--if-empty") && (await installationDb().user.count()) > 0) process.exit(0);
  if (await hasDemo()) {
    if (!again) {
      process.stderr.write("The demo workspace is already there. Use --again to make it anew.\n");
      process.exit(1);
    }
    await removeDemo();
  }
  await seedDemo({ now: new Date() });
  process.stdout.write(`The demo workspace was loaded in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  await closeDb();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
