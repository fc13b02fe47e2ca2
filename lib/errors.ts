/** Errors that a person can understand and act on. Everything else is a fault and is logged with an id. */
export type ErrorCode =
  | "unauthenticated"
  | "not_found"
  | "forbidden"
  | "invalid"
  | "conflict"
  | "too_large"
  | "too_many"
  | "unavailable";

export type FieldErrors = Record<string, string>;

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  not_found: 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
};

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fieldErrors: FieldErrors;

  /** @param message a sentence for the person; @param fieldErrors by field path, "" for the whole form */
  constructor(code: ErrorCode, message: string, fieldErrors: FieldErrors = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.fieldErrors = fieldErrors;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

export const notFound = (what = "This") => new AppError("not_found", `${what} was not found.`);
export const invalid = (message: string, fieldErrors: FieldErrors = {}) =>
  new AppError("invalid", message, fieldErrors);
export const conflict = (message: string, fieldErrors: FieldErrors = {}) =>
  new AppError("conflict", message, fieldErrors);

/** True for errors of other copies of this module too (routes and actions are bundled apart). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error && "fieldErrors" in error;
}
