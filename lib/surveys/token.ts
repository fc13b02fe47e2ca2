import "server-only";
import { randomBytes } from "node:crypto";

// Without letters and figures that look alike, since people type links from posters.
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
const LENGTH = 16;

/** A link's public part: 16 characters of 31, about 79 random bits. */
export function newToken(): string {
  let token = "";
  while (token.length < LENGTH) {
    for (const byte of randomBytes(24)) {
      // 248 = 8 × 31: what is above would favour the first letters.
      if (byte < 248 && token.length < LENGTH) token += ALPHABET[byte % ALPHABET.length];
    }
  }
  return token;
}
