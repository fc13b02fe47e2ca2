"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { acceptInvitationAction, setUpAction } from "@/lib/auth/public-actions";

type Props = { token: string } & ({ purpose: "set-up" } | { purpose: "accept"; isKnown: boolean });

/** The first admin's or an invited person's account. Afterwards the sign-in page, with the e-mail filled in. */
export function AccountForm(props: Props) {
  const t = useTranslations("auth");
  const router = useRouter();
  const isSetUp = props.purpose === "set-up";
  const [state, submit] = useActionState(isSetUp ? setUpAction : acceptInvitationAction, null);
  const errors = state?.ok === false ? state.fieldErrors : null;
  const needsPassword = isSetUp || !props.isKnown;

  useEffect(() => {
    if (state?.ok) router.push(`/sign-in?welcome=${encodeURIComponent(state.value.email)}`);
  }, [state, router]);

  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={props.token} />
      {isSetUp ? (
        <Field label={t("workspaceName")} name="workspaceName" fieldErrors={errors}>
          <Input required maxLength={120} autoComplete="organization" />
        </Field>
      ) : null}
      {needsPassword ? (
        <Field label={t("name")} name="name" fieldErrors={errors}>
          <Input required maxLength={120} autoComplete="name" />
        </Field>
      ) : (
        <>
          <input type="hidden" name="name" value="-" />
          <input type="hidden" name="password" value="not-changed" />
          <p className="text-sm">{t("acceptKnown")}</p>
        </>
      )}
      {isSetUp ? (
        <Field label={t("email")} name="email" fieldErrors={errors}>
          <Input type="email" required autoComplete="username" />
        </Field>
      ) : null}
      {needsPassword ? (
        <Field label={t("newPassword")} name="password" hint={t("passwordHint")} fieldErrors={errors}>
          <Input type="password" required minLength={10} autoComplete="new-password" />
        </Field>
      ) : null}
      <FormMessage tone="error">{state?.ok === false ? state.message : null}</FormMessage>
      <SubmitButton variant="primary" size="lg">
        {isSetUp ? t("create") : t("accept")}
      </SubmitButton>
    </form>
  );
}
