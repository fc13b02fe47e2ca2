"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatBytes } from "@/lib/format";

type Sending = { name: string; done: number; total: number };

/** Sends a file as it is, with its progress; then goes to its mapping. */
export function UploadForm({ limitMb }: { limitMb: number }) {
  const t = useTranslations("imports.upload");
  const router = useRouter();
  const request = useRef<XMLHttpRequest | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<string | null>(null);

  const send = (file: File) => {
    if (file.size > limitMb * 1_000_000) return setError(t("tooLarge", { limit: limitMb }));
    if (file.size === 0) return setError(t("empty"));
    setError(null);
    setSending({ name: file.name, done: 0, total: file.size });
    // fetch cannot say how much it has sent.
    const xhr = new XMLHttpRequest();
    request.current = xhr;
    const fail = (message: string) => {
      setSending(null);
      setError(message);
    };
    xhr.upload.onprogress = (event) =>
      setSending({ name: file.name, done: event.loaded, total: event.total || file.size });
    xhr.onerror = () => fail(t("offline"));
    xhr.onabort = () => setSending(null);
    xhr.onload = () => {
      const answer = readAnswer(xhr.responseText);
      if (xhr.status === 201 && answer.id) router.push(`/imports/${answer.id}`);
      else fail(answer.error?.message ?? t("offline"));
    };
    xhr.open("POST", "/api/imports");
    xhr.setRequestHeader("content-type", "application/octet-stream");
    xhr.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    xhr.send(file);
  };

  if (sending) {
    const sent = sending.done >= sending.total;
    return (
      <div className="flex min-h-36 flex-col justify-center gap-3 rounded-lg border border-line bg-surface px-6 py-8">
        <ProgressBar
          label={sent ? t("reading") : t("progress", { name: sending.name })}
          value={sending.done}
          max={sending.total}
          countText={t("bytes", { done: formatBytes(sending.done), total: formatBytes(sending.total) })}
        />
        <div>
          <Button onClick={() => request.current?.abort()}>{t("stop")}</Button>
        </div>
      </div>
    );
  }
  return (
    <FileDrop
      label={t("drop")}
      hint={t("hint", { limit: limitMb })}
      accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
      error={error ?? undefined}
      onFile={send}
    />
  );
}

function readAnswer(text: string): { id?: string; error?: { message?: string } } {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
