import { defineConfig } from "prisma/config";

// `prisma generate` and `prisma validate` need no engine of their own, but the CLI looks for one before it does anything.
// Pointing it at a program that exists keeps it from trying to download one. Migrations go through the WASM engine (lib/migrate.ts).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma" });
