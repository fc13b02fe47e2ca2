import { formatP } from "@/lib/format";

/** p or q from its natural logarithm: 0.03, or 5 × 10⁻⁸⁰ with a raised exponent. */
export function PValue({ name, logP }: { name: string; logP: number }) {
  // Beyond this even the logarithm has no meaning left: the counts themselves are all there is to say.
  if (logP < -1e6) return <span className="whitespace-nowrap">{name} ≈ 0</span>;
  const { text, mantissa, exponent } = formatP(logP);
  if (exponent === undefined || mantissa === undefined) {
    return (
      <span className="whitespace-nowrap">
        {name} = {text}
      </span>
    );
  }
  return (
    <span className="whitespace-nowrap">
      {name} = {mantissa} × 10<sup className="text-[0.75em] leading-none">−{Math.abs(exponent)}</sup>
    </span>
  );
}
