"use client";

import { Archive, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, startTransition, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { archiveChannelAction, createChannelAction, renameChannelAction } from "@/lib/catalogue/actions";

type Channel = { id: string; name: string; touchpoints: number };

function ChannelDialog({ channel, trigger }: { channel?: Channel; trigger: ReactElement }) {
  const t = useTranslations("catalogue");
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [state, submit, pending] = useActionState(async (before: ActionState, form: FormData): Promise<ActionState> => {
    const after = channel ? await renameChannelAction(null, form) : await createChannelAction(null, form);
    if (after?.ok) {
      setOpen(false);
      toast.say(t("saved"));
    }
    return after ?? before;
  }, null);
  const failed = state && !state.ok ? state : null;
  return (
    <Dialog
      title={channel ? t("channels.renameTitle", { name: channel.name }) : t("channels.newTitle")}
      size="sm"
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {channel ? t("save") : t("channels.create")}
        </Button>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          startTransition(() => submit(form));
        }}
      >
        {channel ? <input type="hidden" name="id" value={channel.id} /> : null}
        <FormMessage>{failed?.fieldErrors.name ? null : failed?.message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={failed?.fieldErrors}>
          <Input autoFocus maxLength={80} defaultValue={channel?.name} placeholder={t("channels.placeholder")} />
        </Field>
      </form>
    </Dialog>
  );
}

/** The channels through which customers and the firm meet. */
export function ChannelCard({ channels, mayWrite }: { channels: Channel[]; mayWrite: boolean }) {
  const t = useTranslations("catalogue");
  const toast = useToast();
  const archive = (channel: Channel) =>
    startTransition(async () => {
      const done = await archiveChannelAction(null, { id: channel.id });
      if (done?.ok) {
        toast.undo(t("channels.archived", { name: channel.name }), () => {
          const form = new FormData();
          form.set("name", channel.name);
          void createChannelAction(null, form);
        });
      } else if (done) toast.fail(done.message);
    });
  return (
    <Card>
      <CardHeader
        title={t("channels.title")}
        action={
          mayWrite ? <ChannelDialog trigger={<Button icon={<Plus aria-hidden />}>{t("channels.new")}</Button>} /> : null
        }
      />
      <CardBody>
        <p className="mb-2 text-sm text-muted">{t("channels.text")}</p>
        {channels.length > 0 ? (
          <Table label={t("channels.table")} look="inset">
            <thead>
              <tr>
                <Th>{t("channels.name")}</Th>
                <Th end>{t("channels.touchpoints")}</Th>
                {mayWrite ? (
                  <Th end className="relative">
                    <span className="sr-only">{t("channels.rename")}</span>
                  </Th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {channels.map((channel) => (
                <tr key={channel.id}>
                  <Td>{channel.name}</Td>
                  <Td end className="figures">
                    {channel.touchpoints}
                  </Td>
                  {mayWrite ? (
                    <Td end>
                      <span className="inline-flex gap-1">
                        <ChannelDialog
                          channel={channel}
                          trigger={
                            <IconButton
                              label={t("channels.renameTitle", { name: channel.name })}
                              icon={<Pencil aria-hidden />}
                            />
                          }
                        />
                        <IconButton
                          label={`${t("archive")}: ${channel.name}`}
                          icon={<Archive aria-hidden />}
                          onClick={() => archive(channel)}
                        />
                      </span>
                    </Td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </Table>
        ) : null}
      </CardBody>
    </Card>
  );
}
