import pino from "pino";

/** The server's log: one JSON object a line on standard output. Never customers' words, addresses or tokens. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  redact: ["password", "token", "email", "*.password", "*.token", "*.email"],
});
