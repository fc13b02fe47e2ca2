"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { useSaveForm } from "@/components/ui/save-form";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import { setDirectionAction } from "@/lib/teams/actions";

type Props = { team: { id: string; name: string; direction: string; leadName: string | null }; mayEdit: boolean };

/** Where a team is to go, and what comes first. */
export function DirectionCard({ team, mayEdit }: Props) {
  const t = useTranslations("teams.direction");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => setDirectionAction(null, sent),
    () => toast.say(t("saved")),
  );
  return (
    <Card>
      <CardHeader
        title={t("of", { team: team.name })}
        meta={team.leadName ? t("lead", { name: team.leadName }) : t("noLead")}
        action={
          mayEdit ? (
            <Dialog
              title={t("dialog", { team: team.name })}
              open={form.open}
              onOpenChange={form.setOpen}
              trigger={<Button size="sm">{t("edit")}</Button>}
              footer={
                <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
                  {t("save")}
                </Button>
              }
            >
              <form
                id={form.formId}
                onSubmit={(event) => {
                  event.preventDefault();
                  form.submit(new FormData(event.currentTarget));
                }}
              >
                <input type="hidden" name="id" value={team.id} />
                <FormMessage>{form.fieldErrors?.direction ? null : form.message}</FormMessage>
                <Field label={t("label")} name="direction" hint={t("hint")} fieldErrors={form.fieldErrors}>
                  <Textarea rows={7} maxLength={2000} defaultValue={team.direction} />
                </Field>
              </form>
            </Dialog>
          ) : null
        }
      />
      <CardBody>
        {team.direction ? (
          <p className="text-sm text-pretty whitespace-pre-line">{team.direction}</p>
        ) : (
          <p className="text-sm text-muted">{t("empty")}</p>
        )}
      </CardBody>
    </Card>
  );
}
