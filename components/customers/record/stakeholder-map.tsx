import { useTranslations } from "next-intl";
import { initialsOf } from "@/components/ui/avatar";
import type { CustomerContact } from "@/lib/customers/customer";
import { classOf } from "@/lib/customers/score";
import { formatShare } from "@/lib/format";

const WIDTH = 330;
const HEIGHT = 176;
const LEFT = 34;
const RIGHT = 4;
const TOP = 8;
const BOTTOM = 24;
const RADIUS = 12;
const ZONES = [-1, 0, 1] as const;
const ZONE_NAME = { "-1": "against", "0": "neither", "1": "for" } as const;
const ZONE_FILL = { "-1": "var(--color-detractor-soft)", "0": "none", "1": "var(--color-promoter-soft)" };

const plotWidth = WIDTH - LEFT - RIGHT;
const plotHeight = HEIGHT - TOP - BOTTOM;
const zoneWidth = plotWidth / ZONES.length;

type Placed = { contact: CustomerContact; x: number; y: number };

/** The axis ends at the next tenth above the heaviest voice, so that small shares are told apart. */
const topOf = (contacts: readonly CustomerContact[]): number =>
  Math.min(1, Math.max(0.2, Math.ceil(Math.max(...contacts.map(({ influence }) => influence ?? 0)) * 10 + 0.001) / 10));

/** Those of one zone stand beside each other where they would lie on each other. */
function place(contacts: readonly CustomerContact[], top: number): Placed[] {
  return ZONES.flatMap((zone, index) => {
    const here = contacts.filter(({ stance }) => stance === zone);
    const placed: Placed[] = [];
    for (const contact of here) {
      const y = TOP + (1 - (contact.influence ?? 0) / top) * plotHeight;
      const middle = LEFT + (index + 0.5) * zoneWidth;
      const offsets = [0, -1, 1, -1.7, 1.7].map((step) => middle + step * (RADIUS * 2 + 2));
      const free = (x: number) => placed.every((other) => Math.hypot(other.x - x, other.y - y) >= RADIUS * 2);
      const inside = (x: number) => Math.abs(x - middle) + RADIUS <= zoneWidth / 2;
      placed.push({ contact, x: offsets.find((x) => inside(x) && free(x)) ?? middle, y });
    }
    return placed;
  });
}

/**
 * Who decides, and which way they lean: influence upwards, against us at the left, for us at the right; the rim is the
 * class of their last score. Those of whom influence or stance is unknown are in the list beside it only.
 */
export function StakeholderMap({ contacts }: { contacts: readonly CustomerContact[] }) {
  const t = useTranslations("record.people");
  const known = contacts.filter(({ influence, stance }) => influence !== null && stance !== null);
  if (known.length === 0) return null;
  const top = topOf(known);
  const y = (share: number) => TOP + (1 - share / top) * plotHeight;
  const rim = (score: number | null) =>
    score === null
      ? "var(--color-line-strong)"
      : { promoter: "var(--color-promoter)", passive: "var(--color-muted)", detractor: "var(--color-detractor)" }[
          classOf(score)
        ];
  return (
    <figure className="m-0">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("map")} className="h-auto w-full">
        {ZONES.map((zone, index) => (
          <rect
            key={zone}
            x={LEFT + index * zoneWidth}
            y={TOP}
            width={zoneWidth}
            height={plotHeight}
            fill={ZONE_FILL[`${zone}`]}
          />
        ))}
        {[0, top / 2, top].map((share) => (
          <g key={share}>
            <line
              x1={LEFT}
              x2={WIDTH - RIGHT}
              y1={y(share)}
              y2={y(share)}
              stroke={share === 0 ? "var(--color-line-strong)" : "var(--color-line)"}
            />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end" fontSize="11" fill="var(--color-muted)">
              {formatShare(share)}
            </text>
          </g>
        ))}
        {ZONES.map((zone, index) => (
          <text
            key={zone}
            x={LEFT + (index + 0.5) * zoneWidth}
            y={HEIGHT - 7}
            textAnchor="middle"
            fontSize="11"
            fill="var(--color-muted)"
          >
            {t(`stanceOf.${ZONE_NAME[`${zone}`]}`)}
          </text>
        ))}
        {place(known, top).map(({ contact, x, y: at }) => (
          <g key={contact.id}>
            <circle
              cx={x}
              cy={Math.min(Math.max(at, TOP + RADIUS), TOP + plotHeight - RADIUS)}
              r={RADIUS}
              fill="var(--color-surface)"
              stroke={rim(contact.score)}
              strokeWidth="2"
            >
              <title>{contact.name}</title>
            </circle>
            <text
              x={x}
              y={Math.min(Math.max(at, TOP + RADIUS), TOP + plotHeight - RADIUS) + 3.5}
              textAnchor="middle"
              fontSize="10"
              fontWeight="600"
              fill="var(--color-ink)"
            >
              {initialsOf(contact.name)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="sr-only">{t("mapLead")}</figcaption>
      <ul className="sr-only">
        {known.map((contact) => (
          <li key={contact.id}>
            {t("mapRow", {
              name: contact.name,
              role: contact.role || t("noRole"),
              influence: formatShare(contact.influence ?? 0),
              stance: t(`stanceOf.${ZONE_NAME[`${contact.stance as -1 | 0 | 1}`]}`),
              score: contact.score ?? t("never"),
            })}
          </li>
        ))}
      </ul>
    </figure>
  );
}
