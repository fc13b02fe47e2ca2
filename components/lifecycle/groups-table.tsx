import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/format";
import type { Rate } from "@/lib/lifecycle/outcomes";
import type { What } from "@/lib/lifecycle/schema";
import { rateText } from "./rate-text";

export type GroupLine = {
  key: string;
  name: string;
  acquired: number;
  after: number;
  retention: Rate | null;
  loyal: Rate | null;
  profitable: Rate | null;
};

type Props = {
  lines: readonly GroupLine[];
  kind: "segment" | "owner";
  k: number;
  /** The people behind a number of a group. */
  hrefs: Record<string, Record<Extract<What, "acquired" | "retained" | "loyal" | "profitable">, string>>;
};

/** The four outcomes of each group, in numbers that open. */
export function GroupsTable({ lines, kind, k, hrefs }: Props) {
  const t = useTranslations("lifecycle");
  const common = useTranslations("common");
  const cell = (rate: Rate | null, href: string | undefined) => {
    const { value, range, state } = rateText(rate, k);
    if (state === "hidden") return <span className="text-xs text-muted">{t("fewer", { k })}</span>;
    if (value === null || !rate) return <span className="text-muted">–</span>;
    return (
      <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2 whitespace-nowrap">
        <Link href={href ?? ""} prefetch={false} className="rounded-sm font-medium hover:underline">
          {value}
        </Link>
        <span className="text-xs text-muted">
          {range}, n {formatCount(rate.n)}
          {state === "indicative" ? `, ${common("indicativeShort")}` : null}
        </span>
      </span>
    );
  };
  return (
    <Table label={t(`groups.${kind}`)} look="inset">
      <thead>
        <tr>
          <Th>{t(`groups.name.${kind}`)}</Th>
          <Th end>{t("acquired")}</Th>
          <Th end>{t("groups.at")}</Th>
          <Th end>{t("retained")}</Th>
          <Th end>{t("loyal")}</Th>
          <Th end>{t("profitable")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={line.key}>
            <Td className="min-w-40">{line.name}</Td>
            <Td end>
              <Link href={hrefs[line.key]?.acquired ?? ""} prefetch={false} className="rounded-sm hover:underline">
                {formatCount(line.acquired)}
              </Link>
            </Td>
            <Td end>{formatCount(line.after)}</Td>
            <Td end>{cell(line.retention, hrefs[line.key]?.retained)}</Td>
            <Td end>{cell(line.loyal, hrefs[line.key]?.loyal)}</Td>
            <Td end>{cell(line.profitable, hrefs[line.key]?.profitable)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
