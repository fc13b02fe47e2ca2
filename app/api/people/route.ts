import { z } from "zod";
import { route } from "@/lib/auth/route";
import { listMembers } from "@/lib/users/queries";

/** Who works here: for giving a task to somebody and mentioning them, asked for when that begins. */
export const GET = route({
  input: z.object({}),
  run: async (actor) => {
    const members = await listMembers(actor);
    return Response.json(
      { me: actor.userId, people: members.map(({ userId, name, role }) => ({ id: userId, name, role })) },
      // Who signs in after, or works elsewhere next, has other colleagues.
      { headers: { "cache-control": "private, max-age=60", vary: "cookie, authorization" } },
    );
  },
});
