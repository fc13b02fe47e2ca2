"use client";

import { signIn } from "next-auth/react";

export type SignInResult = "ok" | "refused" | "too_many" | "unavailable";

async function attempt(provider: string, fields: Record<string, string>): Promise<SignInResult> {
  const result = await signIn(provider, { ...fields, redirect: false }).catch(() => null);
  if (!result) return "unavailable";
  if (result.error === "too_many") return "too_many";
  return result.ok && !result.error ? "ok" : "refused";
}

export const signInWithPassword = (email: string, password: string) => attempt("password", { email, password });
export const signInToDemo = (role: string) => attempt("demo", { role });
/** Leaves the page for the identity provider. */
export const signInWithProvider = () => signIn("oidc", { callbackUrl: "/" });
