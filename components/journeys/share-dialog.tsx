"use client";

import { Copy, ExternalLink, Link2, Share2, Unlink } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { createShareAction, withdrawShareAction } from "@/lib/journeys/share-actions";

/** A link that was given out, in finished words. */
export type GivenLink = {
  id: string;
  name: string;
  state: "open" | "withdrawn" | "expired";
  made: string;
  opened: string;
  until: string | null;
};

type Made = { id: string; address: string };
export type ShareDialogProps = {
  journeyId: string;
  name: string;
  k: number;
  links: readonly GivenLink[];
  today: string;
};

/** Makes read-only links of a map, tells each once, and withdraws them. */
export function ShareDialog({ journeyId, name, k, links, today }: ShareDialogProps) {
  const t = useTranslations("journeys.share");
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [state, submit, pending] = useActionState(async (before: ActionState<Made>, form: FormData) => {
    const after = await createShareAction(before, form);
    if (after?.ok) setMade(after.value);
    return after;
  }, null);
  const failed = state && !state.ok ? state : null;
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setMade(null);
  };
  const copy = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address);
      toast.say(t("copied"));
    } catch {
      document.querySelector<HTMLInputElement>("[data-share-address]")?.select();
    }
  };
  const withdraw = async (id: string) => {
    const result = await withdrawShareAction(null, { id });
    if (result && !result.ok) return toast.fail(result.message);
    if (made?.id === id) setMade(null);
    toast.say(t("withdrawn"));
  };
  return (
    <Dialog
      title={t("title", { name })}
      description={t("text", { k })}
      open={open}
      onOpenChange={change}
      size="md"
      trigger={
        <Button variant="primary" icon={<Share2 aria-hidden />} aria-label={t("share")} className="max-md:[&>svg]:m-0">
          <span className="max-md:hidden">{t("share")}</span>
        </Button>
      }
    >
      <div className="flex flex-col gap-6">
        {made ? (
          <div className="flex flex-col gap-3 rounded-lg border border-line bg-sunken p-4">
            <div>
              <p className="font-semibold">{t("madeTitle")}</p>
              <p className="mt-0.5 text-sm text-muted">{t("madeText")}</p>
            </div>
            <Field label={t("readOnly")} name="address" labelHidden>
              <Input
                readOnly
                value={made.address}
                data-share-address
                onFocus={(event) => event.currentTarget.select()}
              />
            </Field>
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" icon={<Copy aria-hidden />} onClick={() => void copy(made.address)}>
                {t("copy")}
              </Button>
              <LinkButton href={made.address} target="_blank" rel="noreferrer" icon={<ExternalLink aria-hidden />}>
                {t("openIt")}
              </LinkButton>
              <Button variant="ghost" onClick={() => setMade(null)}>
                {t("another")}
              </Button>
            </div>
          </div>
        ) : (
          <form
            id={formId}
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              startTransition(() => submit(form));
            }}
          >
            <input type="hidden" name="journeyId" value={journeyId} />
            <FormMessage>{failed?.message}</FormMessage>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t("name")} name="name" optional fieldErrors={failed?.fieldErrors}>
                <Input maxLength={120} placeholder={t("namePlaceholder")} />
              </Field>
              <Field
                label={t("expires")}
                name="expiresOn"
                optional
                hint={t("expiresHint")}
                fieldErrors={failed?.fieldErrors}
              >
                <Input type="date" min={today} />
              </Field>
            </div>
            <Button type="submit" variant="primary" icon={<Link2 aria-hidden />} pending={pending} className="w-fit">
              {t("make")}
            </Button>
          </form>
        )}
        <section>
          <h3 className="text-sm font-semibold">{t("links")}</h3>
          {links.length === 0 ? (
            <p className="mt-1 text-sm text-muted">{t("none")}</p>
          ) : (
            <ul className="mt-1 divide-y divide-line">
              {links.map((link) => (
                <li key={link.id} className="flex items-center gap-3 py-2.5">
                  <div className="min-w-0 flex-1">
                    <p className="flex items-center gap-2">
                      <span className="truncate font-medium">{link.name || t("unnamed")}</span>
                      <Badge tone={link.state === "open" ? "promoter" : "neutral"}>{t(`state.${link.state}`)}</Badge>
                    </p>
                    <p className="text-xs text-muted">
                      {[link.made, link.until, link.opened].filter(Boolean).join(", ")}
                    </p>
                  </div>
                  {link.state === "open" ? (
                    <ConfirmDialog
                      title={t("withdrawTitle")}
                      confirmLabel={t("withdraw")}
                      destructive
                      onConfirm={() => withdraw(link.id)}
                      trigger={
                        <Button
                          size="sm"
                          icon={<Unlink aria-hidden />}
                          aria-label={`${t("withdraw")}: ${link.name || t("unnamed")}`}
                        >
                          {t("withdraw")}
                        </Button>
                      }
                    >
                      {t("withdrawText")}
                    </ConfirmDialog>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Dialog>
  );
}
