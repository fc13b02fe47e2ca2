import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DiscardButton } from "@/components/imports/discard-button";
import { ImportProgress } from "@/components/imports/import-progress";
import { ImportSummary, RefusedDownload, RefusedRows } from "@/components/imports/import-summary";
import { MappingForm } from "@/components/imports/mapping-form";
import { StatusBadge } from "@/components/imports/status-badge";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { Stepper } from "@/components/ui/stepper";
import type { Actor } from "@/lib/auth/actor";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import {
  getImport,
  type ImportDetail,
  importCatalogue,
  listRefusals,
  listSavedMappings,
  proposeMapping,
  sampleFile,
} from "@/lib/imports/queries";
import { type DELIMITERS, ENCODINGS, importMapping } from "@/lib/imports/schema";
import { DuplicatesNote } from "../../_everyday/duplicates-note";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ encoding?: string; delimiter?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getImport(actor, id))).fileName };
}

const DELIMITER_NAMES = new Map<string | undefined, (typeof DELIMITERS)[number]>([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["bar", "|"],
]);

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, query, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("imports"),
  ]);
  const job = await orNotFound(getImport(actor, id));
  const steps = [t("steps.upload"), t("steps.map"), t("steps.check"), t("steps.import")];
  const open = job.status === "mapping" || job.status === "failed";
  return (
    <>
      <PageHeader
        title={job.fileName}
        breadcrumb={[{ href: "/imports", label: t("title") }]}
        beside={<StatusBadge status={job.status} />}
        actions={
          open ? (
            <DiscardButton id={id} />
          ) : job.status === "done" ? (
            <LinkButton href="/imports/new">{t("new")}</LinkButton>
          ) : null
        }
      />
      <PageBody>
        {open ? (
          <Mapping
            actor={actor}
            job={job}
            timeZone={workspace.timeZone}
            encoding={ENCODINGS.find((encoding) => encoding === query.encoding)}
            delimiter={DELIMITER_NAMES.get(query.delimiter)}
          />
        ) : null}
        {job.status === "queued" || job.status === "running" ? (
          <>
            <Stepper label={t("steps.label")} steps={steps} current={3} />
            <ImportProgress
              start={{ id, status: job.status, phase: job.phase, rowsRead: job.rowsRead, rowsTotal: job.rowsTotal }}
            />
          </>
        ) : null}
        {job.status === "done" ? (
          <>
            <ImportSummary
              id={id}
              kind={job.kind ?? "customers"}
              counts={job}
              result={job.result}
              tookSeconds={job.tookSeconds}
            />
            <DuplicatesNote actor={actor} since={job.createdAt} />
            <RefusedRows refusals={await listRefusals(actor, id)} total={job.refused} />
          </>
        ) : null}
        {job.status === "cancelled" ? (
          <EmptyState title={t("cancelled.title")} actions={<LinkButton href="/imports/new">{t("new")}</LinkButton>}>
            {t("cancelled.text")}
          </EmptyState>
        ) : null}
      </PageBody>
    </>
  );
}

type MappingProps = {
  actor: Actor;
  job: ImportDetail;
  timeZone: string;
  encoding: (typeof ENCODINGS)[number] | undefined;
  delimiter: (typeof DELIMITERS)[number] | undefined;
};

/** The way from a file to its meaning; after a failure with the mapping as it was and the rows that were refused. */
async function Mapping({ actor, job, timeZone, encoding, delimiter }: MappingProps) {
  const t = await getTranslations("imports");
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const before =
    job.status === "failed" && !encoding && !delimiter ? importMapping.safeParse(job.mapping).data : undefined;
  const sample = await sampleFile(actor, job.id, before ?? { encoding, delimiter });
  if (sample.problem !== "") return <FormMessage>{sample.problem}</FormMessage>;
  const [catalogue, saved, proposed] = await Promise.all([
    importCatalogue(actor),
    listSavedMappings(actor),
    proposeMapping(actor, job.id, sample, today),
  ]);
  const proposal = before?.columns.length === sample.header.length ? before : proposed;
  const refusals = job.status === "failed" && job.refused > 0 ? await listRefusals(actor, job.id) : [];
  return (
    <>
      <MappingForm
        key={`${sample.encoding} ${sample.delimiter}`}
        id={job.id}
        file={{ name: job.fileName, bytes: job.bytes, legacy: job.encoding !== "utf-8" }}
        sample={sample}
        proposal={proposal}
        catalogue={catalogue}
        saved={saved}
        today={today}
        failure={job.failure ? `${t("failed.title")}: ${job.failure}` : ""}
      />
      {refusals.length > 0 ? (
        <>
          <div>
            <RefusedDownload id={job.id} />
          </div>
          <RefusedRows refusals={refusals} total={job.refused} />
        </>
      ) : null}
    </>
  );
}
