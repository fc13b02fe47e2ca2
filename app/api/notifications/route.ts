import { z } from "zod";
import { route } from "@/lib/auth/route";
import { countUnread, listNotifications } from "@/lib/notifications/queries";

/** Rows in the bell's panel. */
const LATEST = 12;

/** The bell: how many are unread, and the latest of them when its panel is opened. */
export const GET = route({
  input: z.object({ list: z.string().optional() }),
  run: async (actor, { list }) => {
    const [unread, latest] = await Promise.all([
      countUnread(actor),
      list ? listNotifications(actor, { show: "all" }, LATEST) : null,
    ]);
    return Response.json({ unread, rows: latest?.rows ?? null }, { headers: { "cache-control": "no-store" } });
  },
});
