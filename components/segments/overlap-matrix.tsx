import Link from "next/link";
import { useTranslations } from "next-intl";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatCount, formatShare } from "@/lib/format";

export type OverlapMatrixProps = {
  matrix: { segments: { id: string; name: string; members: number }[]; shared: number[][] };
};

/** Members in both, as a share of the row's: the darker, the more of the row is also in the column. */
export function OverlapMatrix({ matrix }: OverlapMatrixProps) {
  const t = useTranslations("segments.overlap");
  const { segments, shared } = matrix;
  if (segments.length === 0) return <p className="text-sm text-muted">{t("nothing")}</p>;
  return (
    <ScrollBox label={t("table")} className="relative overflow-x-auto">
      <table className="border-separate border-spacing-0.5 text-sm">
        <caption className="sr-only">{t("table")}</caption>
        <thead>
          <tr>
            <th scope="col" className="p-2 text-start align-bottom text-xs font-medium text-muted">
              {t("of")}
            </th>
            {segments.map((column) => (
              <th
                key={column.id}
                scope="col"
                className="max-w-32 min-w-24 p-2 text-start align-bottom text-xs font-medium"
              >
                <span className="line-clamp-3">{column.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.map((row, at) => (
            <tr key={row.id}>
              <th
                scope="row"
                className="sticky start-0 z-10 max-w-64 min-w-40 bg-background py-2 pe-3 text-start font-normal"
              >
                <Link href={`/segments/${row.id}`} className="block truncate rounded-sm font-medium hover:underline">
                  {row.name}
                </Link>
                <span className="text-xs text-muted">{t("members", { count: row.members })}</span>
              </th>
              {segments.map((column, place) => {
                const n = shared[at]![place]!;
                const share = row.members > 0 ? n / row.members : 0;
                if (at === place)
                  return (
                    <td key={column.id} className="rounded-sm bg-sunken p-2 text-xs text-muted">
                      <span className="sr-only">{t("itself")}</span>
                    </td>
                  );
                return (
                  <td
                    key={column.id}
                    className="rounded-sm p-2"
                    style={{
                      background: `color-mix(in srgb, var(--color-accent) ${Math.round(share * 34)}%, var(--color-surface))`,
                    }}
                  >
                    <span className="figures block font-medium">{row.members > 0 ? formatShare(share, 0) : "–"}</span>
                    <span className="figures block text-xs">{formatCount(n)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
