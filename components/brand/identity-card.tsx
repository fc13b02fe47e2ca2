"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import { updateIdentityAction } from "@/lib/brand/actions";

/** Who the brand is: read, edited in its place, put back. */
export function IdentityCard({ identity, mayWrite }: { identity: string; mayWrite: boolean }) {
  const t = useTranslations("brand.identity");
  const toast = useToast();
  const [isEditing, setIsEditing] = useState(false);
  const [text, setText] = useState(identity);
  const [error, setError] = useState("");
  const [pending, startTransition] = useTransition();
  const save = (next: string, isUndo = false) =>
    startTransition(async () => {
      const done = await updateIdentityAction(null, { identity: next });
      if (done?.ok) {
        setIsEditing(false);
        setError("");
        const { was } = done.value;
        if (isUndo) toast.say(t("saved"));
        else toast.undo(t("saved"), () => save(was, true));
      } else if (done) setError(done.fieldErrors.identity ?? done.message);
    });
  return (
    <Card>
      <CardHeader
        title={t("title")}
        action={
          mayWrite && !isEditing && identity ? (
            <Button
              size="sm"
              variant="ghost"
              icon={<Pencil aria-hidden />}
              onClick={() => {
                setText(identity);
                setIsEditing(true);
              }}
            >
              {t("edit")}
            </Button>
          ) : null
        }
      />
      <CardBody>
        {isEditing ? (
          <form
            className="flex flex-col gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              save(text);
            }}
          >
            <Field label={t("title")} labelHidden error={error}>
              <Textarea
                rows={5}
                maxLength={1000}
                autoFocus
                value={text}
                placeholder={t("placeholder")}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Escape") setIsEditing(false);
                }}
              />
            </Field>
            <div className="flex gap-2">
              <Button type="submit" variant="primary" size="sm" pending={pending}>
                {t("save")}
              </Button>
              <Button size="sm" variant="ghost" onClick={() => setIsEditing(false)}>
                {t("cancel")}
              </Button>
            </div>
          </form>
        ) : identity ? (
          <p className="whitespace-pre-line text-base">{identity}</p>
        ) : (
          <div className="flex flex-col items-start gap-2">
            <p className="text-sm text-muted">{t("empty")}</p>
            {mayWrite ? (
              <Button
                size="sm"
                icon={<Pencil aria-hidden />}
                onClick={() => {
                  setText("");
                  setIsEditing(true);
                }}
              >
                {t("write")}
              </Button>
            ) : null}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
