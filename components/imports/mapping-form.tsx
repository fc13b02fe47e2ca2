"use client";

import { ArrowLeft, ListChecks, Upload } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Stepper } from "@/components/ui/stepper";
import { Table, Th } from "@/components/ui/table";
import { formatBytes, formatCount } from "@/lib/format";
import { previewImportAction, startImportAction } from "@/lib/imports/actions";
import { adoptItems, guessColumns, guessLongItem } from "@/lib/imports/guess";
import type { ImportCatalogue } from "@/lib/imports/plan";
import type { FileSample, Preview } from "@/lib/imports/preview";
import type { SavedMapping } from "@/lib/imports/saved";
import { type ColumnTarget, DELIMITERS, ENCODINGS, type ImportMapping, KINDS } from "@/lib/imports/schema";
import { ColumnRow, ItemDetails } from "./column-row";
import { ImportPreview } from "./preview";
import { SavedMappings } from "./saved-mappings";

export type MappingFormProps = {
  id: string;
  file: { name: string; bytes: number; legacy: boolean };
  sample: FileSample;
  proposal: ImportMapping;
  catalogue: ImportCatalogue;
  /** Mappings kept by name. */
  saved: readonly SavedMapping[];
  today: string;
  /** What went wrong the last time. */
  failure: string;
};

const DELIMITER_NAMES = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

/** From columns to meaning: first the mapping, then what would come of it, then the start. */
export function MappingForm({ id, file, sample, proposal, catalogue, saved, today, failure }: MappingFormProps) {
  const t = useTranslations("imports");
  const router = useRouter();
  const pathname = usePathname();
  const [mapping, setMapping] = useState(proposal);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [message, setMessage] = useState(failure);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, startTransition] = useTransition();
  const top = useRef<HTMLDivElement>(null);

  const change = useCallback((part: Partial<ImportMapping>) => {
    setMapping((before) => ({ ...before, ...part }));
    setPreview(null);
  }, []);
  const changeColumn = useCallback((index: number, target: ColumnTarget) => {
    setMapping((before) => ({
      ...before,
      columns: before.columns.map((column, at) => (at === index ? target : column)),
    }));
    setErrors((before) => ({ ...before, [`mapping.columns.${index}`]: "" }));
  }, []);
  /** Another way to read the file: the sample comes anew from the server. */
  const reread = (format: { encoding?: string; delimiter?: string }) => {
    const query = new URLSearchParams({
      encoding: format.encoding ?? mapping.encoding,
      delimiter: DELIMITER_NAMES[mapping.delimiter],
    });
    if (format.delimiter) query.set("delimiter", format.delimiter);
    router.replace(`${pathname}?${query}`);
  };
  const rekind = (kind: ImportMapping["kind"], shape: ImportMapping["shape"]) => {
    const columns = guessColumns(sample.columns, catalogue, kind, shape);
    const hasDate = columns.some((column) => column.to === "field" && column.field === "date");
    change({
      kind,
      shape,
      columns: mapping.survey?.mode === "existing" ? adoptItems(columns, itemsOf(mapping.survey.id)) : columns,
      longItem: guessLongItem(sample.columns, columns),
      dates: hasDate || kind !== "answers" ? { from: "column" } : { from: "day", day: today },
      survey: mapping.survey ?? { mode: "new", name: file.name.replace(/\.[a-z0-9]+$/i, "") },
    });
    setErrors({});
    setMessage("");
  };
  const itemsOf = (surveyId: string) => catalogue.surveys.find((survey) => survey.id === surveyId)?.items ?? [];
  const items = mapping.survey?.mode === "existing" ? itemsOf(mapping.survey.id) : [];

  const fail = (text: string, fieldErrors: Record<string, string>) => {
    setMessage(Object.entries(fieldErrors).find(([path]) => path === "mapping.columns")?.[1] ?? text);
    setErrors(
      Object.fromEntries(
        Object.entries(fieldErrors).map(([path, words]) => [
          path.startsWith("mapping") ? path : `mapping.${path}`,
          words,
        ]),
      ),
    );
    top.current?.scrollIntoView({ block: "start" });
  };
  const check = () =>
    startTransition(async () => {
      const answer = await previewImportAction(null, { id, mapping: cleaned(mapping) });
      if (!answer) return;
      if (!answer.ok) return fail(answer.message, answer.fieldErrors);
      setMessage("");
      setErrors({});
      setPreview(answer.value);
      top.current?.scrollIntoView({ block: "start" });
    });
  const start = () =>
    startTransition(async () => {
      const answer = await startImportAction(null, { id, mapping: cleaned(mapping) });
      if (answer && !answer.ok) {
        setPreview(null);
        fail(answer.message, answer.fieldErrors);
      }
    });

  const error = (path: string) => errors[`mapping.${path}`] || undefined;
  const mapped = mapping.columns.filter((column) => column.to !== "ignore").length;
  const steps = [t("steps.upload"), t("steps.map"), t("steps.check"), t("steps.import")];

  return (
    <div ref={top} className="flex scroll-mt-20 flex-col gap-6">
      <Stepper label={t("steps.label")} steps={steps} current={preview ? 2 : 1} />
      <FormMessage>{message}</FormMessage>
      {preview ? (
        <ImportPreview preview={preview} />
      ) : (
        <>
          <SavedMappings
            saved={saved}
            header={sample.header}
            proposal={proposal.columns}
            mapping={mapping}
            onApply={(next) => {
              setMapping(next);
              setErrors({});
              setMessage("");
            }}
          />
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <Card>
              <CardHeader
                title={t("file.title")}
                meta={`${file.name}, ${formatBytes(file.bytes)}, ${t(sample.whole ? "file.rows" : "file.moreRows", { count: sample.rows })}, ${t("file.columns", { count: sample.header.length })}`}
              />
              <CardBody className="flex flex-col gap-4">
                <RadioGroup
                  name="kind"
                  legend={t("file.kind")}
                  variant="choice"
                  value={mapping.kind}
                  onValueChange={(value) => {
                    const kind = KINDS.find((one) => one === value);
                    if (kind) rekind(kind, kind === "answers" ? mapping.shape : "wide");
                  }}
                  options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                />
                {mapping.kind === "answers" ? (
                  <RadioGroup
                    name="shape"
                    legend={t("file.shape")}
                    value={mapping.shape}
                    onValueChange={(value) => rekind("answers", value === "long" ? "long" : "wide")}
                    options={[
                      { value: "wide", label: t("file.wide") },
                      { value: "long", label: t("file.long") },
                    ]}
                  />
                ) : null}
                <div className="grid gap-3 sm:grid-cols-2">
                  <Field label={t("file.encoding")}>
                    <Select
                      value={mapping.encoding}
                      onChange={(event) => reread({ encoding: event.target.value })}
                      options={ENCODINGS.map((encoding) => ({
                        value: encoding,
                        label: t(`file.encodings.${encoding}`),
                      }))}
                    />
                  </Field>
                  <Field label={t("file.delimiter")}>
                    <Select
                      value={DELIMITER_NAMES[mapping.delimiter]}
                      onChange={(event) => reread({ delimiter: event.target.value })}
                      options={DELIMITERS.map((delimiter) => ({
                        value: DELIMITER_NAMES[delimiter],
                        label: t(`file.delimiters.${DELIMITER_NAMES[delimiter]}`),
                      }))}
                    />
                  </Field>
                  <Field label={t("file.decimal")}>
                    <Select
                      value={mapping.decimal}
                      onChange={(event) => change({ decimal: event.target.value === "," ? "," : "." })}
                      options={[
                        { value: ".", label: t("file.point") },
                        { value: ",", label: t("file.comma") },
                      ]}
                    />
                  </Field>
                  <Field label={t("file.dateOrder")}>
                    <Select
                      value={mapping.dateOrder}
                      onChange={(event) => change({ dateOrder: event.target.value === "mdy" ? "mdy" : "dmy" })}
                      options={[
                        { value: "dmy", label: t("file.dmy") },
                        { value: "mdy", label: t("file.mdy") },
                      ]}
                    />
                  </Field>
                </div>
                {file.legacy ? (
                  <FormMessage tone="warn">
                    {t("file.legacy", { encoding: t(`file.encodings.${mapping.encoding}`) })}
                  </FormMessage>
                ) : null}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={mapping.kind === "answers" ? t("survey.title") : t("customers.title")} />
              <CardBody className="flex flex-col gap-4">
                {mapping.kind === "answers" ? (
                  <SurveyFields
                    mapping={mapping}
                    catalogue={catalogue}
                    today={today}
                    fileName={file.name}
                    error={error}
                    onChange={change}
                  />
                ) : null}
                {mapping.kind === "customers" ? null : (
                  <RadioGroup
                    name="unknown"
                    legend={t("customers.unknown")}
                    variant="choice"
                    value={mapping.unknownCustomers}
                    onValueChange={(value) => change({ unknownCustomers: value === "refuse" ? "refuse" : "create" })}
                    options={[
                      { value: "create", label: t("customers.create") },
                      { value: "refuse", label: t("customers.refuse") },
                    ]}
                  />
                )}
                <Field
                  label={t("customers.name")}
                  hint={t("customers.nameHint")}
                  error={error("customerName")}
                  optional
                >
                  <Input
                    value={mapping.customerName}
                    maxLength={100}
                    onChange={(event) => change({ customerName: event.target.value })}
                  />
                </Field>
                {mapping.kind === "orders" ? (
                  <Field label={t("customers.currency")} error={error("currency")}>
                    <Input
                      value={mapping.currency}
                      maxLength={3}
                      onChange={(event) => change({ currency: event.target.value.toUpperCase() })}
                      className="w-24"
                    />
                  </Field>
                ) : null}
              </CardBody>
            </Card>
          </div>
          <section aria-label={t("columns.lead")} className="-mx-6 max-md:-mx-4">
            <div className="flex items-baseline justify-between gap-4 px-6 pb-2 max-md:px-4">
              <h2 className="text-sm font-semibold">{t("columns.title")}</h2>
              <p className="text-xs text-muted">{t("columns.mapped", { mapped, total: mapping.columns.length })}</p>
            </div>
            <datalist id="import-touchpoints">
              {catalogue.touchpoints.map((touchpoint) => (
                <option key={touchpoint.id} value={touchpoint.name} />
              ))}
            </datalist>
            <Table label={t("columns.lead")} className="border-t border-line">
              <thead className="max-md:sr-only">
                <tr>
                  <Th>{t("columns.column")}</Th>
                  <Th>{t("columns.sample")}</Th>
                  <Th>{t("columns.becomes")}</Th>
                  <Th>{t("columns.details")}</Th>
                </tr>
              </thead>
              <tbody className="max-md:block">
                {sample.columns.map((profile, index) => {
                  const target = mapping.columns[index];
                  return target ? (
                    <ColumnRow
                      key={profile.index}
                      profile={profile}
                      target={target}
                      kind={mapping.kind}
                      shape={mapping.shape}
                      attributes={catalogue.attributes}
                      items={items}
                      catalogue={catalogue}
                      error={columnError(errors, index)}
                      onChange={changeColumn}
                    />
                  ) : null;
                })}
              </tbody>
            </Table>
          </section>
        </>
      )}
      <div className="no-print sticky bottom-0 z-20 -mx-6 -mb-6 flex flex-wrap items-center gap-2 border-t border-line-strong bg-raised px-6 py-3 max-md:bottom-18 max-md:-mx-4 max-md:-mb-4 max-md:px-4">
        {preview ? (
          <>
            <Button
              icon={<ArrowLeft aria-hidden className="rtl:rotate-180" />}
              disabled={pending}
              onClick={() => setPreview(null)}
            >
              {t("check.back")}
            </Button>
            <span className="flex-1" />
            <Button
              variant="primary"
              icon={<Upload aria-hidden />}
              pending={pending}
              disabled={preview.accepted === 0 && preview.whole}
              onClick={start}
            >
              {preview.accepted === 0 && preview.whole
                ? t("check.startNothing")
                : preview.whole
                  ? t("check.start", { count: preview.accepted })
                  : t("check.startAll")}
            </Button>
          </>
        ) : (
          <>
            <p className="text-xs text-muted max-md:hidden">
              {formatCount(mapped)} / {formatCount(mapping.columns.length)}
            </p>
            <span className="flex-1" />
            <Button variant="primary" icon={<ListChecks aria-hidden />} pending={pending} onClick={check}>
              {pending ? t("check.checking") : t("check.go")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** A last comma typed into "Not an answer" is no value. */
function cleaned(mapping: ImportMapping): ImportMapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column) =>
      column.to === "item"
        ? {
            to: "item",
            item: { ...column.item, notApplicable: column.item.notApplicable.filter((value) => value !== "") },
          }
        : column,
    ),
  };
}

function columnError(errors: Record<string, string>, index: number): string | undefined {
  const path = `mapping.columns.${index}`;
  const found = Object.entries(errors).find(
    ([key, words]) => words !== "" && (key === path || key.startsWith(`${path}.`)),
  );
  return found?.[1];
}

type SurveyFieldsProps = {
  mapping: ImportMapping;
  catalogue: ImportCatalogue;
  today: string;
  fileName: string;
  error: (path: string) => string | undefined;
  onChange: (part: Partial<ImportMapping>) => void;
};

function SurveyFields({ mapping, catalogue, today, fileName, error, onChange }: SurveyFieldsProps) {
  const t = useTranslations("imports");
  const { survey, dates } = mapping;
  const chosen = survey?.mode === "existing" ? survey.id : "";
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("survey.which")} error={error("survey") ?? error("survey.id")}>
          <Select
            value={chosen}
            onChange={(event) => {
              const known = catalogue.surveys.find((one) => one.id === event.target.value);
              onChange({
                survey: known
                  ? { mode: "existing", id: known.id }
                  : { mode: "new", name: fileName.replace(/\.[a-z0-9]+$/i, "") },
                columns: adoptItems(mapping.columns, known?.items ?? []),
              });
            }}
          >
            <option value="">{t("survey.new")}</option>
            {catalogue.surveys.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        {survey?.mode === "new" ? (
          <Field label={t("survey.name")} error={error("survey.name")}>
            <Input
              value={survey.name}
              maxLength={120}
              onChange={(event) => onChange({ survey: { mode: "new", name: event.target.value } })}
            />
          </Field>
        ) : null}
      </div>
      {mapping.shape === "long" && mapping.longItem ? (
        <div className="flex flex-col gap-1">
          <p className="text-xs font-medium text-muted">{t("survey.scale")}</p>
          <ItemDetails
            column={t("survey.scale")}
            item={mapping.longItem}
            withTouchpoint={false}
            onChange={(longItem) => onChange({ longItem })}
          />
        </div>
      ) : null}
      <RadioGroup
        name="dates"
        legend={t("survey.dates")}
        value={dates.from}
        onValueChange={(from) =>
          onChange({
            dates:
              from === "day"
                ? { from: "day", day: today }
                : from === "spread"
                  ? { from: "spread", first: `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, last: today }
                  : { from: "column" },
          })
        }
        error={error("dates")}
        options={[
          { value: "column", label: t("survey.column") },
          { value: "day", label: t("survey.day") },
          { value: "spread", label: t("survey.spread"), hint: t("survey.spreadHint") },
        ]}
      />
      {dates.from === "day" ? (
        <Field label={t("survey.on")} error={error("dates.day")} className="w-44">
          <Input
            type="date"
            value={dates.day}
            onChange={(event) => onChange({ dates: { from: "day", day: event.target.value } })}
          />
        </Field>
      ) : null}
      {dates.from === "spread" ? (
        <div className="flex flex-wrap gap-3">
          <Field label={t("survey.first")} error={error("dates.first")} className="w-44">
            <Input
              type="date"
              value={dates.first}
              onChange={(event) => onChange({ dates: { ...dates, first: event.target.value } })}
            />
          </Field>
          <Field label={t("survey.last")} error={error("dates.last")} className="w-44">
            <Input
              type="date"
              value={dates.last}
              onChange={(event) => onChange({ dates: { ...dates, last: event.target.value } })}
            />
          </Field>
        </div>
      ) : null}
    </>
  );
}
