"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { useToast } from "@/components/ui/toaster";
import { setSelfServiceAction } from "@/lib/lifecycle/actions";

type Channel = { id: string; name: string; isSelfService: boolean };

/** Marks the channels in which customers get it done by themselves. */
export function ServiceChannels({ channels, mayWrite }: { channels: readonly Channel[]; mayWrite: boolean }) {
  const t = useTranslations("lifecycle.service");
  const toast = useToast();
  const [pending, start] = useTransition();
  const set = ({ id, name }: Channel, isSelfService: boolean) =>
    start(async () => {
      const done = await setSelfServiceAction(null, { id, isSelfService });
      if (done?.ok) toast.say(t(isSelfService ? "marked" : "unmarked", { name }));
      else if (done) toast.fail(done.message);
    });
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-3 lg:grid-cols-4">
      {channels.map((channel) => (
        <Checkbox
          key={`${channel.id} ${channel.isSelfService}`}
          label={channel.name}
          defaultChecked={channel.isSelfService}
          disabled={!mayWrite || pending}
          onChange={(event) => set(channel, event.currentTarget.checked)}
        />
      ))}
    </div>
  );
}
