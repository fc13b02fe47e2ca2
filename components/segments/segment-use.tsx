import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatCount, formatShare } from "@/lib/format";

export type SegmentUseProps = {
  id: string;
  use: {
    journeys: { id: string; name: string }[];
    improvements: { id: string; title: string }[];
    sentences: number;
  };
  overlaps: readonly { id: string; name: string; members: number; shared: number }[];
  memberCount: number;
};

const linkLook = "rounded-sm hover:underline";

/** What stands on this segment and where it can be used; whom it shares its members with. */
export function SegmentUse({ id, use, overlaps, memberCount }: SegmentUseProps) {
  const t = useTranslations("segments.use");
  const doors: { href: string; label: ReactNode }[] = [
    { href: `/customers?segment=${id}`, label: t("customers") },
    { href: `/responses?segment=${id}`, label: t("responses") },
    { href: `/insights?segment=${id}`, label: t("insights", { count: use.sentences }) },
  ];
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        <ul className="mt-2 flex flex-col gap-1.5 text-sm">
          {doors.map(({ href, label }) => (
            <li key={href}>
              <Link href={href} className="rounded-sm text-accent-text hover:underline">
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="text-sm font-semibold">{t("journeys")}</h2>
        {use.journeys.length === 0 ? (
          <p className="mt-2 text-sm text-muted">{t("noJourneys")}</p>
        ) : (
          <ul className="mt-2 flex flex-col gap-1.5 text-sm">
            {use.journeys.map((one) => (
              <li key={one.id}>
                <Link href={`/journeys/${one.id}`} className={linkLook}>
                  {one.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      {use.improvements.length > 0 ? (
        <section>
          <h2 className="text-sm font-semibold">{t("improvements")}</h2>
          <ul className="mt-2 flex flex-col gap-1.5 text-sm">
            {use.improvements.map((one) => (
              <li key={one.id}>
                <Link href={`/improvements/${one.id}`} className={linkLook}>
                  {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {overlaps.length > 0 && memberCount > 0 ? (
        <section>
          <h2 className="flex items-baseline justify-between text-sm font-semibold">
            {t("overlaps")}
            <Link
              href={`/segments/overlap?${new URLSearchParams({ s: [id, ...overlaps.map((one) => one.id)].join(",") })}`}
              className="rounded-sm text-xs font-normal text-accent-text hover:underline"
            >
              {t("compare")}
            </Link>
          </h2>
          <ul className="mt-2 flex flex-col gap-2 text-sm">
            {overlaps.map((one) => (
              <li key={one.id}>
                <span className="flex items-baseline justify-between gap-3">
                  <Link href={`/segments/${one.id}`} className="min-w-0 truncate rounded-sm hover:underline">
                    {one.name}
                  </Link>
                  <span className="figures shrink-0 text-xs text-muted">
                    {t("shared", { n: formatCount(one.shared), share: formatShare(one.shared / memberCount, 0) })}
                  </span>
                </span>
                <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-sunken">
                  <span
                    className="block h-full rounded-full bg-muted"
                    style={{ width: `${Math.min(100, (100 * one.shared) / memberCount)}%` }}
                  />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
