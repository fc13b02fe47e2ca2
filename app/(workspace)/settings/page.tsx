import type { Metadata } from "next";
import { NewWorkspace } from "@/components/settings/new-workspace";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { actor, workspace } = await requireSession();
  const mayChange = may(actor, "workspace.manage");
  const { name, timeZone, currency, model, strategy, smallGroup, brandColor } = workspace;
  return (
    <SettingsFrame active="workspace" hasAudit={may(actor, "audit.read")} actions={mayChange ? <NewWorkspace /> : null}>
      <WorkspaceForm
        key={workspace.id}
        workspace={{ name, timeZone, currency, model, strategy, smallGroup, brandColor }}
        timeZones={["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]}
        mayChange={mayChange}
      />
    </SettingsFrame>
  );
}
