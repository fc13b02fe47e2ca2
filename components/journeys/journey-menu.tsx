"use client";

import { Archive, Copy, Ellipsis, Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import {
  archiveJourneyAction,
  cloneJourneyAction,
  restoreJourneyAction,
  updateJourneyAction,
} from "@/lib/journeys/actions";

export type JourneyMenuProps = {
  journey: { id: string; name: string; description: string; segment: { id: string; name: string } | null };
  segments: readonly { id: string; name: string }[];
};

/** What can be done with a map as a whole. */
export function JourneyMenu({ journey, segments }: JourneyMenuProps) {
  const t = useTranslations("journeys");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState<"details" | "clone" | null>(null);
  const archive = async () => {
    router.push("/journeys");
    const result = await archiveJourneyAction(null, { id: journey.id });
    if (result && !result.ok) return toast.fail(result.message);
    toast.undo(t("archived", { name: journey.name }), async () => {
      await restoreJourneyAction(null, { id: journey.id });
      router.push(`/journeys/${journey.id}`);
    });
  };
  return (
    <>
      <Menu trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />} align="end">
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setOpen("details")}>
          {t("details")}
        </MenuItem>
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => setOpen("clone")}>
          {t("clone")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Archive aria-hidden />} onSelect={() => void archive()}>
          {t("archive")}
        </MenuItem>
      </Menu>
      {open ? <JourneyDialog kind={open} journey={journey} segments={segments} close={() => setOpen(null)} /> : null}
    </>
  );
}

type JourneyDialogProps = JourneyMenuProps & { kind: "details" | "clone"; close: () => void };

function JourneyDialog({ kind, journey, segments, close }: JourneyDialogProps) {
  const t = useTranslations("journeys.form");
  const isClone = kind === "clone";
  const others = segments.filter(({ id }) => id !== journey.segment?.id);
  const first = others[0];
  const [name, setName] = useState(
    isClone
      ? t("cloneName", { name: journey.name, segment: (first?.name ?? t("everybody")).toLowerCase() }).slice(0, 100)
      : journey.name,
  );
  const [description, setDescription] = useState(journey.description);
  const [segmentId, setSegmentId] = useState((isClone ? first?.id : journey.segment?.id) ?? "");
  const [state, send, pending] = useActionState<ActionState<void>>(async () => {
    if (isClone) return cloneJourneyAction(null, { id: journey.id, name, segmentId });
    const result = await updateJourneyAction(null, { id: journey.id, name, description, segmentId });
    if (result?.ok) close();
    return result;
  }, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  // Its own segment may have been archived since.
  const own = journey.segment && !segments.some(({ id }) => id === journey.segment?.id) ? [journey.segment] : [];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title={isClone ? t("cloneTitle", { name: journey.name }) : t("detailsTitle")}
      description={isClone ? t("cloneLead") : undefined}
    >
      <form action={send} noValidate className="flex flex-col gap-4">
        <FormMessage tone="error">
          {state && !state.ok && Object.keys(state.fieldErrors).length === 0 ? state.message : null}
        </FormMessage>
        <Field label={t("segment")} name="segmentId" hint={t("segmentHint")} error={errors.segmentId}>
          <Select
            value={segmentId}
            onChange={(event) => setSegmentId(event.target.value)}
            options={[
              ...[...own, ...segments].map((segment) => ({ value: segment.id, label: segment.name })),
              { value: "", label: t("everybody") },
            ]}
          />
        </Field>
        <Field label={t("name")} name="name" error={errors.name}>
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
        {isClone ? null : (
          <Field label={t("description")} name="description" optional error={errors.description}>
            <Textarea
              rows={3}
              value={description}
              maxLength={600}
              onChange={(event) => setDescription(event.target.value)}
            />
          </Field>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {isClone ? t("clone") : t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
