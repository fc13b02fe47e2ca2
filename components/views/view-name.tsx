import { useTranslations } from "next-intl";

/** A view's name, with a dot when its list was changed since. */
export function ViewName({ name, modified }: { name: string; modified: boolean }) {
  const t = useTranslations("views");
  return (
    <span className="inline-flex max-w-48 items-center gap-1.5">
      <span className="truncate">{name}</span>
      {modified ? (
        <span className="size-1.5 shrink-0 rounded-full bg-accent" title={t("modified")}>
          <span className="sr-only">{t("modified")}</span>
        </span>
      ) : null}
    </span>
  );
}
