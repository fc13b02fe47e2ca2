import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/auth/account-form";
import { AuthCard } from "@/components/auth/auth-card";
import { LinkButton } from "@/components/ui/link-button";
import { openInvitation } from "@/lib/auth/accept";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, roles, invitation] = await Promise.all([
    getTranslations("auth"),
    getTranslations("users.role"),
    openInvitation(token, new Date()),
  ]);
  if (!invitation) {
    return (
      <AuthCard title={t("linkOver")} lead={t("linkOverLead")}>
        <LinkButton href="/sign-in">{t("toSignIn")}</LinkButton>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title={t("acceptTitle", { workspace: invitation.workspaceName })}
      lead={t("acceptLead", { role: roles(invitation.role), email: invitation.email })}
    >
      <AccountForm purpose="accept" token={token} isKnown={invitation.isKnown} />
    </AuthCard>
  );
}
