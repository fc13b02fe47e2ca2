import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { listShares } from "@/lib/customers/queries/shares";
import { ShareDialog } from "./share-dialog";

type ShareButtonProps = {
  actor: Actor;
  customerId: string;
  customerName: string;
  timeZone: string;
  /** Archived customers keep their shares and get no new ones. */
  isArchived?: boolean;
};

/** Who else sees a customer, and the door to let colleagues see it; nothing for those who may not share. */
export async function ShareButton({ actor, customerId, customerName, timeZone, isArchived = false }: ShareButtonProps) {
  if (isArchived || !may(actor, "customers.share")) return null;
  const shares = await listShares(actor, customerId);
  return <ShareDialog customerId={customerId} customerName={customerName} timeZone={timeZone} {...shares} />;
}
