"use client";

import { Copy, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toaster";
import { inviteMemberAction } from "@/lib/users/actions";

type Props = { roles: readonly { value: string; label: string }[] };

function InviteForm({ roles }: Props) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [state, submit] = useActionState(inviteMemberAction, null);
  const errors = state?.ok === false ? state.fieldErrors : null;
  return (
    <form action={submit} className="flex flex-col gap-4">
      <Field label={t("email")} name="email" fieldErrors={errors}>
        <Input type="email" required autoComplete="off" />
      </Field>
      <Field label={t("role")} name="role" fieldErrors={errors}>
        <Select options={[...roles]} defaultValue={roles[0]?.value} />
      </Field>
      <FormMessage tone="error">
        {state?.ok === false && !Object.keys(state.fieldErrors).length ? state.message : null}
      </FormMessage>
      {state?.ok ? (
        <div className="flex flex-col gap-2" role="status">
          <p className="text-sm">
            {t("invited", { email: state.value.email })} {state.value.mailed ? t("mailed") : null}
          </p>
          <div className="flex gap-2">
            <Field label={t("copy")} labelHidden className="flex-1">
              <Input readOnly value={state.value.link} onFocus={(event) => event.currentTarget.select()} />
            </Field>
            <Button
              icon={<Copy aria-hidden />}
              onClick={() => {
                void navigator.clipboard.writeText(state.value.link).then(() => toast.say(t("copied")));
              }}
            >
              {t("copy")}
            </Button>
          </div>
        </div>
      ) : null}
      <SubmitButton variant="primary">{t("sendInvitation")}</SubmitButton>
    </form>
  );
}

/** Asks for an e-mail and a role, and gives back a link that works once. */
export function InviteDialog({ roles }: Props) {
  const t = useTranslations("settings");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" data-create icon={<UserPlus aria-hidden />} onClick={() => setOpen(true)}>
        {t("invite")}
      </Button>
      <Dialog title={t("inviteTitle")} open={open} onOpenChange={setOpen}>
        <InviteForm roles={roles} />
      </Dialog>
    </>
  );
}
