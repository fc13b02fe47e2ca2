import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type FieldErrors, isAppError } from "../errors";
import { newId } from "../id";
import { log } from "../log";
import { unstorable } from "../storable";
import type { Actor } from "./actor";
import { requireActor } from "./doors";

/** What a form learns: null before it was sent. */
export type ActionState<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; message: string; fieldErrors: FieldErrors }
  | null;

/** Form fields as an object: repeated names become arrays, "a.b" stays a key. Files stay files. */
export function formObject(form: FormData): Record<string, unknown> {
  // Without a prototype: a field may be called anything.
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, value] of form.entries()) {
    if (key.startsWith("$")) continue;
    const before = result[key];
    result[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return result;
}

/** zod's issues as one message per field; the path is joined with dots. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const result: FieldErrors = {};
  for (const issue of error.issues) result[issue.path.join(".")] ??= issue.message;
  return result;
}

/** Turns what went wrong into what a person reads; faults are logged under an id that the person can quote. */
export function failure(error: unknown): { ok: false; message: string; fieldErrors: FieldErrors } {
  if (isAppError(error)) return { ok: false, message: error.message, fieldErrors: error.fieldErrors };
  const id = newId().slice(-8);
  log.error({ err: error, fault: id }, "action failed");
  return { ok: false, message: `Something went wrong on our side. Quote ${id} if you ask for help.`, fieldErrors: {} };
}

/**
 * A server action: who (session), is it valid (zod), then one command. Takes a form's FormData or a plain object, so it
 * serves `useActionState` and direct calls alike.
 */
export function action<S extends z.ZodType, T>(options: {
  input: S;
  run: (actor: Actor, input: z.output<S>) => Promise<T>;
}): (previous: ActionState<T>, given: FormData | z.input<S>) => Promise<ActionState<T>> {
  return async (_previous, given) => {
    const actor = await requireActor();
    try {
      const fields: unknown = given instanceof FormData ? formObject(given) : given;
      const fieldErrors = unstorable(fields);
      if (Object.keys(fieldErrors).length > 0) {
        return { ok: false, message: "Please check the marked fields.", fieldErrors };
      }
      const parsed = options.input.safeParse(fields);
      if (!parsed.success) {
        return { ok: false, message: "Please check the marked fields.", fieldErrors: fieldErrorsOf(parsed.error) };
      }
      return { ok: true, value: await options.run(actor, parsed.data) };
    } catch (error) {
      // Redirects and not-founds are Next's own way of answering.
      unstable_rethrow(error);
      return failure(error);
    }
  };
}
