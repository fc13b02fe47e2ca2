/** The list in small, filled: answers by their class, what was said, and who said it. Only a picture. */
export function ResponsesPicture() {
  const rows = [
    { mark: "M9 12 14 21.5H4Z", words: 150, fill: "var(--color-promoter)" },
    { mark: "M5 13h8v8H5Z", words: 112, fill: "var(--color-passive)" },
    { mark: "M9 22 4 12.5h10Z", words: 168, fill: "var(--color-detractor)" },
  ];
  return (
    <svg viewBox="0 0 296 120" className="w-full" role="presentation">
      {rows.map(({ mark, words, fill }, index) => (
        <g key={mark} transform={`translate(0 ${index * 40})`}>
          {index > 0 ? <line x1="0" x2="296" y1="0" y2="0" stroke="var(--color-line)" /> : null}
          <path d={mark} fill={fill} />
          <rect x="28" y="10" width={words} height="6" rx="2" fill="var(--color-line-strong)" />
          <rect x="28" y="22" width={words - 40} height="6" rx="2" fill="var(--color-line)" />
          <circle cx="244" cy="17" r="7" fill="var(--color-accent-soft)" />
          <rect x="256" y="14" width="34" height="6" rx="2" fill="var(--color-line)" />
        </g>
      ))}
    </svg>
  );
}
