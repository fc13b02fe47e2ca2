import type { Metadata } from "next";
import { ReachForm } from "@/components/settings/reach-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { reachFigures } from "@/lib/customers/queries/reach-figures";

export const metadata: Metadata = { title: "Who sees what" };

export default async function ReachPage() {
  const { actor, workspace } = await requireSession();
  const figures = await orNotFound(reachFigures(actor));
  const { hunterSees, farmerSees } = workspace;
  return (
    <SettingsFrame active="reach" hasAudit>
      <ReachForm key={`${hunterSees} ${farmerSees}`} now={{ hunterSees, farmerSees }} figures={figures} />
    </SettingsFrame>
  );
}
