"use client";

import { Columns2, Download, FileImage, FileText, Presentation, Printer, Shapes } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { ShareDialog, type ShareDialogProps } from "./share-dialog";

export type JourneyToolsProps = {
  id: string;
  /** The period in the URL, when it is not the default. */
  period: string | null;
  /** Null for who may not share. */
  share: Omit<ShareDialogProps, "journeyId"> | null;
};

/** A drawing at twice its size as a PNG, named as the drawing is. Words are outlines in it, so nothing else is fetched. */
async function pngOf(address: string): Promise<{ blob: Blob; name: string }> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The drawing was answered with ${response.status}.`);
  const image = new Image();
  image.src = URL.createObjectURL(await response.blob());
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    // Browsers draw no picture of more than so many pixels: many pages come out smaller.
    const scale = Math.min(2, 16_000 / image.naturalHeight);
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("No canvas to draw on.");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("The picture is empty."))), "image/png"),
    );
    const [, name] = /filename\*=UTF-8''(.+)\.svg$/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
    return { blob, name: `${decodeURIComponent(name ?? "journey")}.png` };
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A3 landscape between its margins, in CSS pixels. */
const PAPER_WIDTH = 1512;

/** A printed map fits the width of its paper: its table shrinks while the browser prints. */
function usePaperFit(): void {
  useEffect(() => {
    const table = () => document.querySelector<HTMLElement>("main table");
    const fit = () => {
      const found = table();
      if (found) found.style.zoom = String(Math.min(1, PAPER_WIDTH / Math.max(1, found.scrollWidth)));
    };
    const unfit = () => table()?.style.removeProperty("zoom");
    window.addEventListener("beforeprint", fit);
    window.addEventListener("afterprint", unfit);
    return () => {
      window.removeEventListener("beforeprint", fit);
      window.removeEventListener("afterprint", unfit);
    };
  }, []);
}

/** What can be done with a map besides editing it: compare, present, keep, share. */
export function JourneyTools({ id, period, share }: JourneyToolsProps) {
  const t = useTranslations("journeys.share");
  const toast = useToast();
  usePaperFit();
  const query = period ? `period=${encodeURIComponent(period)}` : "";
  const at = (page: string) => `/journeys/${id}/${page}${query ? `?${query}` : ""}`;
  const file = (format: string) => `/journeys/${id}/export?format=${format}${query ? `&${query}` : ""}`;
  const keepPicture = async () => {
    toast.say(t("making"));
    try {
      const { blob, name } = await pngOf(file("svg"));
      save(blob, name);
    } catch (error) {
      toast.fail(t("failed"), error instanceof Error ? error.message : "");
    }
  };
  return (
    <>
      <style>{"@page { size: A3 landscape; margin: 10mm }"}</style>
      <LinkButton href={at("compare")} variant="ghost" icon={<Columns2 aria-hidden />} className="max-xl:hidden">
        {t("compare")}
      </LinkButton>
      <LinkButton href={at("present")} variant="ghost" icon={<Presentation aria-hidden />} className="max-xl:hidden">
        {t("present")}
      </LinkButton>
      <Menu trigger={<IconButton label={t("more")} icon={<Download aria-hidden />} />} align="end">
        <MenuItem icon={<Columns2 aria-hidden />} href={at("compare")}>
          {t("compare")}
        </MenuItem>
        <MenuItem icon={<Presentation aria-hidden />} href={at("present")}>
          {t("present")}
        </MenuItem>
        <MenuItem icon={<Shapes aria-hidden />} href={at("gaps")}>
          {t("gaps")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<FileText aria-hidden />} onSelect={() => window.location.assign(file("pdf"))}>
          {t("pdf")}
        </MenuItem>
        <MenuItem icon={<FileImage aria-hidden />} onSelect={() => void keepPicture()}>
          {t("png")}
        </MenuItem>
        <MenuItem icon={<FileImage aria-hidden />} onSelect={() => window.location.assign(file("svg"))}>
          {t("svg")}
        </MenuItem>
        <MenuItem icon={<Printer aria-hidden />} onSelect={() => window.print()}>
          {t("print")}
        </MenuItem>
      </Menu>
      {share ? <ShareDialog journeyId={id} {...share} /> : null}
    </>
  );
}
