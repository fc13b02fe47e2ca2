"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toaster";
import { removeQuoteLineAction, saveQuoteLineAction, takeQuoteAmountAction } from "@/lib/deals/actions";
import { lineCents, type QuoteLine, type QuoteProduct, quoteCents, refusedFor } from "@/lib/deals/quote";
import { amountText, formatMoney } from "@/lib/format";
import { newId } from "@/lib/id";

export type QuoteLinesProps = {
  dealId: string;
  amountCents: number;
  currency: string;
  lines: readonly QuoteLine[];
  products: readonly QuoteProduct[];
  readOnly: boolean;
};

type Draft = { id: string; productId: string | null; label: string; quantity: string; unit: string };
type Errors = Record<string, string | undefined>;

const draftOf = (line: QuoteLine): Draft => ({
  id: line.id,
  productId: line.productId,
  label: line.label,
  quantity: String(line.quantity),
  unit: amountText(line.unitCents),
});
const empty = (): Draft => ({ id: newId(), productId: null, label: "", quantity: "1", unit: "" });

/** What is quoted: product × quantity × price, a row each, saved as it is left; Enter goes on to the next one. */
export function QuoteLines({ dealId, amountCents, currency, lines, products, readOnly }: QuoteLinesProps) {
  const t = useTranslations("deals.quote");
  const toast = useToast();
  const listId = useId();
  const [adding, setAdding] = useState<Draft | null>(null);
  const [pending, start] = useTransition();
  const total = quoteCents(lines);

  const remove = (line: QuoteLine) =>
    start(async () => {
      const done = await removeQuoteLineAction(null, { dealId, id: line.id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("removed", { name: line.label }), async () => {
        await saveQuoteLineAction(null, { dealId, ...draftOf(line) });
      });
    });
  const takeAmount = () =>
    start(async () => {
      const done = await takeQuoteAmountAction(null, { id: dealId });
      if (done && !done.ok) toast.fail(done.message);
      else toast.say(t("amountTaken", { amount: formatMoney(total, currency) }));
    });

  return (
    <div className="flex flex-col gap-3">
      {lines.length === 0 && !adding ? <p className="text-muted">{t("none")}</p> : null}
      {lines.length > 0 || adding ? (
        <div className="flex flex-col">
          <div
            aria-hidden
            className="grid grid-cols-[minmax(0,1fr)_4rem_6rem_6.5rem_2rem] gap-2 border-b border-line pb-1.5 text-xs text-muted max-md:hidden"
          >
            <span>{t("what")}</span>
            <span className="text-end">{t("quantity")}</span>
            <span className="text-end">{t("unit", { currency })}</span>
            <span className="text-end">{t("sum")}</span>
          </div>
          {[
            ...lines.map((line) => ({ line, draft: draftOf(line) })),
            ...(adding ? [{ line: null, draft: adding }] : []),
          ].map(({ line, draft }) => (
            <Line
              // Somebody else's change shows; one's own has the same words.
              key={`${draft.id} ${draft.label} ${draft.quantity} ${draft.unit}`}
              dealId={dealId}
              currency={currency}
              start={draft}
              isNew={line === null}
              listId={listId}
              products={products}
              readOnly={readOnly}
              onNext={() => setAdding(empty())}
              onSaved={() => {
                if (adding?.id === draft.id) setAdding(null);
              }}
              onRemove={() => (line ? remove(line) : setAdding(null))}
            />
          ))}
        </div>
      ) : null}
      <datalist id={listId}>
        {products.map((product) => (
          <option key={product.id} value={product.name} />
        ))}
      </datalist>
      {lines.length > 0 ? (
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <span className="text-muted">{t("total", { count: lines.length })}</span>
          <b className="figures text-base font-semibold">{formatMoney(total, currency)}</b>
        </p>
      ) : null}
      {readOnly ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setAdding((now) => now ?? empty())}>
            {t("add")}
          </Button>
          {lines.length > 0 && total !== amountCents ? (
            <>
              <Button size="sm" pending={pending} onClick={takeAmount}>
                {t("takeAmount")}
              </Button>
              <span className="text-xs text-muted">{t("differs", { amount: formatMoney(amountCents, currency) })}</span>
            </>
          ) : null}
        </div>
      )}
    </div>
  );
}

type LineProps = {
  dealId: string;
  currency: string;
  start: Draft;
  isNew: boolean;
  listId: string;
  products: readonly QuoteProduct[];
  readOnly: boolean;
  onNext: () => void;
  onSaved: () => void;
  onRemove: () => void;
};

function Line({ dealId, currency, start, isNew, listId, products, readOnly, onNext, onSaved, onRemove }: LineProps) {
  const t = useTranslations("deals.quote");
  const [draft, setDraft] = useState(start);
  const [saved, setSaved] = useState(start);
  const [errors, setErrors] = useState<Errors>({});
  const [pending, begin] = useTransition();
  const row = useRef<HTMLFieldSetElement>(null);
  const changed = isNew
    ? draft.label.trim() !== "" || draft.unit.trim() !== ""
    : (["label", "quantity", "unit"] as const).some((key) => draft[key] !== saved[key]);
  const unit = Number(draft.unit.replace(/\s/g, "").replace(",", "."));
  const quantity = Number(draft.quantity);
  const sum = Number.isFinite(unit * quantity) ? lineCents({ quantity, unitCents: Math.round(unit * 100) }) : 0;

  const set = (change: Partial<Draft>) => {
    setErrors({});
    setDraft((now) => ({ ...now, ...change }));
  };
  /** A known product brings its name and price; one of another currency cannot be quoted. */
  const label = (text: string) => {
    const product = products.find(({ name }) => name === text);
    if (!product) return set({ label: text, productId: null });
    const refused = refusedFor(product, currency);
    set({
      label: text,
      productId: product.id,
      ...(product.priceCents !== null && !refused ? { unit: amountText(product.priceCents) } : {}),
    });
    if (refused) setErrors({ label: refused });
  };
  const save = (then?: () => void) => {
    if (!changed) return then?.();
    if (errors.label) return;
    begin(async () => {
      const sent = draft;
      const done = await saveQuoteLineAction(null, { dealId, ...sent });
      if (!done) return;
      if (!done.ok) {
        return setErrors({ ...done.fieldErrors, label: done.fieldErrors.label ?? done.fieldErrors.productId });
      }
      setSaved(sent);
      onSaved();
      then?.();
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      save(onNext);
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      if (isNew) onRemove();
      else set(saved);
    }
  };
  const cell = "md:text-end [&_input]:md:text-end";
  return (
    <fieldset
      ref={row}
      disabled={readOnly}
      onKeyDown={keys}
      onBlur={(event) => {
        if (!row.current?.contains(event.relatedTarget)) save();
      }}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)_4rem_6rem_6.5rem_2rem] items-start gap-2 border-b border-line py-2 last:border-0 max-md:grid-cols-[4.5rem_minmax(0,1fr)_auto_2.75rem]"
    >
      <legend className="sr-only">{t("line", { name: draft.label || t("new") })}</legend>
      <Field label={t("what")} labelHidden error={errors.label} className="max-md:col-span-4">
        <Input
          autoFocus={isNew}
          list={listId}
          maxLength={200}
          autoComplete="off"
          placeholder={t("whatHint")}
          value={draft.label}
          onChange={(event) => label(event.target.value)}
        />
      </Field>
      <Field label={t("quantity")} labelHidden error={errors.quantity} className={cell}>
        <Input
          inputMode="numeric"
          autoComplete="off"
          value={draft.quantity}
          onChange={(event) => set({ quantity: event.target.value })}
        />
      </Field>
      <Field label={t("unit", { currency })} labelHidden error={errors.unit} className={cell}>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={draft.unit}
          onChange={(event) => set({ unit: event.target.value })}
        />
      </Field>
      <output className={`figures pt-1.5 text-end font-medium touch:pt-3 ${pending ? "text-muted" : ""}`}>
        {formatMoney(sum, currency)}
      </output>
      {readOnly ? (
        <span />
      ) : (
        <IconButton
          size="sm"
          label={t("remove", { name: draft.label || t("new") })}
          icon={<X aria-hidden />}
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
}
