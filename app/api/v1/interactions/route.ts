import { z } from "zod";
import { route } from "@/lib/auth/route";
import { takeInteractions } from "@/lib/intake/commands";
import { batch, LIMITS } from "@/lib/intake/schema";
import { logInteraction } from "@/lib/interactions/commands";
import { newInteraction } from "@/lib/interactions/schema";

const one = newInteraction.and(
  z.object({
    /** Who wrote it, where it may have waited on a device: it is not stored in the name of whoever signed in since. */
    writer: z.object({ userId: z.uuid(), workspaceId: z.uuid() }).optional(),
  }),
);

/** Rows make a batch; anything else is judged as one interaction, so that its errors stand at their fields. */
const input = z.unknown().transform((given, context) => {
  const isBatch = typeof given === "object" && given !== null && "rows" in given;
  const parsed = isBatch ? batch.safeParse(given) : one.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.addIssue({ ...issue, path: issue.path });
  return z.NEVER;
});

/**
 * Logs an interaction; the same id again changes nothing and is answered as the first time. Or, with `rows`, takes a batch
 * from another system: docs/api.md.
 */
export const POST = route({
  input,
  limitBytes: LIMITS.bytes,
  run: async (actor, sent) => {
    if ("rows" in sent) return takeInteractions(actor, sent.rows);
    const { writer, ...given } = sent;
    if (writer && (writer.userId !== actor.userId || writer.workspaceId !== actor.workspaceId)) {
      return Response.json(
        { error: { code: "unauthenticated", message: "Somebody else is signed in." } },
        { status: 401 },
      );
    }
    const now = new Date();
    // A device's clock may run ahead; nothing has happened in the future.
    const happenedAt = given.happenedAt && given.happenedAt > now ? now : given.happenedAt;
    return logInteraction(actor, { ...given, happenedAt });
  },
});
