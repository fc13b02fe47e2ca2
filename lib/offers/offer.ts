export type CustomerOffer = {
  id: string;
  name: string;
  priceCents: number | null;
  currency: string | null;
  offeredAt: Date;
  acceptedAt: Date | null;
  declinedAt: Date | null;
};
