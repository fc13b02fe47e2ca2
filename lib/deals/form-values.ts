import { amountText } from "../format";
import type { DealField } from "./schema";

/** The facts of a deal as they are stored. */
export type StoredFacts = {
  name: string;
  amountCents: number | bigint;
  probability: number;
  source: string;
  expectedCloseOn: Date | string | null;
  ownerId: string | null;
  demoOn: Date | string | null;
  contractSentOn: Date | string | null;
  contractSignedOn: Date | string | null;
};

const dayText = (day: Date | string | null): string =>
  day === null ? "" : typeof day === "string" ? day : day.toISOString().slice(0, 10);

/** A fact in the words of its form: what an editor sees, and what it is compared with when it is saved. */
export function formValue(deal: StoredFacts, field: DealField): string {
  switch (field) {
    case "amount":
      return amountText(Number(deal.amountCents));
    case "probability":
      return String(Math.round(deal.probability * 1000) / 10);
    case "ownerId":
      return deal.ownerId ?? "";
    case "name":
    case "source":
      return deal[field];
    default:
      return dayText(deal[field]);
  }
}
