"use client";

import { Search, Share2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toaster";
import type { Colleague, Share, Shares } from "@/lib/customers/share";
import { shareCustomerAction, unshareCustomerAction } from "@/lib/customers/share-actions";
import { formatDate } from "@/lib/format";

type ShareDialogProps = Shares & { customerId: string; customerName: string; timeZone: string };

/** Beyond so many colleagues a box finds them by name. */
const MOST_WITHOUT_SEARCH = 8;

export function ShareDialog({ customerId, customerName, timeZone, owner, shares, colleagues }: ShareDialogProps) {
  const t = useTranslations("customers.share");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const sellers = colleagues.filter(({ role }) => role === "hunter" || role === "farmer");
  const above = colleagues.filter((one) => !sellers.includes(one));
  const fitting = sellers
    .filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()))
    .sort((a, b) => Number(a.sees) - Number(b.sees));
  const close = (next: boolean) => {
    setOpen(next);
    setChosen(new Set());
    setWords("");
    setProblem(undefined);
  };
  const share = () =>
    start(async () => {
      const userIds = [...chosen];
      const done = await shareCustomerAction(null, { customerId, userIds });
      if (!done?.ok) return setProblem(done?.fieldErrors.userIds ?? done?.message);
      const names = colleagues.filter(({ userId }) => chosen.has(userId)).map(({ name }) => name);
      close(false);
      toast.undo(t("done", { names: listOf(names) }), async () => {
        for (const userId of done.value) await unshareCustomerAction(null, { customerId, userId });
      });
    });
  const end = ({ userId, name }: Share) =>
    start(async () => {
      const done = await unshareCustomerAction(null, { customerId, userId });
      if (!done?.ok) return setProblem(done?.message);
      setProblem(undefined);
      toast.undo(t("ended", { name }), async () => {
        const back = await shareCustomerAction(null, { customerId, userIds: [userId] });
        if (!back?.ok) toast.fail(back?.message ?? "");
      });
    });
  return (
    <Dialog
      title={t("title", { name: customerName })}
      description={
        owner ? (
          <>
            {t("owned", { name: owner.name })}{" "}
            {sellers.length > 0 && sellers.every(({ sees }) => sees) ? t("all") : null}
          </>
        ) : (
          t("nobodys")
        )
      }
      open={open}
      onOpenChange={close}
      trigger={
        <Button icon={<Share2 aria-hidden />}>
          {shares.length > 0 ? t("buttonWith", { count: shares.length }) : t("button")}
        </Button>
      }
      footer={
        <>
          <Button onClick={() => close(false)}>{t("cancel")}</Button>
          <Button variant="primary" disabled={chosen.size === 0} pending={pending} onClick={share}>
            {t("share", { count: chosen.size })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormMessage>{problem}</FormMessage>
        {shares.length > 0 ? (
          <section aria-label={t("with")}>
            <h3 className="mb-1 text-xs font-medium text-muted">{t("with")}</h3>
            <ul className="flex flex-col">
              {shares.map((one) => (
                <SharedWith key={one.userId} share={one} timeZone={timeZone} onEnd={() => end(one)} pending={pending} />
              ))}
            </ul>
          </section>
        ) : null}
        <fieldset className="min-w-0">
          <legend className="mb-1 text-xs font-medium text-muted">{t("choose")}</legend>
          {sellers.length > MOST_WITHOUT_SEARCH ? (
            <Input
              type="search"
              className="mb-2"
              icon={<Search aria-hidden />}
              aria-label={t("find")}
              placeholder={t("find")}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          ) : null}
          {fitting.length === 0 ? (
            <p className="py-2 text-muted">{sellers.length === 0 ? t("alone") : t("nobodyFound")}</p>
          ) : (
            <ul className="flex max-h-64 flex-col overflow-y-auto">
              {fitting.map((one) => (
                <Choice
                  key={one.userId}
                  colleague={one}
                  isChosen={chosen.has(one.userId)}
                  onChange={(isChosen) => {
                    const next = new Set(chosen);
                    if (isChosen) next.add(one.userId);
                    else next.delete(one.userId);
                    setChosen(next);
                  }}
                />
              ))}
            </ul>
          )}
        </fieldset>
        {above.length > 0 ? (
          <p className="text-xs text-muted">{t("above", { names: listOf(above.map(({ name }) => name)) })}</p>
        ) : null}
      </div>
    </Dialog>
  );
}

const listOf = (names: readonly string[]) => new Intl.ListFormat("en", { type: "conjunction" }).format(names);

function SharedWith({
  share,
  timeZone,
  onEnd,
  pending,
}: {
  share: Share;
  timeZone: string;
  onEnd: () => void;
  pending: boolean;
}) {
  const t = useTranslations("customers.share");
  const role = useTranslations("users.role");
  const { name, byName, at, mayEnd } = share;
  const date = formatDate(at, timeZone);
  return (
    <li className="flex min-h-11 items-center gap-3 py-1">
      <Avatar name={name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {name}
          <span className="text-muted"> · {share.role ? role(share.role) : t("gone")}</span>
        </span>
        <span className="block text-xs text-muted">
          {byName ? t("by", { name: byName, date }) : t("since", { date })}
        </span>
      </span>
      {mayEnd ? (
        <IconButton label={t("end", { name })} icon={<X aria-hidden />} onClick={onEnd} disabled={pending} />
      ) : null}
    </li>
  );
}

function Choice({
  colleague: { name, role: of, sees },
  isChosen,
  onChange,
}: {
  colleague: Colleague;
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
}) {
  const t = useTranslations("customers.share");
  const role = useTranslations("users.role");
  return (
    <li className="flex min-h-11 items-center gap-3">
      <Checkbox
        label={
          <span>
            {name}
            <span className="text-muted"> · {role(of)}</span>
          </span>
        }
        hint={sees ? t("sees") : undefined}
        checked={isChosen}
        onChange={(event) => onChange(event.target.checked)}
      />
    </li>
  );
}
