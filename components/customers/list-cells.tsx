import { Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Td, Th } from "@/components/ui/table";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { countryName, languageName } from "@/lib/customers/codes";
import type { ListColumn } from "@/lib/customers/columns";
import type { CustomerRow } from "@/lib/customers/customer";
import type { CustomerSort } from "@/lib/customers/schema";
import { formatAgo, formatCount, formatDate, formatDay, formatMoney, formatNumber } from "@/lib/format";
import { InteractionIcon, RoleIcon } from "./icons";
import { LastAnswer } from "./last-answer";

/** Columns that the list can be ordered by. */
const SORTS: Partial<Record<ListColumn, CustomerSort>> = {
  answer: "answer",
  value: "value",
  contact: "contact",
  created: "created",
};
/** Figures stand at the end of their column. */
const AT_END = new Set<ListColumn>(["value", "orders", "interactions", "responses"]);

type ColumnHeadProps = {
  column: ListColumn;
  definitions: readonly AttributeDefinition[];
  currency: string;
  /** Leaves room where there is little. */
  className?: string;
  head: (by: CustomerSort) => { sortHref?: string; sorted?: "asc" | "desc" };
};

export function ColumnHead({ column, definitions, currency, className, head }: ColumnHeadProps) {
  const label = useColumnLabel(definitions, currency);
  const sort = SORTS[column];
  return (
    <Th end={atEnd(column, definitions)} className={className} {...(sort ? head(sort) : {})}>
      {label(column)}
    </Th>
  );
}

const atEnd = (column: ListColumn, definitions: readonly AttributeDefinition[]): boolean => {
  if (AT_END.has(column)) return true;
  const kind = definitionOf(column, definitions)?.kind;
  return kind === "number" || kind === "money";
};
const definitionOf = (column: ListColumn, definitions: readonly AttributeDefinition[]) =>
  column.startsWith("attr.") ? definitions.find(({ key }) => `attr.${key}` === column) : undefined;

/** A column's name, with the unit of its figures. */
function useColumnLabel(definitions: readonly AttributeDefinition[], currency: string) {
  const t = useTranslations("customers.columns");
  return (column: ListColumn): string => {
    const definition = definitionOf(column, definitions);
    if (definition) return definition.unit ? `${definition.label}, ${definition.unit}` : definition.label;
    return column.startsWith("attr.") ? column : t(column as Exclude<ListColumn, `attr.${string}`>, { currency });
  };
}

type ColumnCellProps = {
  column: ListColumn;
  row: CustomerRow;
  definitions: readonly AttributeDefinition[];
  currency: string;
  now: Date;
  timeZone: string;
  className?: string;
};

export function ColumnCell({ column, row, definitions, currency, now, timeZone, className }: ColumnCellProps) {
  const t = useTranslations("customers");
  const day = (at: Date | null) => (at ? formatDate(at, timeZone) : <None />);
  const text = (value: string | null) =>
    value ? (
      <span className="block max-w-56 truncate" title={value}>
        {value}
      </span>
    ) : (
      <None />
    );
  const inside = (): ReactNode => {
    switch (column) {
      case "segment":
        return <SegmentNames names={row.segments} />;
      case "lifecycle":
        return <span className="whitespace-nowrap">{t(`lifecycle.${row.lifecycle}`)}</span>;
      case "health":
        return <Health score={row.health} />;
      case "answer":
        return <LastAnswer {...row} now={now} timeZone={timeZone} />;
      case "owner":
        return <Owner row={row} />;
      case "value":
        return formatCount(row.revenueCents / 100);
      case "contact":
        return <LastContact row={row} now={now} timeZone={timeZone} />;
      case "tags":
        return <Tags tags={row.tags} />;
      case "kind":
        return t(`kind.${row.kind}`);
      case "side":
        return t(`side.${row.side}`);
      case "email":
        return text(row.email);
      case "phone":
        return text(row.phone);
      case "city":
        return text(row.city);
      case "country":
        return text(countryName(row.country));
      case "language":
        return text(row.language ? languageName(row.language) : null);
      case "number":
        return text(row.externalId);
      case "orders":
        return formatCount(row.orders);
      case "interactions":
        return formatCount(row.interactions);
      case "responses":
        return formatCount(row.responses);
      case "firstOrder":
        return day(row.firstOrderAt);
      case "lastOrder":
        return day(row.lastOrderAt);
      case "created":
        return day(row.createdAt);
      default:
        return <Attribute row={row} definition={definitionOf(column, definitions)} currency={currency} />;
    }
  };
  return (
    <Td end={atEnd(column, definitions)} className={className}>
      {inside()}
    </Td>
  );
}

const None = () => <span className="text-muted">–</span>;

function Attribute({
  row,
  definition,
  currency,
}: {
  row: CustomerRow;
  definition: AttributeDefinition | undefined;
  currency: string;
}) {
  const t = useTranslations("customers.filter");
  const value = definition ? row.attributes[definition.key] : undefined;
  if (!definition || value === undefined) return <None />;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number")
    return definition.kind === "money" ? formatMoney(value, currency) : formatNumber(value, 2, 0);
  if (definition.kind === "date" && !Number.isNaN(Date.parse(value))) return formatDay(new Date(value));
  return (
    <span className="block max-w-56 truncate" title={value}>
      {value}
    </span>
  );
}

/** 0 to 10 with a short bar, so that low ones are seen from afar. */
function Health({ score }: { score: number | null }) {
  if (score === null) return <None />;
  return (
    <span className="flex items-center gap-2">
      <span className="figures w-6 font-medium">{formatNumber(score, 1, 1)}</span>
      <span aria-hidden className="h-1 w-12 rounded-full bg-[color-mix(in_srgb,var(--color-ink)_12%,transparent)]">
        <span
          className="block h-full rounded-full bg-muted"
          style={{ width: `${Math.max(0, Math.min(10, score)) * 10}%` }}
        />
      </span>
    </span>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const t = useTranslations("customers");
  if (tags.length === 0) return <None />;
  return (
    <span className="flex max-w-64 items-center gap-1.5" title={tags.join(", ")}>
      {tags.slice(0, 2).map((tag) => (
        <Badge key={tag} pill outline>
          {tag}
        </Badge>
      ))}
      {tags.length > 2 ? (
        <span className="text-xs text-muted">{t("moreSegments", { count: tags.length - 2 })}</span>
      ) : null}
    </span>
  );
}

function SegmentNames({ names }: { names: readonly string[] }) {
  const t = useTranslations("customers");
  if (names.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex max-w-56 items-baseline gap-2 @max-6xl:max-w-36" title={names.join(", ")}>
      <span className="truncate">{names[0]}</span>
      {names.length > 1 ? (
        <span className="shrink-0 text-xs text-muted">{t("moreSegments", { count: names.length - 1 })}</span>
      ) : null}
    </span>
  );
}

function Owner({ row }: { row: CustomerRow }) {
  const t = useTranslations("customers");
  const roles = useTranslations("users.role");
  if (!row.ownerName) return <span className="text-muted">{t("nobody")}</span>;
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Avatar name={row.ownerName} tone="accent" />
      {row.ownerName}
      {row.ownerRole ? (
        <span className="flex items-center gap-1 text-xs text-muted">
          <RoleIcon role={row.ownerRole} />
          {roles(row.ownerRole)}
        </span>
      ) : null}
    </span>
  );
}

function LastContact({ row, now, timeZone }: { row: CustomerRow; now: Date; timeZone: string }) {
  const t = useTranslations("customers");
  const kinds = useTranslations("interactions.kind");
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      {row.lastContactKind ? (
        <>
          <InteractionIcon kind={row.lastContactKind} className="text-muted" />
          <span className="sr-only">{kinds(row.lastContactKind)}</span>
        </>
      ) : (
        <Minus aria-hidden className="text-muted" />
      )}
      {row.lastContactAt ? formatAgo(row.lastContactAt, now, timeZone) : t("never")}
    </span>
  );
}
