import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatDate, formatMoney } from "@/lib/format";
import type { CustomerOffer, Suggestion } from "@/lib/offers/offer";
import { reasonText } from "@/lib/offers/reason";
import { AcceptanceRate } from "./acceptance-rate";
import { AnswerOffer, AnswerSuggestion } from "./offer-buttons";

export type NextOffersCardProps = {
  /** lib/offers/queries.ts: suggestionsFor */
  suggestions: readonly Suggestion[];
  /** lib/offers/queries.ts: listCustomerOffers */
  offers: readonly CustomerOffer[];
  timeZone: string;
  /** No rate under so many answers. */
  smallGroup: number;
  mayWrite: boolean;
};

const SUGGESTIONS_SHOWN = 3;
const PAST_SHOWN = 4;

/** What to offer next and why, what waits for an answer, and what came of earlier offers. */
export function NextOffersCard({ suggestions, offers, timeZone, smallGroup, mayWrite }: NextOffersCardProps) {
  const t = useTranslations("offers");
  const isWaiting = (offer: CustomerOffer) => !offer.acceptedAt && !offer.declinedAt && !offer.ignoredAt;
  const waiting = offers.filter(isWaiting);
  const past = offers.filter((offer) => !isWaiting(offer)).slice(0, PAST_SHOWN);
  return (
    <Card>
      <CardHeader title={t("next.title")} meta={suggestions.length > 0 ? t("next.sub") : undefined} />
      <CardBody>
        {suggestions.length + offers.length === 0 ? <p className="text-muted">{t("next.none")}</p> : null}
        <ul className="flex flex-col">
          {suggestions.slice(0, SUGGESTIONS_SHOWN).map((suggestion) => (
            <li key={suggestion.ruleId} className="border-b border-line py-2 first:pt-0 last:border-0 last:pb-0">
              <div className="flex items-baseline justify-between gap-3">
                <p className="min-w-0">
                  <span className="font-medium">{suggestion.offer}</span>
                  {suggestion.priceCents !== null && suggestion.currency ? (
                    <span className="text-muted"> {formatMoney(suggestion.priceCents, suggestion.currency)}</span>
                  ) : null}
                </p>
                <AcceptanceRate accepted={suggestion.accepted} answered={suggestion.answered} k={smallGroup} />
              </div>
              <p className="text-xs text-muted">
                {reasonText(suggestion, t)}
                {suggestion.channelName ? `. ${t("next.through", { channel: suggestion.channelName })}` : null}
              </p>
              {mayWrite ? (
                <AnswerSuggestion
                  ruleId={suggestion.ruleId}
                  customerId={suggestion.customerId}
                  offer={suggestion.offer}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {waiting.length > 0 ? (
          <ul className={cn("flex flex-col gap-1", suggestions.length > 0 && "mt-2 border-t border-line pt-2")}>
            {waiting.map((offer) => (
              <li key={offer.id} className="flex items-center gap-2">
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{offer.name}</span>
                  <span className="block text-xs text-muted">
                    {t("waiting", { date: formatDate(offer.offeredAt, timeZone) })}
                  </span>
                </span>
                {mayWrite ? <AnswerOffer id={offer.id} offer={offer.name} /> : null}
              </li>
            ))}
          </ul>
        ) : null}
        {past.length > 0 ? (
          <ul
            className={cn(
              "flex flex-col gap-1 text-xs text-muted",
              suggestions.length + waiting.length > 0 && "mt-2 border-t border-line pt-2",
            )}
          >
            {past.map((offer) => (
              <li key={offer.id} className="flex justify-between gap-3">
                <span className="min-w-0 truncate">{offer.name}</span>
                <span className="shrink-0">
                  {offer.acceptedAt
                    ? t("accepted", { date: formatDate(offer.acceptedAt, timeZone) })
                    : offer.declinedAt
                      ? t("declined", { date: formatDate(offer.declinedAt, timeZone) })
                      : offer.ignoredAt
                        ? t("ignored", { date: formatDate(offer.ignoredAt, timeZone) })
                        : null}
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}
