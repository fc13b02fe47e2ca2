import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { csvPieces } from "../../csv";
import { inWorkspace, Prisma, rows } from "../../db";
import type { DealListParams } from "../list-params";
import { listDealPage } from "../queries";

/** Rows of one page that is read for a file. */
const PAGE = 500;

const HEAD = [
  "id",
  "external_id",
  "name",
  "customer_id",
  "customer",
  "stage",
  "stage_since",
  "amount",
  "currency",
  "probability",
  "weighted",
  "expected_close_on",
  "source",
  "owner",
  "competitors",
  "demo_on",
  "demo_done_at",
  "contract_sent_on",
  "contract_signed_on",
  "quote",
  "won_or_lost_at",
  "win_reason",
  "loss_reason",
  "created_at",
];

type More = {
  id: string;
  externalId: string | null;
  competitors: string[];
  demoOn: string | null;
  demoDoneAt: Date | null;
  contractSentOn: string | null;
  contractSignedOn: string | null;
  quoteCents: number | null;
};

/** The deals table as CSV: the same rows in the same order, with all that is known of each; read page by page. */
export async function dealsCsv(
  actor: Actor,
  params: DealListParams,
  { today, size = PAGE }: { today: string; size?: number },
): Promise<AsyncGenerator<string>> {
  allow(actor, "deals.read");
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  const money = (cents: number) => (cents / 100).toFixed(2);
  const read = async (cursor: string | null) => {
    const page = await listDealPage(actor, { ...params, cursor: cursor ?? undefined }, { today, size });
    const ids = page.rows.map(({ id }) => id);
    const found = await rows<More>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
        select d.id, d.external_id as "externalId", d.competitors, d.demo_on::text as "demoOn",
          d.demo_done_at as "demoDoneAt", d.contract_sent_on::text as "contractSentOn",
          d.contract_signed_on::text as "contractSignedOn",
          (select sum(l.quantity * l.unit_cents)::float8 from deal_lines l
           where l.workspace_id = ${w} and l.deal_id = d.id) as "quoteCents"
        from deals d where d.workspace_id = ${w} and d.id = any(${ids}::uuid[])`,
    );
    const byId = new Map(found.map((one) => [one.id, one]));
    return {
      rows: page.rows.flatMap((row) => {
        const more = byId.get(row.id);
        return more ? [{ ...row, ...more }] : [];
      }),
      next: page.next,
    };
  };
  return csvPieces(HEAD, read, (deal) => [
    deal.id,
    deal.externalId,
    deal.name,
    deal.customerId,
    deal.customerName,
    deal.stage,
    instant(deal.since),
    money(deal.amountCents),
    deal.currency,
    deal.probability,
    money(Math.round(deal.amountCents * deal.probability)),
    deal.expectedCloseOn,
    deal.source,
    deal.ownerName,
    deal.competitors.join(", "),
    deal.demoOn,
    instant(deal.demoDoneAt),
    deal.contractSentOn,
    deal.contractSignedOn,
    deal.quoteCents === null ? null : money(deal.quoteCents),
    instant(deal.closedAt),
    deal.winReason,
    deal.lossReason,
    instant(deal.createdAt),
  ]);
}
