import "server-only";
import { notFound, unstable_rethrow } from "next/navigation";
import { isAppError } from "../errors";

/** Runs a page's queries; what is not there, or not for this person, becomes Next's "not found" page (with its status). */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    unstable_rethrow(error);
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
}
