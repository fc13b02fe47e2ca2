import { z } from "zod";
import { route } from "@/lib/auth/route";
import { listSegments } from "@/lib/segments/queries";

/** Every segment with its rule and size, by name. */
export const GET = route({
  input: z.object({}),
  run: async (actor) => {
    const { segments, customers } = await listSegments(actor);
    return {
      segments: segments.map(({ id, name, description, rule, memberCount, isList, computedAt, updatedAt }) => ({
        id,
        name,
        description,
        rule,
        isList,
        memberCount,
        computedAt,
        updatedAt,
      })),
      customers,
    };
  },
});
