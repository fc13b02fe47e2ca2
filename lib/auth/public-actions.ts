"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { unstorable } from "../storable";
import { acceptInput, acceptInvitation, setUpInput, setUpInstallation } from "./accept";
import { type ActionState, failure, fieldErrorsOf, formObject } from "./action";

/** Actions of people who have no session yet: the token in the form is their proof. */
async function withInput<S extends z.ZodType, T>(schema: S, form: FormData, run: (input: z.output<S>) => Promise<T>) {
  const fields = formObject(form);
  const wrong = unstorable(fields);
  if (Object.keys(wrong).length > 0) {
    return { ok: false as const, message: "Please check the marked fields.", fieldErrors: wrong };
  }
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    return { ok: false as const, message: "Please check the marked fields.", fieldErrors: fieldErrorsOf(parsed.error) };
  }
  try {
    return { ok: true as const, value: await run(parsed.data) };
  } catch (error) {
    return failure(error);
  }
}

export async function setUpAction(
  _previous: ActionState<{ email: string }>,
  form: FormData,
): Promise<ActionState<{ email: string }>> {
  return withInput(setUpInput, form, setUpInstallation);
}

export async function acceptInvitationAction(
  _previous: ActionState<{ email: string }>,
  form: FormData,
): Promise<ActionState<{ email: string }>> {
  return withInput(acceptInput, form, (input) => acceptInvitation(input, new Date()));
}

/** Forgets the session of this browser. */
export async function signOutAction(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (/^(__Secure-)?next-auth\.session-token(\.\d+)?$/.test(name)) jar.delete(name);
  }
  redirect("/sign-in");
}
