import "server-only";
import { verify } from "@node-rs/argon2";
import type { NextAuthOptions, Session } from "next-auth";
import { getServerSession } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { installationDb } from "../db";
import { env } from "../env";
import { Role } from "../generated/prisma/enums";
import { isStorable } from "../storable";
import { addressOf } from "./address";
import { DEMO_USERS } from "./demo-users";
import { type OidcProfile, provenEmail } from "./oidc";
import { takeAttempt } from "./rate-limit";

export type SessionToken = { userId: string; sessionVersion: number };

type Claims = { userId?: string; sessionVersion?: number };

const DAY = 86_400;

/** A hash of nothing anybody knows: checked when the e-mail is unknown, so that both answers take as long. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Jq3Yk8cH7wL0mY1o1Jt2oYt0yQYt8Qw3m1yq0mZ0n3E";

async function authorizePassword(email: string, password: string, address: string) {
  const key = email.trim().toLowerCase();
  if (key.length > 200 || password.length > 200 || !isStorable(key + password)) return null;
  if (!(await takeAttempt("sign-in", `${address.slice(0, 45)}:${key}`)) || !(await takeAttempt("sign-in-account", key)))
    throw new Error("too_many");
  const user = await installationDb().user.findUnique({ where: { email: key } });
  const matches = await verify(user?.passwordHash ?? NOBODY, password).catch(() => false);
  if (!user || !matches || user.disabledAt) return null;
  return { id: user.id, sessionVersion: user.sessionVersion };
}

async function authorizeDemo(role: string) {
  if (!env().DEMO_MODE) return null;
  const known = Object.values(Role).find((candidate) => candidate === role);
  if (!known) return null;
  const user = await installationDb().user.findUnique({ where: { email: DEMO_USERS[known].email } });
  return user && !user.disabledAt ? { id: user.id, sessionVersion: user.sessionVersion } : null;
}

/** next-auth's settings. Its token holds only who and which session version; everything else is read again on every request. */
export function authOptions(): NextAuthOptions {
  const { AUTH_SECRET, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_TRUST_EMAIL, DEMO_MODE } = env();
  return {
    secret: AUTH_SECRET,
    session: { strategy: "jwt", maxAge: 14 * DAY },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        id: "password",
        name: "E-mail and password",
        credentials: { email: {}, password: {} },
        authorize: (given, request) =>
          authorizePassword(
            given?.email ?? "",
            given?.password ?? "",
            addressOf(String(request.headers?.["x-forwarded-for"] ?? "")),
          ),
      }),
      ...(DEMO_MODE
        ? [
            Credentials({
              id: "demo",
              name: "Demo",
              credentials: { role: {} },
              authorize: (given) => authorizeDemo(given?.role ?? ""),
            }),
          ]
        : []),
      ...(OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
        ? [
            {
              id: "oidc",
              name: "Single sign-on",
              type: "oauth" as const,
              wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
              authorization: { params: { scope: "openid email profile" } },
              idToken: true,
              checks: ["pkce" as const, "state" as const, "nonce" as const],
              clientId: OIDC_CLIENT_ID,
              clientSecret: OIDC_CLIENT_SECRET,
              profile: (profile: OidcProfile) => ({
                id: profile.sub,
                email: provenEmail(profile, OIDC_TRUST_EMAIL),
              }),
            },
          ]
        : []),
    ],
    callbacks: {
      // Single sign-on proves an address; the account itself must have been invited.
      async signIn({ user, account }) {
        if (account?.provider !== "oidc") return true;
        if (!user.email) return false;
        const known = await installationDb().user.findUnique({ where: { email: user.email.toLowerCase() } });
        return Boolean(known && !known.disabledAt);
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        if (account?.provider === "oidc") {
          const known = await installationDb().user.findUnique({ where: { email: (user.email ?? "").toLowerCase() } });
          return { userId: known?.id, sessionVersion: known?.sessionVersion };
        }
        return { userId: user.id, sessionVersion: (user as { sessionVersion?: number }).sessionVersion };
      },
      session({ session, token }) {
        const claims = token as Claims;
        return { ...session, userId: claims.userId, sessionVersion: claims.sessionVersion } as Session;
      },
    },
  };
}

/** Who the request's cookie says it is; null when nobody. Not yet checked against the users table. */
export async function readSessionToken(): Promise<SessionToken | null> {
  const session = (await getServerSession(authOptions())) as (Session & Claims) | null;
  if (!session?.userId || session.sessionVersion === undefined) return null;
  return { userId: session.userId, sessionVersion: session.sessionVersion };
}
