import { Download } from "lucide-react";
import { useTranslations } from "next-intl";

/** Takes a list away as a file, with its filter and order. */
export function CsvLink({ href }: { href: string }) {
  const t = useTranslations("common");
  return (
    <a
      href={href}
      download
      title={t("csvTitle")}
      className="flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink max-md:hidden"
    >
      <Download aria-hidden />
      {t("csv")}
    </a>
  );
}
