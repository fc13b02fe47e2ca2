"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { type FactHistory, type FactValue, sameFact } from "@/lib/customers/history";
import { formatDateTime } from "@/lib/format";
import { type FactSpec, type FactWords, factText } from "./fact";

type HistoryProps = { changes: readonly FactHistory[]; timeZone: string };

export type FactHistoryButtonProps = HistoryProps & {
  spec: FactSpec;
  words: FactWords;
  now: FactValue;
  putBack?: ((value: FactValue) => void) | undefined;
};

/** A small clock: what this property was, who changed it and when; an older value can be put back. */
export function FactHistoryButton({ spec, changes, words, timeZone, now, putBack }: FactHistoryButtonProps) {
  const t = useTranslations("record.facts");
  return (
    <Popover
      title={t("historyOf", { field: spec.label })}
      align="end"
      trigger={
        <IconButton
          size="sm"
          label={t("historyOf", { field: spec.label })}
          icon={<History aria-hidden className="size-3.5" />}
          className="absolute end-0 top-0 size-6 bg-background text-muted opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100 touch:static touch:opacity-100"
        />
      }
    >
      <ol className="flex max-h-72 flex-col gap-2.5 overflow-y-auto">
        {changes.map((change) => (
          <li key={change.id}>
            <ChangeWords spec={spec} change={change} words={words} />
            <p className="flex items-center justify-between gap-2 text-xs text-muted">
              <span>
                {change.byName ?? t("system")}, {formatDateTime(new Date(change.at), timeZone)}
              </span>
              {putBack && !sameFact(change.before, now) ? (
                <Button size="sm" variant="link" onClick={() => putBack(change.before)}>
                  {t("putBack")}
                </Button>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </Popover>
  );
}

function ChangeWords({ spec, change, words }: { spec: FactSpec; change: FactHistory; words: FactWords }) {
  const t = useTranslations("record.facts");
  return (
    <p className="break-words">
      <span className="text-muted line-through">{factText(spec, change.before, words) || t("nothing")}</span>
      <span aria-hidden> → </span>
      <span className="sr-only">{t("became")}</span>
      <span className="font-medium">{factText(spec, change.after, words) || t("nothing")}</span>
    </p>
  );
}

/** Every change of every property, newest first. */
export function AllChanges({ specs, changes, timeZone }: HistoryProps & { specs: readonly FactSpec[] }) {
  const t = useTranslations("record.facts");
  const words: FactWords = { yes: t("yes"), no: t("no"), gone: t("gone") };
  const byField = new Map(specs.map((spec) => [spec.field, spec]));
  return (
    <Dialog
      title={t("allChanges")}
      description={t("allChangesLead")}
      trigger={
        <Button variant="ghost" size="sm" icon={<History aria-hidden className="size-3.5" />}>
          {t("changes", { count: changes.length })}
        </Button>
      }
    >
      <ol className="flex flex-col divide-y divide-line">
        {changes.map((change) => {
          // A property that is gone from the settings is called by its key.
          const spec = byField.get(change.field) ?? {
            field: change.field,
            label: change.field.replace(/^attribute:/, ""),
            editor: "text" as const,
            value: null,
          };
          return (
            <li key={change.id} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3 py-2 first:pt-0">
              <span className="text-xs leading-5 break-words text-muted">{spec.label}</span>
              <div>
                <ChangeWords spec={spec} change={change} words={words} />
                <p className="text-xs text-muted">
                  {change.byName ?? t("system")}, {formatDateTime(new Date(change.at), timeZone)}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
