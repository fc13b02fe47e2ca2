import type { RowScope } from "../generated/prisma/enums";

/** How many customers a seller looks after, alone, with the team and by shares. */
export type SellerReach = {
  userId: string;
  name: string;
  role: "hunter" | "farmer";
  teamName: string | null;
  /** Leads a team, and so sees what its members and those below look after. */
  leads: boolean;
  own: number;
  /** With their own; of the team and the teams below it, and of those they lead. */
  team: number;
  /** Shared with them and looked after by somebody else. */
  shared: number;
  /** Of these, those that nobody of the team looks after. */
  sharedBeyondTeam: number;
};

export type ReachFigures = {
  sellers: SellerReach[];
  customers: number;
  /** Looked after by nobody: seen by all. */
  nobodys: number;
};

/** How many customers a seller sees when sellers of that role see so much. */
export function seenBy(seller: SellerReach, scope: RowScope, { customers, nobodys }: ReachFigures): number {
  if (scope === "all") return customers;
  if (scope === "own" && !seller.leads) return seller.own + seller.shared + nobodys;
  return seller.team + seller.sharedBeyondTeam + nobodys;
}
