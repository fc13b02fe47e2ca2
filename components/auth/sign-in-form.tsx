"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { type SignInResult, signInWithPassword, signInWithProvider } from "@/lib/auth/sign-in-client";

const MESSAGE = { refused: "refused", too_many: "tooMany", unavailable: "unavailable" } as const;

export function SignInForm({ email = "", hasProvider }: { email?: string; hasProvider: boolean }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const [result, setResult] = useState<SignInResult | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    const outcome = await signInWithPassword(String(form.get("email")), String(form.get("password")));
    if (outcome === "ok") {
      router.push("/");
      router.refresh();
      return;
    }
    setResult(outcome);
    setPending(false);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("email")} name="email">
        <Input type="email" autoComplete="username" required defaultValue={email} />
      </Field>
      <Field label={t("password")} name="password">
        <Input type="password" autoComplete="current-password" required />
      </Field>
      <FormMessage tone="error">{result && result !== "ok" ? t(MESSAGE[result]) : null}</FormMessage>
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        {t("signIn")}
      </Button>
      {hasProvider ? (
        <Button type="button" size="lg" onClick={() => void signInWithProvider()}>
          {t("oidc")}
        </Button>
      ) : null}
    </form>
  );
}
