import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { RemoveMember, RoleSelect, WithdrawInvitation } from "@/components/settings/member-controls";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Avatar } from "@/components/ui/avatar";
import { Table, Td, Th, ThHidden, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatDate } from "@/lib/format";
import { listInvitations, listMembers } from "@/lib/users/queries";

export const metadata: Metadata = { title: "Members" };

const ROLES = ["cx_manager", "farmer", "hunter", "executive", "admin"] as const;

export default async function MembersPage() {
  const { actor, workspace } = await requireSession();
  const mayInvite = may(actor, "members.invite");
  const mayManage = may(actor, "members.manage");
  const [members, invitations, t, roleWords] = await Promise.all([
    listMembers(actor),
    mayInvite ? listInvitations(actor, new Date()) : [],
    getTranslations("settings"),
    getTranslations("users.role"),
  ]);
  const roles = ROLES.map((value) => ({ value, label: roleWords(value) }));
  return (
    <SettingsFrame
      active="members"
      hasAudit={may(actor, "audit.read")}
      actions={
        mayInvite ? <InviteDialog roles={mayManage ? roles : roles.filter(({ value }) => value !== "admin")} /> : null
      }
    >
      <div className="max-w-[860px]">
        <Table label={t("members")} look="inset">
          <thead>
            <tr>
              <Th>{t("person")}</Th>
              <Th>{t("email")}</Th>
              <Th>{t("role")}</Th>
              <Th>{t("since")}</Th>
              {mayManage ? <ThHidden>{t("remove", { name: "" })}</ThHidden> : null}
            </tr>
          </thead>
          <tbody>
            {members.map(({ membershipId, userId, name, email, role, since }) => (
              <Tr key={membershipId}>
                <Td>
                  <span className="flex items-center gap-2">
                    <Avatar name={name} kind="person" size="sm" />
                    <span className="font-medium">{name}</span>
                  </span>
                </Td>
                <Td muted>{email}</Td>
                <Td>
                  {mayManage ? (
                    <RoleSelect membershipId={membershipId} name={name} role={role} roles={roles} />
                  ) : (
                    roleWords(role)
                  )}
                </Td>
                <Td muted>{formatDate(since, workspace.timeZone)}</Td>
                {mayManage ? (
                  <Td end>
                    {userId === actor.userId ? null : <RemoveMember membershipId={membershipId} name={name} />}
                  </Td>
                ) : null}
              </Tr>
            ))}
          </tbody>
        </Table>
        {invitations.length ? (
          <section className="mt-8">
            <h2 className="mb-2 text-sm font-semibold">{t("open")}</h2>
            <Table label={t("open")} look="inset">
              <thead>
                <tr>
                  <Th>{t("email")}</Th>
                  <Th>{t("role")}</Th>
                  <Th>{t("expires")}</Th>
                  <ThHidden>{t("withdraw")}</ThHidden>
                </tr>
              </thead>
              <tbody>
                {invitations.map(({ id, email, role, expiresAt }) => (
                  <Tr key={id}>
                    <Td>{email}</Td>
                    <Td>{roleWords(role)}</Td>
                    <Td muted>{formatDate(expiresAt, workspace.timeZone)}</Td>
                    <Td end>
                      <WithdrawInvitation id={id} />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </section>
        ) : null}
      </div>
    </SettingsFrame>
  );
}
