"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { createWorkspaceAction } from "@/lib/workspaces/actions";

export function NewWorkspace() {
  const t = useTranslations("settings");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [state, submit] = useActionState(createWorkspaceAction, null);
  useEffect(() => {
    if (!state?.ok) return;
    setOpen(false);
    router.push("/");
  }, [state, router]);
  return (
    <>
      <Button icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        {t("newWorkspace")}
      </Button>
      <Dialog
        title={t("newWorkspace")}
        description={t("newWorkspaceHint")}
        open={open}
        onOpenChange={setOpen}
        size="sm"
      >
        <form action={submit} className="flex flex-col gap-4">
          <Field label={t("name")} name="name" fieldErrors={state?.ok === false ? state.fieldErrors : null}>
            <Input required maxLength={120} />
          </Field>
          <SubmitButton variant="primary">{t("createWorkspace")}</SubmitButton>
        </form>
      </Dialog>
    </>
  );
}
