"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { SellerStyle } from "@/lib/generated/prisma/enums";
import { placeMemberAction } from "@/lib/teams/actions";

type Person = {
  userId: string;
  name: string;
  roleName: string;
  teamId: string | null;
  style: SellerStyle | null;
};
type Change = { teamId?: string | null; style?: SellerStyle | null };

/** Which team everybody is in, and how they sell. */
export function TeamPeople({
  people,
  teams,
}: {
  people: readonly Person[];
  teams: readonly { id: string; name: string }[];
}) {
  const t = useTranslations("teams.tree");
  const styles = useTranslations("teams.style");
  const toast = useToast();
  const [pending, start] = useTransition();
  const place = (userId: string, name: string, change: Change, mayUndo = true) =>
    start(async () => {
      const done = await placeMemberAction(null, { userId, ...change });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const { teamId, style } = done.value;
      const before: Change = {
        ...("teamId" in change ? { teamId: teamId ?? null } : {}),
        ...("style" in change ? { style: style ?? null } : {}),
      };
      if (mayUndo) toast.undo(t("moved", { name }), () => place(userId, name, before, false));
    });
  return (
    <section>
      <h2 className="mb-2 text-sm font-semibold">{t("people")}</h2>
      <Table label={t("people")} look="inset">
        <thead>
          <tr>
            <Th>{t("person")}</Th>
            <Th>{t("role")}</Th>
            <Th>{t("team")}</Th>
            <Th>{t("style")}</Th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ userId, name, roleName, teamId, style }) => (
            <Tr key={userId}>
              <Td className="min-w-44">
                <span className="flex items-center gap-2">
                  <Avatar name={name} kind="person" size="sm" />
                  <span className="font-medium">{name}</span>
                </span>
              </Td>
              <Td muted>{roleName}</Td>
              <Td className="min-w-40">
                <Field label={t("teamOf", { name })} labelHidden>
                  <Select
                    key={teamId}
                    defaultValue={teamId ?? ""}
                    disabled={pending}
                    options={[
                      { value: "", label: t("noTeam") },
                      ...teams.map((team) => ({ value: team.id, label: team.name })),
                    ]}
                    onChange={(event) => place(userId, name, { teamId: event.currentTarget.value || null })}
                  />
                </Field>
              </Td>
              <Td className="min-w-48">
                <Field label={t("styleOf", { name })} labelHidden>
                  <Select
                    key={style}
                    defaultValue={style ?? ""}
                    disabled={pending}
                    options={[
                      { value: "", label: t("noStyle") },
                      ...Object.values(SellerStyle).map((one) => ({ value: one, label: styles(one) })),
                    ]}
                    onChange={(event) =>
                      place(userId, name, { style: (event.currentTarget.value || null) as SellerStyle | null })
                    }
                  />
                </Field>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
