"use client";

import { Check, Plus, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConsentBadge } from "@/components/quotes/consent";
import { FeelingMark } from "@/components/quotes/feeling";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toaster";
import type { QuoteConsent, QuoteKind } from "@/lib/generated/prisma/enums";
import { attachVoiceAction, detachVoiceAction } from "@/lib/segments/needs-actions";

/** A voice as evidence. */
export type VoiceView = {
  id: string;
  kind: QuoteKind;
  text: string;
  speaker: string;
  feeling: number | null;
  consent: QuoteConsent;
  touchpoint: string | null;
};

export type VoicePickerProps = {
  needId: string;
  needText: string;
  attached: readonly VoiceView[];
  /** To choose from, the most useful first. */
  voices: readonly VoiceView[];
  canWrite: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const SHOWN = 60;

/** The voices a line rests on, and those it could rest on. A press attaches or takes away; nothing is lost. */
export function VoicePicker(props: VoicePickerProps) {
  const { needId, needText, attached, voices, canWrite, open, onOpenChange } = props;
  const t = useTranslations("segments.portrait.voices");
  const toast = useToast();
  const [words, setWords] = useState("");
  const [pending, start] = useTransition();
  const ids = new Set(attached.map(({ id }) => id));
  const asked = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const others = voices.filter(
    (voice) =>
      !ids.has(voice.id) &&
      asked.every((word) => `${voice.text} ${voice.speaker} ${voice.touchpoint ?? ""}`.toLowerCase().includes(word)),
  );
  const change = (quoteId: string, attach: boolean) =>
    start(async () => {
      const run = attach ? attachVoiceAction : detachVoiceAction;
      const result = await run(null, { id: needId, quoteId });
      if (result && !result.ok) toast.fail(result.message);
    });
  return (
    <Dialog
      title={t("title")}
      description={needText}
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      footer={<Button onClick={() => onOpenChange(false)}>{t("done")}</Button>}
    >
      <div aria-busy={pending || undefined} className="flex flex-col gap-4">
        <section aria-label={t("attached", { n: attached.length })}>
          <h3 className="mb-1 text-xs font-medium text-muted">{t("attached", { n: attached.length })}</h3>
          <ul className="divide-y divide-line rounded-md border border-line empty:hidden">
            {attached.map((voice) => (
              <VoiceLine
                key={voice.id}
                voice={voice}
                button={
                  canWrite ? (
                    <Button
                      size="sm"
                      icon={<Check aria-hidden />}
                      aria-label={t("detachOf", { text: voice.text })}
                      onClick={() => change(voice.id, false)}
                    >
                      {t("detach")}
                    </Button>
                  ) : null
                }
              />
            ))}
          </ul>
        </section>
        {canWrite ? (
          <section aria-label={t("others")}>
            <h3 className="mb-1 text-xs font-medium text-muted">{t("others")}</h3>
            <Input
              type="search"
              icon={<Search aria-hidden />}
              aria-label={t("search")}
              placeholder={t("search")}
              value={words}
              onChange={(event) => setWords(event.target.value)}
              className="mb-2"
            />
            {others.length === 0 ? (
              <p className="text-muted">{voices.length === 0 ? t("noVoices") : t("noneFits")}</p>
            ) : (
              <ul className="divide-y divide-line rounded-md border border-line">
                {others.slice(0, SHOWN).map((voice) => (
                  <VoiceLine
                    key={voice.id}
                    voice={voice}
                    button={
                      <Button
                        size="sm"
                        icon={<Plus aria-hidden />}
                        aria-label={t("attachOf", { text: voice.text })}
                        onClick={() => change(voice.id, true)}
                      >
                        {t("attach")}
                      </Button>
                    }
                  />
                ))}
              </ul>
            )}
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}

function VoiceLine({ voice, button }: { voice: VoiceView; button: React.ReactNode }) {
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="line-clamp-3">{voice.kind === "quote" ? `“${voice.text}”` : voice.text}</p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted">
          <FeelingMark feeling={voice.feeling} />
          {[voice.speaker, voice.touchpoint].filter(Boolean).join(", ")}
          {voice.consent === "none" ? <ConsentBadge consent="none" /> : null}
        </p>
      </div>
      {button}
    </li>
  );
}
