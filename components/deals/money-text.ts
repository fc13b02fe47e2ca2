import { formatMoney } from "@/lib/format";

type Sum = { currency: string; amountCents: number; weightedCents: number };

/** "€12,500 + $300": amounts of different currencies stand beside each other and are never added. */
export function sumsText(
  sums: readonly Sum[],
  which: "amountCents" | "weightedCents",
  options: { short?: boolean } = {},
): string {
  return sums.map((sum) => formatMoney(Math.round(sum[which] / 100) * 100, sum.currency, options)).join(" + ");
}
