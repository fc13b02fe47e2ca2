import { getTranslations } from "next-intl/server";
import { GapsFirst } from "@/components/journeys/gaps-first";
import { HygieneBar } from "@/components/journeys/hygiene-bar";
import type { GivenLink } from "@/components/journeys/share-dialog";
import { JourneyTools } from "@/components/journeys/share-tools";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatAgo, formatDate, formatDay } from "@/lib/format";
import { gapList } from "@/lib/journeys/queries/gaps";
import { journeyHygiene, listShares, ownersToChoose, type ShareRow } from "@/lib/journeys/queries/sheet";
import { dayIn, parsePeriod } from "@/lib/period";

type Props = { id: string; period: string | null };

const stateOf = ({ withdrawnAt, expiresAt }: ShareRow, now: Date): GivenLink["state"] =>
  withdrawnAt ? "withdrawn" : expiresAt && expiresAt <= now ? "expired" : "open";

/** Compare, present, download and share: the buttons of a map's header. */
export async function MapTools({ id, name, period }: Props & { name: string }) {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("journeys.share")]);
  if (!may(actor, "journeys.share")) return <JourneyTools id={id} period={period} share={null} />;
  const { timeZone } = workspace;
  const now = new Date();
  const links = (await listShares(actor, id)).map((row): GivenLink => {
    const day = formatDate(row.createdAt, timeZone);
    return {
      id: row.id,
      name: row.name,
      state: stateOf(row, now),
      made: row.createdByName ? t("made", { day, who: row.createdByName }) : t("madeOnly", { day }),
      opened: row.lastOpenedAt ? t("opened", { ago: formatAgo(row.lastOpenedAt, now, timeZone) }) : t("neverOpened"),
      // It ends at midnight after that day.
      until: row.expiresAt ? t("until", { day: formatDate(new Date(row.expiresAt.getTime() - 1), timeZone) }) : null,
    };
  });
  return (
    <JourneyTools
      id={id}
      period={period}
      share={{ name, k: workspace.smallGroup, links, today: dayIn(timeZone, now) }}
    />
  );
}

/** Owner and review of a map, in its bar. */
export async function MapHygiene({ id }: { id: string }) {
  const { actor, workspace } = await requireSession();
  const canWrite = may(actor, "journeys.write");
  const [[found], owners] = await Promise.all([
    journeyHygiene(actor, new Date(), id),
    canWrite ? ownersToChoose(actor) : null,
  ]);
  if (!found) return null;
  return (
    <HygieneBar
      id={id}
      ownerId={found.ownerId}
      ownerName={found.ownerName}
      reviewOn={found.reviewOn}
      reviewDay={found.reviewOn ? formatDay(new Date(`${found.reviewOn}T00:00:00Z`)) : null}
      review={found.review}
      lastReviewed={found.reviewedAt ? formatDate(found.reviewedAt, workspace.timeZone) : null}
      owners={owners}
    />
  );
}

/** What to fix first, for the map's head. Put it into Suspense: it asks more than the map does. */
export async function FixFirst({ id, period }: Props) {
  const { actor, workspace } = await requireSession();
  const span = parsePeriod(period, { timeZone: workspace.timeZone, now: new Date() });
  const { ranked } = await gapList(actor, id, span);
  return (
    <GapsFirst ranked={ranked} href={`/journeys/${id}/gaps${period ? `?period=${encodeURIComponent(period)}` : ""}`} />
  );
}
