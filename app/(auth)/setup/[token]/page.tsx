import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/auth/account-form";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkButton } from "@/components/ui/link-button";
import { setupTokenIsGood } from "@/lib/auth/accept";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetUpPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("auth");
  if (!(await setupTokenIsGood(token))) {
    return (
      <AuthCard title={t("linkOver")} lead={t("setUpOverLead")}>
        <LinkButton href="/sign-in">{t("toSignIn")}</LinkButton>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("setUp")} lead={t("setUpLead")}>
      <AccountForm purpose="set-up" token={token} />
    </AuthCard>
  );
}
