"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState, useTransition } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { formatCount, formatShare } from "@/lib/format";
import { createSegmentAction, previewSegmentAction, updateSegmentAction } from "@/lib/segments/actions";
import { countConditions, draftFrom, emptyGroup, isDraftGroup, partAt, readDraft } from "@/lib/segments/draft";
import { EXAMPLES, type ExampleKey } from "@/lib/segments/examples";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { describeRule } from "@/lib/segments/rule-text";
import { MOST_CONDITIONS, type SegmentRule, segmentRule } from "@/lib/segments/schema";
import type { Suggestions } from "./condition-row";
import { RuleGroup } from "./rule-group";

export type SegmentFormProps = {
  /** Null: a new one. */
  id: string | null;
  name: string;
  description: string;
  rule: SegmentRule | null;
  catalogue: SegmentCatalogue;
  suggestions: Suggestions;
  /** Named customers: there is no rule to build. */
  isList?: boolean;
};

type Count = { key: string; members: number; customers: number } | { key: string; message: string };

/** Waits after the last change before counting again. */
const SETTLE_MS = 350;

/** How many customers the rule describes, a moment after it was changed; the last count stays until the next is there. */
function useLiveCount(rule: SegmentRule | null): { count: Count | null; isStale: boolean } {
  const [count, setCount] = useState<Count | null>(null);
  const key = rule ? JSON.stringify(rule) : "";
  const latest = useRef(key);
  latest.current = key;
  useEffect(() => {
    if (key === "") return;
    const timer = setTimeout(async () => {
      const result = await previewSegmentAction(null, { rule: JSON.parse(key) as SegmentRule });
      if (latest.current !== key || result === null) return;
      setCount(result.ok ? { key, ...result.value } : { key, message: result.message });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return { count, isStale: key !== "" && count?.key !== key };
}

/** Makes or changes a segment: name, rule, and beside it who that is right now. */
export function SegmentForm({ id, name, description, rule, catalogue, suggestions, isList = false }: SegmentFormProps) {
  const t = useTranslations("segments");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [draft, setDraft] = useState(() => (rule ? draftFrom(rule, catalogue) : emptyGroup("all")));
  const [fields, setFields] = useState({ name, description });
  const [freshId, setFreshId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);

  const { parsed, errors } = useMemo(() => {
    const { rule: given, ids } = readDraft(draft, catalogue);
    const result = segmentRule.safeParse(given);
    const found = new Map<string, string>();
    for (const issue of result.error?.issues ?? []) {
      const part = partAt(issue.path.join("."), ids);
      if (part && !found.has(part)) found.set(part, issue.message);
    }
    return { parsed: result.success ? result.data : null, errors: found };
  }, [draft, catalogue]);
  const { count, isStale } = useLiveCount(parsed);
  const [firstPart] = draft.rules;
  const isUntouched =
    draft.rules.length === 1 && firstPart !== undefined && !isDraftGroup(firstPart) && !firstPart.field;

  const save = () => {
    setTried(true);
    if (!parsed || pending) return;
    startTransition(async () => {
      const input = { ...fields, rule: parsed };
      const result = id ? await updateSegmentAction(null, { ...input, id }) : await createSegmentAction(null, input);
      if (!result) return;
      if (result.ok) router.push(`/segments/${result.value.id}`);
      else setFailure(result);
    });
  };
  const back = id ? `/segments/${id}` : "/segments";
  const title = id ? t("builder.edit", { name }) : t("builder.new");

  return (
    <form
      noValidate
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
      <PageHeader
        title={title}
        breadcrumb={[{ href: "/segments", label: t("title") }]}
        actions={
          <>
            <LinkButton href={back}>{t("builder.cancel")}</LinkButton>
            <Button type="submit" variant="primary" pending={pending}>
              {t("builder.save")}
            </Button>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)_20rem] max-lg:grid-cols-1">
        <PageBody>
          {failure ? <FormMessage tone="error">{failure.message}</FormMessage> : null}
          <div className="grid max-w-3xl grid-cols-2 gap-4 max-md:grid-cols-1">
            <Field
              label={t("builder.name")}
              name="name"
              error={isTried && fields.name.trim() === "" ? t("builder.nameMissing") : failure?.fieldErrors.name}
            >
              <Input
                value={fields.name}
                maxLength={100}
                autoComplete="off"
                autoFocus={!id}
                onChange={(event) => {
                  setFields({ ...fields, name: event.target.value });
                  setFailure(null);
                }}
              />
            </Field>
            <Field label={t("builder.description")} name="description" optional>
              <Input
                value={fields.description}
                maxLength={500}
                autoComplete="off"
                onChange={(event) => setFields({ ...fields, description: event.target.value })}
              />
            </Field>
          </div>
          {isList ? <p className="text-sm text-muted">{t("builder.listRule")}</p> : null}
          {!id && isUntouched ? (
            <section aria-labelledby="examples">
              <h2 id="examples" className="text-xs font-medium text-muted">
                {t("builder.examples")}
              </h2>
              <div className="mt-2 flex flex-wrap gap-2">
                {(Object.keys(EXAMPLES) as ExampleKey[]).map((key) => (
                  <Button
                    key={key}
                    size="sm"
                    title={t(`examples.${key}.hint`)}
                    onClick={() => {
                      setDraft(draftFrom(EXAMPLES[key], catalogue));
                      setFields({ ...fields, name: fields.name || t(`examples.${key}.name`) });
                    }}
                  >
                    {t(`examples.${key}.name`)}
                  </Button>
                ))}
              </div>
            </section>
          ) : null}
          <section
            hidden={isList}
            aria-label={t("builder.rule")}
            className="rounded-lg border border-line bg-surface p-4 max-md:p-3"
          >
            <RuleGroup
              group={draft}
              depth={1}
              catalogue={catalogue}
              suggestions={suggestions}
              errors={isTried ? errors : new Map()}
              freshId={freshId}
              isFull={countConditions(draft) >= MOST_CONDITIONS}
              onChange={(next) => {
                setDraft(next);
                setFailure(null);
              }}
              onAdd={setFreshId}
            />
          </section>
          {isList ? null : <p className="text-xs text-muted">{t("builder.unknownNote")}</p>}
        </PageBody>
        <aside
          aria-label={t("builder.result")}
          className="flex flex-col gap-4 border-s border-line bg-surface p-6 lg:sticky lg:top-13 lg:h-[calc(100dvh-3.25rem)] max-lg:sticky max-lg:bottom-0 max-lg:z-20 max-lg:gap-1 max-lg:border-s-0 max-lg:border-t max-lg:py-3 max-md:bottom-18 max-md:px-4"
        >
          <div
            aria-live="polite"
            aria-busy={isStale}
            className={cn("max-lg:flex max-lg:flex-wrap max-lg:items-baseline max-lg:gap-x-3", isStale && "text-muted")}
          >
            {!parsed ? (
              <p className="text-sm text-muted">{t("builder.unfinished")}</p>
            ) : !count ? (
              <p className="text-sm text-muted">{t("builder.counting")}</p>
            ) : "message" in count ? (
              <p className="text-sm text-warn-text">{count.message}</p>
            ) : (
              <>
                <p className="text-2xl font-semibold max-lg:text-xl">{formatCount(count.members)}</p>
                <p className="text-sm text-muted">
                  {t("builder.of", {
                    customers: formatCount(count.customers),
                    share: formatShare(count.customers ? count.members / count.customers : 0, 1),
                  })}
                </p>
                <span aria-hidden className="mt-3 block h-1.5 rounded-full bg-sunken max-lg:hidden">
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ width: `${count.customers ? (100 * count.members) / count.customers : 0}%` }}
                  />
                </span>
              </>
            )}
          </div>
          {parsed ? (
            <div>
              <h2 className="text-xs font-medium text-muted max-lg:sr-only">{t("builder.inWords")}</h2>
              <p className="mt-1 text-base text-pretty max-lg:mt-0 max-lg:line-clamp-2 max-lg:text-xs first-letter:uppercase">
                {describeRule(parsed, catalogue, t)}
              </p>
            </div>
          ) : null}
        </aside>
      </div>
    </form>
  );
}
