import { formatDay } from "@/lib/format";
import type { QuoteRow } from "@/lib/quotes/queries";
import type { QuoteView } from "./quote-card";
import type { QuoteDraft } from "./quote-dialog";

/** A stored voice as the card shows it. */
export function quoteView(row: QuoteRow): QuoteView {
  return {
    id: row.id,
    kind: row.kind,
    text: row.text,
    speaker: row.speaker,
    source: row.source,
    interview: row.interviewId ? { id: row.interviewId, title: row.interviewTitle ?? "" } : null,
    touchpoint: row.touchpointId ? { id: row.touchpointId, name: row.touchpointName ?? "" } : null,
    segment: row.segmentId ? { id: row.segmentId, name: row.segmentName ?? "" } : null,
    feeling: row.feeling,
    tags: row.tags,
    consent: row.consent,
    date: row.saidOn ? formatDay(row.saidOn) : "",
    needs: row.needs,
    cells: row.cells,
  };
}

/** A stored voice as the form begins with it. */
export function quoteDraft(row: QuoteRow): QuoteDraft & { id: string } {
  return {
    id: row.id,
    kind: row.kind,
    text: row.text,
    speaker: row.speaker,
    source: row.source,
    touchpointId: row.touchpointId ?? "",
    segmentId: row.segmentId ?? "",
    feeling: row.feeling,
    tags: row.tags,
    consent: row.consent,
    saidOn: row.saidOn ? row.saidOn.toISOString().slice(0, 10) : "",
    ...(row.interviewConsent ? { interviewConsent: row.interviewConsent } : {}),
  };
}
