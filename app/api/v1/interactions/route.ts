import { z } from "zod";
import { route } from "@/lib/auth/route";
import { logInteraction } from "@/lib/interactions/commands";
import { newInteraction } from "@/lib/interactions/schema";

const input = newInteraction.and(
  z.object({
    /** Who wrote it, where it may have waited on a device: it is not stored in the name of whoever signed in since. */
    writer: z.object({ userId: z.uuid(), workspaceId: z.uuid() }).optional(),
  }),
);

/** Logs an interaction. The same id again changes nothing and is answered as the first time. */
export const POST = route({
  input,
  limitBytes: 50_000,
  run: async (actor, { writer, ...given }) => {
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
