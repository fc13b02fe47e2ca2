"use client";

import { Archive, ArchiveRestore, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useSaveForm } from "@/components/ui/save-form";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, ThHidden, Tr } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { archiveTeamAction, createTeamAction, restoreTeamAction, updateTeamAction } from "@/lib/teams/actions";
import { subtreeOf } from "@/lib/teams/tree";

export type TeamLine = {
  id: string;
  name: string;
  parentId: string | null;
  leadId: string | null;
  leadName: string | null;
  members: number;
  depth: number;
};
type Person = { id: string; name: string };

type DialogProps = { teams: readonly TeamLine[]; leaders: readonly Person[]; team?: TeamLine; trigger?: ReactElement };

/** Makes a team, or renames it, moves it and gives it a lead. */
export function TeamDialog({ teams, leaders, team, trigger }: DialogProps) {
  const t = useTranslations("teams.tree");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => (team ? updateTeamAction(null, sent) : createTeamAction(null, sent)),
    () => toast.say(t(team ? "saved" : "made")),
  );
  // A team cannot stand below itself: those places are not offered.
  const below = new Set(team ? subtreeOf(teams, [team.id]) : []);
  const known = ["name", "parentId", "leadId"].some((field) => form.fieldErrors?.[field]);
  return (
    <Dialog
      title={team ? t("edit", { name: team.name }) : t("new")}
      size="sm"
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        trigger ?? (
          <Button variant="primary" icon={<Plus aria-hidden />} data-create>
            {t("new")}
          </Button>
        )
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("save")}
        </Button>
      }
    >
      <form
        id={form.formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(new FormData(event.currentTarget));
        }}
      >
        {team ? <input type="hidden" name="id" value={team.id} /> : null}
        <FormMessage>{known ? null : form.message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={form.fieldErrors}>
          <Input autoFocus maxLength={80} defaultValue={team?.name} />
        </Field>
        <Field label={t("parent")} name="parentId" fieldErrors={form.fieldErrors}>
          <Select
            defaultValue={team?.parentId ?? ""}
            options={[
              { value: "", label: t("top") },
              ...teams.filter(({ id }) => !below.has(id)).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field label={t("leader")} name="leadId" fieldErrors={form.fieldErrors}>
          <Select
            defaultValue={team?.leadId ?? ""}
            options={[
              { value: "", label: t("nobody") },
              ...leaders.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      </form>
    </Dialog>
  );
}

type TreeProps = { teams: readonly TeamLine[]; archived: readonly Person[]; leaders: readonly Person[] };

/** All teams, each under the one it belongs to. */
export function TeamTree({ teams, archived, leaders }: TreeProps) {
  const t = useTranslations("teams.tree");
  const toast = useToast();
  const [pending, start] = useTransition();
  const archive = ({ id, name }: TeamLine) =>
    start(async () => {
      const done = await archiveTeamAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const { memberIds } = done.value;
      toast.undo(t("archived", { name }), async () => {
        const back = await restoreTeamAction(null, { id, memberIds });
        if (back && !back.ok) toast.fail(back.message);
      });
    });
  const restore = ({ id, name }: Person) =>
    start(async () => {
      const done = await restoreTeamAction(null, { id });
      if (!done) return;
      if (done.ok) toast.say(t("restored", { name }));
      else toast.fail(done.message);
    });
  return (
    <section>
      {teams.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <Table label={t("title")} look="inset">
          <thead>
            <tr>
              <Th>{t("name")}</Th>
              <Th>{t("leader")}</Th>
              <Th end>{t("members")}</Th>
              <ThHidden>{t("edit", { name: "" })}</ThHidden>
            </tr>
          </thead>
          <tbody>
            {teams.map((team) => (
              <Tr key={team.id}>
                <Td className="min-w-44 font-medium">
                  <span style={{ paddingInlineStart: `${team.depth * 20}px` }}>{team.name}</span>
                </Td>
                <Td muted={!team.leadName}>{team.leadName ?? t("nobody")}</Td>
                <Td end>{team.members}</Td>
                <Td end>
                  <span className="inline-flex gap-1">
                    <TeamDialog
                      key={`${team.name} ${team.parentId} ${team.leadId}`}
                      teams={teams}
                      leaders={leaders}
                      team={team}
                      trigger={<IconButton label={t("edit", { name: team.name })} icon={<Pencil aria-hidden />} />}
                    />
                    <IconButton
                      label={t("archive", { name: team.name })}
                      icon={<Archive aria-hidden />}
                      disabled={pending}
                      onClick={() => archive(team)}
                    />
                  </span>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {archived.length > 0 ? (
        <div className="mt-4">
          <h2 className="text-sm font-semibold">{t("archivedTeams")}</h2>
          <ul className="mt-1 flex flex-wrap gap-2">
            {archived.map((team) => (
              <li key={team.id}>
                <Button
                  size="sm"
                  variant="ghost"
                  icon={<ArchiveRestore aria-hidden />}
                  disabled={pending}
                  onClick={() => restore(team)}
                >
                  {`${t("restore")}: ${team.name}`}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
