"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatDateTime } from "@/lib/format";
import { listVersionsAction, saveVersionAction } from "@/lib/journeys/actions";

type Version = NonNullable<Extract<Awaited<ReturnType<typeof listVersionsAction>>, { ok: true }>>["value"][number];

/** The map as it stood before: kept by hand under a name, and by itself. */
export function VersionsSheet({
  journeyId,
  canEdit,
  timeZone,
  close,
}: {
  journeyId: string;
  canEdit: boolean;
  timeZone: string;
  close: () => void;
}) {
  const t = useTranslations("journeys");
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const read = useCallback(async () => {
    const result = await listVersionsAction(null, { id: journeyId });
    if (result?.ok) setVersions(result.value);
    else setProblem(result?.message ?? null);
  }, [journeyId]);
  useEffect(() => {
    read().catch(() => setProblem(t("edit.offline")));
  }, [read, t]);
  const save = async () => {
    setPending(true);
    try {
      const result = await saveVersionAction(null, { id: journeyId, name });
      if (result?.ok) {
        setName("");
        setError(undefined);
        await read();
      } else setError(result?.fieldErrors.name ?? result?.message);
    } catch {
      setError(t("edit.offline"));
    }
    setPending(false);
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={t("versions.title")}
    >
      <div className="flex flex-col gap-5">
        <p className="text-sm text-muted">{t("versions.lead")}</p>
        {canEdit ? (
          <form
            className="flex items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <Field label={t("versions.name")} name="name" error={error} optional className="flex-1">
              <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Button type="submit" variant="primary" pending={pending}>
              {t("versions.save")}
            </Button>
          </form>
        ) : null}
        <FormMessage tone="error">{problem}</FormMessage>
        {versions === null && !problem ? <SkeletonRows rows={3} /> : null}
        {versions?.length === 0 ? <p className="text-sm text-muted">{t("versions.none")}</p> : null}
        <ol>
          {(versions ?? []).map((version) => (
            <li key={version.id} className="flex items-center gap-3 border-b border-line py-2.5">
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  {t("versions.number", { number: version.number })}
                  {version.name ? `, ${version.name}` : ""}
                </p>
                <p className="text-xs text-muted">
                  {formatDateTime(version.createdAt, timeZone)}
                  {version.createdByName ? `, ${version.createdByName}` : ""}
                  {version.name ? "" : `, ${t("versions.byItself")}`}
                </p>
              </div>
              <Link
                href={`/journeys/${journeyId}?version=${version.id}`}
                className="rounded-sm font-medium text-accent-text hover:underline"
                onClick={close}
              >
                {t("versions.look")}
              </Link>
            </li>
          ))}
        </ol>
      </div>
    </Sheet>
  );
}
