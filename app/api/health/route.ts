import { installationDb } from "@/lib/db";

export const dynamic = "force-dynamic";

/** For load balancers: 200 when this server can reach its database. */
export async function GET(): Promise<Response> {
  try {
    await installationDb().installation.count();
    return Response.json({ ok: true });
  } catch {
    return Response.json({ ok: false, reason: "database" }, { status: 503 });
  }
}
