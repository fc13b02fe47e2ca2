import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthCard } from "@/components/auth/auth-card";
import { DemoRoles } from "@/components/auth/demo-roles";
import { SignInForm } from "@/components/auth/sign-in-form";
import { FormMessage } from "@/components/ui/form-message";
import { DEMO_USERS } from "@/lib/auth/demo-users";
import { currentSession } from "@/lib/auth/doors";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

const ROLES = ["cx_manager", "farmer", "hunter", "executive", "admin"] as const;

type Props = { searchParams: Promise<{ welcome?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const [session, { welcome, error }, t] = await Promise.all([currentSession(), searchParams, getTranslations("auth")]);
  if (session) redirect("/");
  const { DEMO_MODE, OIDC_ISSUER } = env();
  const message = error ? <FormMessage tone="error">{t("oidcRefused")}</FormMessage> : null;
  const form = (
    <div className="flex flex-col gap-4">
      {welcome ? <FormMessage tone="done">{t("done")}</FormMessage> : null}
      {message}
      <SignInForm email={welcome} hasProvider={Boolean(OIDC_ISSUER)} />
    </div>
  );
  if (!DEMO_MODE) {
    return (
      <AuthCard title={t("signInTo")} lead={t("tagline")}>
        {form}
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("demo")} lead={t("demoHint")}>
      <DemoRoles people={ROLES.map((role) => ({ role, name: DEMO_USERS[role].name }))} />
      <details className="mt-6" open={Boolean(welcome)}>
        <summary className="cursor-pointer text-sm text-muted">{t("signInTo")}</summary>
        <div className="mt-4">{form}</div>
      </details>
    </AuthCard>
  );
}
