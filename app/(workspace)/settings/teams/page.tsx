import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { TeamPeople } from "@/components/teams/team-people";
import { TeamDialog, TeamTree } from "@/components/teams/team-tree";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listPlaces, listTeams } from "@/lib/teams/queries/leading";
import { inTreeOrder } from "@/lib/teams/tree";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("teams.tree"))("title") };
}

export default async function TeamSettingsPage() {
  const [{ actor }, t, roles] = await Promise.all([
    requireSession(),
    getTranslations("teams.tree"),
    getTranslations("users.role"),
  ]);
  const hasAudit = may(actor, "audit.read");
  if (!may(actor, "team.lead")) {
    return (
      <SettingsFrame active="teams" hasAudit={hasAudit}>
        <FormMessage tone="info">{t("readOnly")}</FormMessage>
      </SettingsFrame>
    );
  }
  const [{ teams }, places] = await Promise.all([listTeams(actor), listPlaces(actor)]);
  const present = inTreeOrder(teams.filter(({ archivedAt }) => archivedAt === null)).map(
    ({ id, name, parentId, leadId, leadName, members, depth }) => ({
      id,
      name,
      parentId,
      leadId,
      leadName,
      members,
      depth,
    }),
  );
  const archived = teams.filter(({ archivedAt }) => archivedAt !== null).map(({ id, name }) => ({ id, name }));
  const people = places.map((place) => ({ ...place, roleName: roles(place.role) }));
  const leaders = places.map(({ userId, name }) => ({ id: userId, name }));
  return (
    <SettingsFrame active="teams" hasAudit={hasAudit} actions={<TeamDialog teams={present} leaders={leaders} />}>
      <p className="max-w-[860px] text-sm text-muted">{t("lead")}</p>
      <div className="flex max-w-[860px] flex-col gap-8">
        <TeamTree teams={present} archived={archived} leaders={leaders} />
        <TeamPeople people={people} teams={present} />
      </div>
    </SettingsFrame>
  );
}
