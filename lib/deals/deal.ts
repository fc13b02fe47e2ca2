import type { CustomerKind, DealStage } from "../generated/prisma/enums";

export type DealRow = {
  id: string;
  name: string;
  stage: DealStage;
  customerId: string;
  customerName: string;
  customerKind: CustomerKind;
  amountCents: number;
  currency: string;
  /** 0 to 1 */
  probability: number;
  source: string;
  /** YYYY-MM-DD */
  expectedCloseOn: string | null;
  ownerId: string | null;
  ownerName: string | null;
  createdAt: Date;
  /** When it was won or lost. */
  closedAt: Date | null;
  lossReason: string;
};
