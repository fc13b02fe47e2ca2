import { z } from "zod";

export const followInput = z.object({ customerId: z.uuid(), follow: z.boolean() });
