"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState, useTransition } from "react";
import type { Suggestions } from "@/components/segments/condition-row";
import { RuleGroup } from "@/components/segments/rule-group";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import { createHealthConditionAction, previewHealthAction, updateHealthConditionAction } from "@/lib/health/actions";
import type { HealthCondition } from "@/lib/health/health";
import type { HealthSpread } from "@/lib/health/health-sql";
import { asksHealth } from "@/lib/health/schema";
import { countConditions, type DraftGroup, draftFrom, emptyGroup, partAt, readDraft } from "@/lib/segments/draft";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { describeRule } from "@/lib/segments/rule-text";
import { MOST_CONDITIONS, type SegmentRule, segmentRule } from "@/lib/segments/schema";
import { HitBar, Spread } from "./spread";

export type ConditionFormProps = {
  /** Null: a new one. */
  condition: HealthCondition | null;
  catalogue: SegmentCatalogue;
  suggestions: Suggestions;
  segments: readonly { id: string; name: string }[];
};

/** Waits after the last change before counting again. */
const SETTLE_MS = 400;

function useRule(initial: SegmentRule | undefined, catalogue: SegmentCatalogue, refusal: string) {
  const [draft, setDraft] = useState(() => (initial ? draftFrom(initial, catalogue) : emptyGroup("all")));
  const read = useMemo(() => {
    const { rule: given, ids } = readDraft(draft, catalogue);
    const result = segmentRule.safeParse(given);
    const errors = new Map<string, string>();
    for (const issue of result.error?.issues ?? []) {
      const part = partAt(issue.path.join("."), ids);
      if (part && !errors.has(part)) errors.set(part, issue.message);
    }
    const loops = result.success && asksHealth(result.data);
    if (loops) errors.set(draft.id, refusal);
    return { rule: result.success && !loops ? result.data : null, errors, loops };
  }, [draft, catalogue, refusal]);
  return { draft, setDraft, ...read };
}

/** Makes or changes a condition of health; beside it whom it hits, and how health would spread with it. */
export function ConditionForm({ condition, catalogue, suggestions, segments }: ConditionFormProps) {
  const t = useTranslations("health.form");
  const words = useTranslations("segments");
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const [fields, setFields] = useState({
    name: condition?.name ?? "",
    segmentId: condition?.segmentId ?? "",
    weight: String(condition?.weight ?? 1),
  });
  const good = useRule(condition?.good, catalogue, t("loop"));
  const bad = useRule(condition?.bad, catalogue, t("loop"));
  const [freshId, setFreshId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const weight = Number(fields.weight);
  const isWeight = Number.isInteger(weight) && weight >= 1 && weight <= 10;
  const asked =
    good.rule && bad.rule && isWeight
      ? JSON.stringify({ segmentId: fields.segmentId, weight, good: good.rule, bad: bad.rule })
      : "";
  const [preview, setPreview] = useState<{ key: string; spread?: HealthSpread; message?: string } | null>(null);
  const latest = useRef(asked);
  latest.current = asked;
  const id = condition?.id ?? null;
  useEffect(() => {
    if (asked === "") return;
    const timer = setTimeout(async () => {
      const result = await previewHealthAction(null, { id, condition: JSON.parse(asked) });
      if (latest.current !== asked || result === null) return;
      setPreview(result.ok ? { key: asked, spread: result.value } : { key: asked, message: result.message });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [asked, id]);

  const save = () => {
    setTried(true);
    if (!good.rule || !bad.rule || fields.name.trim() === "" || pending) return;
    const input = { ...fields, good: good.rule, bad: bad.rule };
    start(async () => {
      const done = id
        ? await updateHealthConditionAction(null, { ...input, id })
        : await createHealthConditionAction(null, input);
      if (!done) return;
      if (!done.ok) return setFailure(done);
      toast.say(t("saved"));
      router.push("/settings/health");
    });
  };

  const editor = (part: typeof good, legend: string, hint: string, error: string | undefined) => (
    <section aria-label={legend} className="rounded-lg border border-line bg-surface p-4 max-md:p-3">
      <h2 className="text-sm font-semibold">{legend}</h2>
      <p className="mb-3 text-xs text-muted">{hint}</p>
      <RuleGroup
        group={part.draft}
        depth={1}
        catalogue={catalogue}
        suggestions={suggestions}
        errors={isTried || part.loops ? part.errors : new Map()}
        freshId={freshId}
        isFull={countConditions(part.draft) >= MOST_CONDITIONS}
        onChange={(next: DraftGroup) => {
          part.setDraft(next);
          setFailure(null);
        }}
        onAdd={setFreshId}
      />
      {error ? <p className="mt-2 text-xs text-detractor-text">{error}</p> : null}
      {part.rule ? (
        <p className="mt-2 text-xs text-muted first-letter:uppercase">{describeRule(part.rule, catalogue, words)}</p>
      ) : null}
    </section>
  );
  const hits = preview?.spread?.conditions.find((one) => one.id === (id ?? "new"));
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)_20rem] gap-6 max-lg:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    >
      <div className="flex min-w-0 flex-col gap-4">
        <FormMessage>{failure?.message}</FormMessage>
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8rem] gap-4 max-md:grid-cols-1">
          <Field
            label={t("name")}
            name="name"
            error={isTried && fields.name.trim() === "" ? t("missing") : failure?.fieldErrors.name}
          >
            <Input
              value={fields.name}
              maxLength={80}
              autoComplete="off"
              autoFocus={!id}
              placeholder={t("nameHint")}
              onChange={(event) => setFields({ ...fields, name: event.target.value })}
            />
          </Field>
          <Field label={t("segment")} name="segmentId" error={failure?.fieldErrors.segmentId}>
            <Select
              value={fields.segmentId}
              onChange={(event) => setFields({ ...fields, segmentId: event.target.value })}
              options={[
                { value: "", label: t("everybody") },
                ...segments.map((segment) => ({ value: segment.id, label: segment.name })),
              ]}
            />
          </Field>
          <Field
            label={t("weight")}
            name="weight"
            error={failure?.fieldErrors.weight ?? (isWeight ? undefined : t("weightWrong"))}
          >
            <Input
              value={fields.weight}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setFields({ ...fields, weight: event.target.value })}
            />
          </Field>
        </div>
        {editor(good, t("good"), t("goodHint"), failure?.fieldErrors.good)}
        {editor(bad, t("bad"), t("badHint"), failure?.fieldErrors.bad)}
        <p className="text-xs text-muted">{t("betweenHint")}</p>
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {t("save")}
          </Button>
          <LinkButton href="/settings/health">{t("cancel")}</LinkButton>
        </div>
      </div>
      <aside
        aria-label={t("preview")}
        className="flex flex-col gap-4 self-start rounded-lg border border-line bg-surface p-4 lg:sticky lg:top-4"
      >
        <h2 className="text-sm font-semibold">{t("preview")}</h2>
        <div aria-live="polite" aria-busy={asked !== "" && preview?.key !== asked} className="flex flex-col gap-4">
          {asked === "" ? (
            <p className="text-muted">{t("unfinished")}</p>
          ) : !preview ? (
            <p className="text-muted">{t("working")}</p>
          ) : preview.message ? (
            <p className="text-warn-text">{preview.message}</p>
          ) : preview.spread ? (
            <>
              {hits ? (
                <div>
                  <p className="mb-1.5 text-xs text-muted">{t("hits")}</p>
                  <HitBar {...hits} />
                </div>
              ) : null}
              <div>
                <Spread spread={preview.spread} />
              </div>
            </>
          ) : null}
        </div>
      </aside>
    </form>
  );
}
