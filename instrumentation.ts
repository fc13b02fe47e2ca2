/** Next calls this once when a server process starts, before it serves. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ startServer }, { jobs, periodic }, { setupLink }] = await Promise.all([
    import("./lib/start-server"),
    import("./app/registry"),
    import("./lib/auth/setup"),
  ]);
  await startServer({ jobs, periodic, setupLink });
}
