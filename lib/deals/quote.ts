// The lines of a deal's quote: quantity × unit price, in whole cents of the deal's currency.

export type QuoteLine = {
  id: string;
  productId: string | null;
  label: string;
  quantity: number;
  unitCents: number;
};

/** What may be quoted, with its list price when it has one. */
export type QuoteProduct = { id: string; name: string; priceCents: number | null; currency: string | null };

export const lineCents = ({ quantity, unitCents }: Pick<QuoteLine, "quantity" | "unitCents">): number =>
  quantity * unitCents;

export const quoteCents = (lines: readonly Pick<QuoteLine, "quantity" | "unitCents">[]): number =>
  lines.reduce((sum, line) => sum + lineCents(line), 0);

/**
 * Why a product cannot stand in a quote of this currency, in words; null when it can. Amounts of different currencies
 * are never added, and there is no rate to turn one into the other.
 */
export function refusedFor(product: QuoteProduct, currency: string): string | null {
  return product.priceCents === null || product.currency === null || product.currency === currency
    ? null
    : `${product.name} is priced in ${product.currency}; this deal is in ${currency}.`;
}
